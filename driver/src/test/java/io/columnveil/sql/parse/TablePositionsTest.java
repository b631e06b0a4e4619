package io.columnveil.sql.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.sql.lex.Dialect;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TablePositionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT a, b FROM t, s.u x JOIN v ON t.a = u.b, w WHERE c IN (SELECT 1 FROM y)|t s.u v w y",
        "SELECT extract(year FROM a), substring(b FROM 2), a IS DISTINCT FROM b FROM t|t",
        "SELECT trim(both FROM a) FROM (t JOIN u USING (x)), ONLY (v)|t u v",
        "INSERT INTO t (a, b) SELECT a, b FROM u ON CONFLICT (a) DO UPDATE SET a = 1|t u",
        "UPDATE ONLY t SET a = 1, b = 2 FROM u, v WHERE t.x = u.x|t u v",
        "DELETE FROM t USING u, v WHERE x|t u v",
        "MERGE INTO t USING u ON t.x = u.x WHEN MATCHED THEN UPDATE SET a = 1|t u",
        "SELECT 1 FROM f(1), unnest(x) AS u(a, b), LATERAL g(2), t|t",
        "SELECT a FROM t ORDER BY a, b FOR UPDATE OF t|t",
        "TABLE t|t",
        "SELECT a INTO b FROM c|b c",
        "CREATE INDEX i ON t (a)|t",
        "CREATE TABLE a AS SELECT * FROM b|a b",
        "TRUNCATE a, ONLY b|a b",
        "LOCK TABLE a, b IN SHARE MODE|a b",
        "COPY t (a, b) FROM STDIN|t stdin",
        "SELECT count(*) OVER (PARTITION BY a ORDER BY b) FROM t|t",
        "SELECT 1 FROM t LIMIT 1; DELETE FROM u|t u",
        "SELECT * FROM t FETCH FIRST 3 ROWS ONLY|t",
      })
  void namesThatMayBeRelationsAreFound(String sql, String names) {
    assertThat(names(sql)).isEqualTo(names);
  }

  @Test
  void commonTableExpressionsAreMarked() {
    assertThat(
            TablePositions.of(
                Dialect.POSTGRESQL
                    .lexer()
                    .lex("WITH a AS (SELECT 1), b(x) AS (SELECT 2) SELECT 1 FROM a, b, c")))
        .extracting(TablePositions.Name::simple, TablePositions.Name::mayBeCte)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a", true),
            org.assertj.core.groups.Tuple.tuple("b", true),
            org.assertj.core.groups.Tuple.tuple("c", false));
  }

  private static String names(String sql) {
    return TablePositions.of(Dialect.POSTGRESQL.lexer().lex(sql)).stream()
        .map(name -> String.join(".", name.parts()))
        .collect(Collectors.joining(" "));
  }
}
