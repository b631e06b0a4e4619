package io.columnveil.sql.lex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.columnveil.issue.IssueException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class H2LexerTest {

  @Test
  void wordsAreFoldedAsJavaUpperCasesThem() {
    assertThat(lex("\u017Fsn").name(0)).isEqualTo("SSN");
    assertThat(lex("\u0131d").name(0)).isEqualTo("ID");
    assertThat(lex("straße").name(0)).isEqualTo("STRASSE");
    assertThat(lex("\u017Fcript").isWord(0, "SCRIPT")).isTrue();
  }

  @Test
  void quotedNamesStayAndBackquotedNamesAreFolded() {
    assertThat(lex("\"eMail\"").name(0)).isEqualTo("eMail");
    assertThat(lex("`eMail`").name(0)).isEqualTo("EMAIL");
    assertThat(lex("U&\"d!0061ta\" UESCAPE '!'").name(0)).isEqualTo("data");
  }

  @Test
  void stringsContinueOverBlanksAndSomeComments() {
    assertThat(lex("'a' /* x */ 'b' // c\n 'c'").stringValue(0)).isEqualTo("abc");
    assertThat(texts("'a' -- c\n'b'")).containsExactly("'a'", "'b'");
    assertThat(lex("$$a'b$$").stringValue(0)).isEqualTo("a'b");
    assertThat(lex("n'x'").stringValue(0)).isEqualTo("x");
    assertThat(lex("X'0a 0b' '0c'").stringValue(0)).isEqualTo("0a0b0c");
  }

  @Test
  void thereAreThreeKindsOfComments() {
    assertThat(texts("a -- b\nc // d\ne /* f /* g */ h */ i")).containsExactly("a", "c", "e", "i");
  }

  @Test
  void parametersMayBeNumbered() {
    TokenList tokens = lex("a = ?2 and b = $1 and c = ?2");

    assertThat(tokens.placeholder(2)).isEqualTo(2);
    assertThat(tokens.placeholder(6)).isEqualTo(1);
    assertThat(tokens.placeholderCount()).isEqualTo(2);
    assertThat(lex("? , ?").placeholder(2)).isEqualTo(2);
  }

  @Test
  void bracketsMayBeWrittenAsTrigraphs() {
    TokenList tokens = lex("a??(1??)");

    assertThat(tokens.matching(1)).isEqualTo(3);
    assertThat(tokens.placeholderCount()).isZero();
  }

  @Test
  void numbersEndWhereH2EndsThem() {
    assertThat(texts("1L 1_000 0x1F 1.5E3 1a"))
        .containsExactly("1L", "1_000", "0x1F", "1.5E3", "1", "a");
  }

  @Test
  void jdbcEscapesAreReadAsTheDriverReadsThem() {
    assertThat(texts("{ d '2020-01-01' }")).containsExactly("{", "d", "'2020-01-01'", "}");
    assertThat(texts("CREATE ALIAS f AS $$ int f() { return 1; } $$")).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'a",
        "\"a",
        "`a",
        "$$a",
        "/* /* */",
        "(a",
        "a)",
        "#a",
        "a & b",
        "a | b",
        "?1 = ?",
        "?0",
        "1__0",
        "0x",
        "0x1G",
        "1e",
        "X'0'",
        "X'0g'",
        "{d'2020-01-01'}",
        "{1: 2}",
        "{d '2020-01-01'} 'x'",
        "'a' {fn 'b' }",
        "{x y}",
        "`{` {d '2020-01-01'}",
        "/* /* */ { */ 1",
        "a$$'$$ {fn f('}')}",
      })
  void whatIsNotValidOrReadInTwoWaysIsRefused(String sql) {
    assertThatThrownBy(() -> lex(sql)).isInstanceOf(IssueException.class);
  }

  private static TokenList lex(String sql) {
    return Dialect.H2.lexer().lex(sql);
  }

  private static List<String> texts(String sql) {
    return PostgresLexerTest.texts(lex(sql));
  }
}
