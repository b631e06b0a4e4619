package io.columnveil.sql.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.sql.lex.Dialect;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlpgsqlBodyTest {

  private static Optional<List<String>> queries(String body) {
    return PlpgsqlBody.queries(Dialect.POSTGRESQL.lexer().lex(body), "f", false);
  }

  @Test
  void findsEveryQueryAndExpression() {
    assertThat(
            queries(
                    """
                DECLARE m text; n int := 3; r record;
                BEGIN
                  SELECT t.a, t.b INTO STRICT m, n FROM t WHERE t.id = i;
                  IF i > 3 THEN RETURN NULL; ELSIF i < 0 THEN RETURN m; END IF;
                  FOR r IN SELECT * FROM u LOOP RETURN NEXT r; END LOOP;
                  m := r.a;
                  RETURN QUERY SELECT 1;
                  RETURN;
                END\
                """)
                .orElseThrow())
        .containsExactly(
            "SELECT t.a, t.b FROM t WHERE t.id = i",
            "SELECT i > 3",
            "SELECT i < 0",
            "SELECT * FROM u",
            "SELECT 1");
  }

  @Test
  void findsChangesAndWhatIsPerformed() {
    assertThat(
            queries(
                    """
                BEGIN
                  PERFORM f(1), g FROM t;
                  INSERT INTO t (a) VALUES (i);
                  UPDATE t SET a = 'x;y' WHERE b = i;
                  DELETE FROM t;
                END;
                """)
                .orElseThrow())
        .containsExactly(
            "SELECT f(1), g FROM t",
            "INSERT INTO t (a) VALUES (i)",
            "UPDATE t SET a = 'x;y' WHERE b = i",
            "DELETE FROM t");
  }

  @Test
  void handsOnWholeRowsWhereRowsAreGiven() {
    String body = "DECLARE r t; BEGIN SELECT a, b INTO r FROM t WHERE c = $1; RETURN r; END";

    assertThat(PlpgsqlBody.queries(Dialect.POSTGRESQL.lexer().lex(body), "f", true)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BEGIN EXECUTE 'SELECT 1'; END",
        "BEGIN RETURN QUERY EXECUTE 'SELECT 1'; END",
        "BEGIN RAISE NOTICE '%', 1; END",
        "BEGIN PERFORM; END",
        "BEGIN CALL p(); END",
        "BEGIN MERGE INTO t USING u ON true WHEN MATCHED THEN DELETE; END",
        "BEGIN INSERT INTO t VALUES (1) RETURNING a INTO m; RETURN; END",
        "BEGIN SELECT a INTO m FROM t; INSERT INTO u VALUES (m); END",
        "BEGIN SELECT a INTO m FROM t; UPDATE u SET b = 1 WHERE c = m; END",
        "BEGIN SELECT a INTO m FROM t; DELETE FROM u WHERE c IN (1, m); END",
        "BEGIN SELECT a INTO m FROM t; PERFORM f(m); END",
        "BEGIN UPDATE t SET a = 1; COMMIT; END",
        "BEGIN BEGIN RETURN 1; END; END",
        "BEGIN RETURN 1; EXCEPTION WHEN OTHERS THEN RETURN 2; END",
        "BEGIN SELECT a INTO m FROM t; IF m THEN RETURN 1; END IF; RETURN 2; END",
        "BEGIN SELECT a INTO m FROM t; RETURN upper(m); END",
        "BEGIN SELECT a INTO m FROM t; SELECT b INTO n FROM t WHERE c = m; RETURN n; END",
        "BEGIN FOR r IN SELECT a FROM t LOOP n := r.a || 'x'; END LOOP; RETURN n; END",
        "DECLARE m text := (SELECT a FROM t); BEGIN RETURN m; END",
        "DECLARE c CURSOR FOR SELECT a FROM t; BEGIN RETURN 1; END",
        "BEGIN RETURN 1; END; DROP TABLE t",
        "DECLARE m text; n ALIAS FOR m; BEGIN SELECT a INTO m FROM t; RETURN n = 'x'; END",
        "BEGIN SELECT a INTO m FROM t; IF $1 = 'x' THEN m := NULL; END IF; END",
        "BEGIN SELECT a INTO m FROM t; IF f.m = 'x' THEN m := NULL; END IF; END",
        "BEGIN SELECT a INTO f.m FROM t; IF m = 'x' THEN RETURN 1; END IF; END",
        "DECLARE r record; BEGIN SELECT a, b INTO r FROM t; RETURN r; END",
        "DECLARE r t%ROWTYPE; m text; BEGIN SELECT a, b INTO r FROM t; m := r; RETURN m; END",
        "DECLARE r t; m text; BEGIN FOR r IN SELECT a FROM t LOOP m := r; END LOOP; RETURN m; END",
        "DECLARE m name; BEGIN SELECT a INTO m FROM t; RETURN m; END",
        "DECLARE m \"char\"; BEGIN SELECT a INTO m FROM t; RETURN m; END",
        "BEGIN RETURN 1"
      })
  void leavesAllElseAlone(String body) {
    assertThat(queries(body)).isEmpty();
  }
}
