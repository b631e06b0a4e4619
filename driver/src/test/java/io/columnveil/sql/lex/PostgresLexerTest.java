package io.columnveil.sql.lex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.columnveil.issue.IssueException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresLexerTest {

  @Test
  void anInsertIsCutIntoWordsPunctuationAndPlaceholders() {
    TokenList tokens = lex("INSERT INTO Users(id, \"eMail\") VALUES (?, 'x')");

    assertThat(texts(tokens))
        .containsExactly(
            "INSERT",
            "INTO",
            "Users",
            "(",
            "id",
            ",",
            "\"eMail\"",
            ")",
            "VALUES",
            "(",
            "?",
            ",",
            "'x'",
            ")");
    assertThat(tokens.name(2)).isEqualTo("users");
    assertThat(tokens.name(6)).isEqualTo("eMail");
    assertThat(tokens.placeholder(10)).isEqualTo(1);
    assertThat(tokens.placeholderCount()).isEqualTo(1);
    assertThat(tokens.isWord(0, "INSERT")).isTrue();
    assertThat(tokens.isWord(6, "EMAIL")).isFalse();
    assertThat(tokens.matching(3)).isEqualTo(7);
    assertThat(tokens.matching(13)).isEqualTo(9);
    assertThat(tokens.matching(0)).isEqualTo(-1);
  }

  @Test
  void onlyAsciiIsFolded() {
    assertThat(lex("\u017FSN ÄB K").name(0)).isEqualTo("\u017Fsn");
    assertThat(lex("ÄB").name(0)).isEqualTo("Äb");
    assertThat(lex("\u212A").isWord(0, "K")).isFalse();
  }

  @Test
  void namesAreCutAtSixtyThreeBytes() {
    assertThat(lex("a".repeat(70)).name(0)).isEqualTo("a".repeat(63));
    assertThat(lex('"' + "ä".repeat(40) + '"').name(0)).isEqualTo("ä".repeat(31));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'a''b'|a'b",
        "'a\\'|a\\",
        "E'a\\'b' |a'b",
        " E'a\\'b'|a'b",
        " E'\\x41\\101\\u0041\\U00000041\\n'|AAAA~n",
        " E'\\xc3\\xa4'|ä",
        " E'a''b'|a'b",
        "U&'\\0041\\+000042\\\\'|AB\\",
        "U&'!0041' UESCAPE '!'|A",
        "U&'d!0061t!+000061' /* c */ UESCAPE '!'|data",
        "$$a'b$$|a'b",
        "$t$a$$b$x$c$t$|a$$b$x$c",
        "N'x'|x",
        "'a'~n'b'|ab",
        "'a' -- it's~n  'b'|ab",
      })
  void stringsMeanWhatTheServerReads(String text, String value) {
    String sql = text.replace("~n", "\n").replace(" E'", ",E'");
    TokenList tokens = lex(sql.startsWith("E") ? "," + sql : sql);
    int string = tokens.size() - 1;

    assertThat(tokens.kind(string)).isEqualTo(TokenKind.STRING);
    assertThat(tokens.stringValue(string)).isEqualTo(value.replace("~n", "\n"));
  }

  @Test
  void stringsOnOneLineAreTwoTokens() {
    assertThat(texts(lex("'a' 'b'"))).containsExactly("'a'", "'b'");
    assertThat(texts(lex("'a' /* \n */ 'b'"))).containsExactly("'a'", "'b'");
  }

  @Test
  void quotesInsideCommentsAndCommentsInsideQuotesAreNone() {
    assertThat(texts(lex("a /* ' /* ? */ \" */ b -- '?\nc"))).containsExactly("a", "b", "c");
    assertThat(texts(lex("'--' \"/*\" $$--$$"))).containsExactly("'--'", "\"/*\"", "$$--$$");
  }

  @Test
  void operatorsAreCutAsTheServerCutsThem() {
    assertThat(texts(lex("a@>b"))).containsExactly("a", "@>", "b");
    assertThat(texts(lex("a=-1"))).containsExactly("a", "=", "-", "1");
    assertThat(texts(lex("a@-1"))).containsExactly("a", "@-", "1");
    assertThat(texts(lex("a*/*c*/b"))).containsExactly("a", "*", "b");
    assertThat(texts(lex("a+--c\nb"))).containsExactly("a", "+", "b");
    assertThat(texts(lex("a::int[1:2]")))
        .containsExactly("a", "::", "int", "[", "1", ":", "2", "]");
    assertThat(texts(lex("f(a=>1,b:=2)")))
        .containsExactly("f", "(", "a", "=>", "1", ",", "b", ":=", "2", ")");
    assertThat(texts(lex("1..2"))).containsExactly("1", "..", "2");
  }

  @Test
  void aLoneQuestionMarkIsAPlaceholderAndTwoAreAnOperator() {
    TokenList tokens = lex("a ?? 'k' and b ??| ? and c @?? ?");

    assertThat(texts(tokens))
        .containsExactly("a", "??", "'k'", "and", "b", "??|", "?", "and", "c", "@??", "?");
    assertThat(tokens.kind(1)).isEqualTo(TokenKind.OPERATOR);
    assertThat(tokens.placeholderCount()).isEqualTo(2);
    assertThat(texts(lex("a ?| b"))).containsExactly("a", "?", "|", "b");
  }

  @Test
  void numbersAreReadWithAllTheirForms() {
    assertThat(texts(lex("1 1.5 .5 1. 1e5 1.5E-3 0xFF 0o7 0b1 1_000.5")))
        .containsExactly("1", "1.5", ".5", "1.", "1e5", "1.5E-3", "0xFF", "0o7", "0b1", "1_000.5");
  }

  @Test
  void positionalParametersAreNoPlaceholders() {
    TokenList tokens = lex("a = $12");

    assertThat(tokens.kind(2)).isEqualTo(TokenKind.POSITIONAL);
    assertThat(tokens.placeholderCount()).isZero();
  }

  @Test
  void jdbcEscapesKeepTheirBracesAsTokens() {
    TokenList tokens = lex("a = {d '2020-01-01'} and {fn lower(b)} = ?");

    assertThat(tokens.kind(2)).isEqualTo(TokenKind.ESCAPE_BRACE);
    assertThat(tokens.matching(2)).isEqualTo(5);
  }

  @Test
  void semicolonsEndStatementsOnlyOutsideParenthesesAndBodies() {
    assertThat(lex("a; b;; (c;d) ;").semicolons()).containsExactly(1, 3, 4, 10);
    assertThat(lex("a; b;; c").statementCount()).isEqualTo(3);
    assertThat(lex("a;").statementCount()).isEqualTo(1);
    assertThat(lex("").statementCount()).isZero();
    TokenList body =
        lex("CREATE FUNCTION f() BEGIN ATOMIC SELECT CASE 1 WHEN 1 THEN 2 END; SELECT 2; END; x");
    assertThat(body.statementCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'a",
        "\"a",
        "\"\"",
        "$$a",
        "$a$ $b$",
        "/* /* */",
        "(a",
        "a)",
        "(a]",
        "1a",
        "0x",
        "1e",
        "1_",
        "$1a",
        "a?5",
        "a ?5",
        "a?",
        "1?",
        "?a",
        "/*/ */ ?",
        "E'\\''",
        ",E'a''\\''",
        ",E'a'\n'\\''",
        "1$$a$$",
        "$\u00d7$a$\u00d7$",
        "\u00a0$$a$$",
        "{ d '2020-01-01'}",
        "{d '2020}'}",
        "{fn f(a) + 1}",
        "{oj '}'}",
        "{x y}",
        "x{fn f(a)}",
        "{oj a}b",
        "{d '2020-01-01'}\n'x'",
        "{d '2020-01-01'",
        "U&'\\00'",
        "U&'!0041' UESCAPE '!!'",
        "U&'!0041' UESCAPE '!''x'",
        ",E'\\xff'",
        "\\",
        "a \u0001 b",
      })
  void whatIsNotValidOrReadInTwoWaysIsRefused(String sql) {
    assertThatThrownBy(() -> lex(sql)).isInstanceOf(IssueException.class);
  }

  @Test
  void nestingIsBoundedAndFast() {
    assertThat(lex("(".repeat(100) + ")".repeat(100)).size()).isEqualTo(200);
    assertThatThrownBy(() -> lex("(".repeat(101) + ")".repeat(101)))
        .isInstanceOf(IssueException.class)
        .hasMessageContaining("nested more than 100 deep");
  }

  @Test
  void lengthIsBounded() {
    assertThatThrownBy(() -> lex(" ".repeat(Lexer.MAX_LENGTH + 1)))
        .isInstanceOf(IssueException.class);
    assertThatThrownBy(() -> lex(",".repeat(Lexer.MAX_TOKENS + 1)))
        .isInstanceOf(IssueException.class);
  }

  @Test
  void zeroBytesAreRefusedWhereverTheyStand() {
    for (String text :
        List.of("a\0", "'\0'", "E'\0'", "$$\0$$", "a -- \0", "/* \0 */ a", "\"\0\"")) {
      assertThatThrownBy(() -> lex(text)).isInstanceOf(IssueException.class);
    }
  }

  @Test
  void theTextIsNeverPrinted() {
    assertThat(lex("'secret'").toString()).doesNotContain("secret");
    assertThatThrownBy(() -> lex("'secret' 'x")).message().doesNotContain("secret");
  }

  private static TokenList lex(String sql) {
    return Dialect.POSTGRESQL.lexer().lex(sql);
  }

  static List<String> texts(TokenList tokens) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      texts.add(tokens.text(i));
    }
    return texts;
  }
}
