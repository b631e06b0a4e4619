package io.columnveil.sql.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.sql.lex.Dialect;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassifierTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT 1|QUERY|",
        "((SELECT 1) UNION SELECT 2)|QUERY|",
        "VALUES (1)|QUERY|",
        "TABLE t|QUERY|",
        "SELECT a INTO b FROM c|QUERY|SELECT_INTO",
        "WITH a AS (SELECT 1) SELECT * FROM a|QUERY|",
        "WITH a AS (SELECT 1) (SELECT * FROM a)|QUERY|",
        "WITH RECURSIVE a(x) AS (SELECT 1), b AS (SELECT 2) INSERT INTO t SELECT x FROM a|INSERT|",
        "WITH a AS (DELETE FROM t RETURNING *) SELECT * FROM a|QUERY|WRITES_IN_WITH",
        "INSERT INTO t VALUES (1)|INSERT|",
        "UPDATE t SET a = 1|UPDATE|",
        "DELETE FROM t|DELETE|",
        "MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE|MERGE|",
        "EXPLAIN SELECT 1|EXPLAIN|",
        "EXPLAIN ANALYZE VERBOSE UPDATE t SET a = 1|EXPLAIN|ANALYZE",
        "EXPLAIN (COSTS OFF, ANALYZE) UPDATE t SET a = 1|EXPLAIN|ANALYZE",
        "EXPLAIN (ANALYZE FALSE) UPDATE t SET a = 1|EXPLAIN|",
        "EXPLAIN (\"analyze\") UPDATE t SET a = 1|EXPLAIN|ANALYZE",
        "EXPLAIN (SELECT 1)|EXPLAIN|",
        "BEGIN|TRANSACTION|",
        "START TRANSACTION READ ONLY|TRANSACTION|",
        "COMMIT PREPARED 'x'|TRANSACTION|",
        "ROLLBACK TO SAVEPOINT a|TRANSACTION|ROLLBACK",
        "PREPARE TRANSACTION 'x'|TRANSACTION|",
        "PREPARE p AS SELECT 1|OPAQUE|SERVER_PREPARED",
        "EXECUTE p(1)|OPAQUE|SERVER_PREPARED",
        "DECLARE c CURSOR FOR SELECT 1|CURSOR|CURSOR_QUERY",
        "FETCH ALL FROM c|CURSOR|",
        "SET ROLE x|SESSION|IDENTITY",
        "SET LOCAL ROLE x|SESSION|IDENTITY",
        "SET SESSION AUTHORIZATION x|SESSION|IDENTITY",
        "SET SESSION SESSION AUTHORIZATION x|SESSION|IDENTITY",
        "SET \"role\" TO x|SESSION|IDENTITY",
        "RESET SESSION AUTHORIZATION|SESSION|IDENTITY",
        "RESET ROLE|SESSION|IDENTITY",
        "RESET ALL|SESSION|IDENTITY,SEARCH_PATH",
        "DISCARD ALL|SESSION|IDENTITY,SEARCH_PATH",
        "SET search_path = a|SESSION|SEARCH_PATH",
        "SET SCHEMA 'a'|SESSION|SEARCH_PATH",
        "SET standard_conforming_strings = off|SESSION|READING",
        "SET TIME ZONE 'UTC'|SESSION|",
        "SET TRANSACTION READ ONLY|TRANSACTION|",
        "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY|TRANSACTION|",
        "SHOW search_path|SESSION|SHOW",
        "CREATE TABLE t (a int)|DDL|",
        "CREATE TEMP TABLE t AS SELECT 1|DDL|TABLE_FROM_QUERY",
        "CREATE MATERIALIZED VIEW v AS SELECT 1|DDL|TABLE_FROM_QUERY",
        "CREATE OR REPLACE VIEW v AS SELECT 1|DDL|VIEW",
        "CREATE UNIQUE INDEX i ON t (a)|DDL|",
        "ALTER TABLE t ADD a int|DDL|",
        "TRUNCATE t|DDL|",
        "CREATE OR REPLACE FUNCTION f() RETURNS int AS 'x' LANGUAGE sql|OPAQUE|",
        "CREATE CONSTRAINT TRIGGER x AFTER INSERT ON t EXECUTE FUNCTION f()|OPAQUE|",
        "CREATE RULE r AS ON INSERT TO t DO ALSO NOTHING|OPAQUE|",
        "CREATE SCHEMA a CREATE TABLE t (a int)|OPAQUE|",
        "DO $$ x $$|OPAQUE|",
        "CALL f()|OPAQUE|",
        "{call f(?)}|OPAQUE|",
        "{? = call f(?)}|OPAQUE|",
        "COPY t FROM STDIN|OPAQUE|BULK",
        "FOO BAR|OTHER|",
        "1|OTHER|",
        "-- nothing|EMPTY|",
      })
  void postgresStatementsHaveTheirKind(String sql, StatementKind kind, String traits) {
    assertKind(Dialect.POSTGRESQL, sql, kind, traits);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SCRIPT|OPAQUE|BULK",
        "\u017Fcript|OPAQUE|BULK",
        "RUNSCRIPT FROM 'x'|OPAQUE|BULK",
        "BACKUP TO 'x'|OPAQUE|BULK",
        "CREATE ALIAS f FOR 'x'|OPAQUE|",
        "CREATE FORCE TRIGGER x BEFORE INSERT ON t CALL 'x'|OPAQUE|",
        "CREATE LINKED TABLE t('', '', '', '', 'x')|OPAQUE|",
        "EXECUTE IMMEDIATE 'x'|OPAQUE|SERVER_PREPARED",
        "? = CALL f()|OPAQUE|",
        "SET SCHEMA a|SESSION|SEARCH_PATH",
        "SET SCHEMA_SEARCH_PATH a, b|SESSION|SEARCH_PATH",
        "SET MODE PostgreSQL|SESSION|READING",
        "MERGE INTO t KEY(id) VALUES (1)|MERGE|",
        "SET @x = 1|SESSION|",
      })
  void h2StatementsHaveTheirKind(String sql, StatementKind kind, String traits) {
    assertKind(Dialect.H2, sql, kind, traits);
  }

  @Test
  void everyStatementOfATextIsClassified() {
    List<Classification> statements =
        Classifier.classifyAll(Dialect.POSTGRESQL.lexer().lex("SELECT 1;; UPDATE t SET a = 1;"));

    assertThat(statements)
        .extracting(Classification::kind)
        .containsExactly(StatementKind.QUERY, StatementKind.UPDATE);
    assertThat(statements.get(1).first()).isEqualTo(4);
    assertThat(statements.get(1).end()).isEqualTo(10);
  }

  @Test
  void theInnerStatementOfExplainIsFound() {
    Classification explain =
        Classifier.classifyAll(
                Dialect.POSTGRESQL.lexer().lex("EXPLAIN (COSTS OFF) UPDATE t SET a = 1"))
            .get(0);

    assertThat(explain.verb()).isEqualTo(5);
  }

  private static void assertKind(Dialect dialect, String sql, StatementKind kind, String traits) {
    Classification found = Classifier.classifyAll(dialect.lexer().lex(sql)).get(0);

    assertThat(found.kind()).isEqualTo(kind);
    assertThat(found.traits())
        .extracting(Trait::name)
        .containsExactlyInAnyOrder(traits == null ? new String[0] : traits.split(","));
  }
}
