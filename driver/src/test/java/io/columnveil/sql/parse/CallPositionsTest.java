package io.columnveil.sql.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.sql.lex.Dialect;
import io.columnveil.sql.lex.TokenList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallPositionsTest {

  private static List<String> calls(String sql) {
    TokenList tokens = Dialect.POSTGRESQL.lexer().lex(sql);
    return CallPositions.of(tokens).stream().map(tokens::name).toList();
  }

  @Test
  void namesEveryCall() {
    assertThat(calls("SELECT f(1), a + g(2), s.h(3), \"Q\"(4), CASE WHEN i(5) THEN j(6) END"))
        .containsExactly("f", "g", "h", "Q", "i", "j");
    assertThat(calls("SELECT * FROM f(1) AS x(a int), g(2) AS (b int), LATERAL h(3) WHERE i(4)"))
        .containsExactly("f", "g", "h", "i");
    assertThat(calls("SELECT DISTINCT ON (a) f(b) FROM t JOIN g(1) ON h(2) ORDER BY i(3)"))
        .containsExactly("f", "g", "h", "i");
    assertThat(calls("CALL p(1)")).containsExactly("p");
    assertThat(calls("INSERT INTO t VALUES (f(1)) RETURNING g(2)")).containsExactly("f", "g");
    assertThat(calls("UPDATE t SET a = f(1) WHERE NOT g(2) OR h(3)"))
        .containsExactly("f", "g", "h");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO t (a, b) VALUES (1, 2)",
        "INSERT INTO s.t (a) VALUES (1) ON CONFLICT (a) DO NOTHING",
        "WITH w (a) AS (SELECT 1), v (b) AS MATERIALIZED (SELECT 2) SELECT * FROM w, v",
        "WITH RECURSIVE r (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM r) SELECT n FROM r",
        "SELECT * FROM (SELECT 1) x (a)",
        "SELECT * FROM users u (a, b)",
        "SELECT CAST(a AS varchar(10)), b::numeric(10, 2), c::box3d(2) FROM t",
        "SELECT a FROM t WHERE a IN (1) AND EXISTS (SELECT 1) OR b = ANY (ARRAY[1])",
        "SELECT x FROM t GROUP BY GROUPING SETS ((a), ()) HAVING (a > 1)",
        "SELECT a FROM t JOIN u USING (id) WINDOW w AS (PARTITION BY a)"
      })
  void leavesOutWhatIsNoCall(String sql) {
    assertThat(calls(sql)).isEmpty();
  }
}
