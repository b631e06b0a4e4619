package io.columnveil.sql.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.sql.lex.Dialect;
import io.columnveil.sql.lex.TokenList;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallFormTest {

  private static Optional<String> called(Dialect dialect, String sql) {
    TokenList tokens = dialect.lexer().lex(sql);
    return CallForm.of(tokens, Classifier.classifyAll(tokens).get(0))
        .map(call -> call.text(tokens) + (call.arguments() ? "" : " bare"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CALL p(?)              | p(?)",
        "call s.p ( (1), 2 )    | s.p ( (1), 2 )",
        "{call p(?)}            | p(?)",
        "{ ? = call \"P\"(?) } | \"P\"(?)",
        "{? = call f}           | f bare",
        "{call s.f}             | s.f bare",
      })
  void findsWhatIsCalledOnPostgres(String sql, String called) {
    assertThat(called(Dialect.POSTGRESQL, sql)).contains(called);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT f(1)",
        "CALL",
        "CALL p(1) + 1",
        "CALL (SELECT 1)",
        "CALL \"a(b\"(1)",
        "CALL p /* ( */ (1)",
        "CALL p 1",
        "CALL 1"
      })
  void leavesAllElseAlone(String sql) {
    assertThat(called(Dialect.POSTGRESQL, sql)).isEmpty();
  }

  @Test
  void findsAnyExpressionOnH2() {
    assertThat(called(Dialect.H2, "CALL 1 + (SELECT 2)")).contains("1 + (SELECT 2)");
    assertThat(called(Dialect.H2, "{? = call f(?)}")).contains("f(?)");
    assertThat(called(Dialect.H2, "? = CALL f(?)")).contains("f(?)");
    assertThat(called(Dialect.H2, "SELECT f(?)")).isEmpty();
  }
}
