package io.columnveil.sql.lex;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.IssueException;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LexerPropertyTest {

  @Provide
  Arbitrary<String> fragments() {
    return SqlFragments.texts();
  }

  @Property(tries = 5_000)
  void everyTextIsReadOrRefused(@ForAll String text, @ForAll Dialect dialect) {
    lex(dialect, text);
  }

  @Property(tries = 20_000)
  void tokensCoverAllThatIsNoBlankAndNoComment(
      @ForAll("fragments") String text, @ForAll Dialect dialect) {
    lex(dialect, text).ifPresent(LexerPropertyTest::assertCovered);
  }

  @Property(tries = 5_000)
  void everyBracketHasItsPartner(@ForAll("fragments") String text, @ForAll Dialect dialect) {
    lex(dialect, text)
        .ifPresent(
            tokens -> {
              for (int i = 0; i < tokens.size(); i++) {
                int partner = tokens.matching(i);
                if (partner >= 0) {
                  assertThat(tokens.matching(partner)).isEqualTo(i);
                }
              }
            });
  }

  @Property(tries = 5_000)
  void namesAndValuesCanBeDecoded(@ForAll("fragments") String text, @ForAll Dialect dialect) {
    lex(dialect, text)
        .ifPresent(
            tokens -> {
              for (int i = 0; i < tokens.size(); i++) {
                TokenKind kind = tokens.kind(i);
                assertThat(tokens.name(i)).isNotNull();
                if (kind == TokenKind.STRING || kind == TokenKind.BINARY_STRING) {
                  assertThat(tokens.stringValue(i)).isNotNull();
                }
              }
            });
  }

  static Optional<TokenList> lex(Dialect dialect, String text) {
    try {
      return Optional.of(dialect.lexer().lex(text));
    } catch (IssueException e) {
      assertThat(e.first().code()).isEqualTo(ErrorCode.SYNTAX);
      assertThat(e.first().location()).isPresent();
      return Optional.empty();
    }
  }

  static void assertCovered(TokenList tokens) {
    int from = 0;
    for (int i = 0; i < tokens.size(); i++) {
      assertThat(tokens.begin(i)).isGreaterThanOrEqualTo(from);
      assertThat(tokens.end(i)).isGreaterThan(tokens.begin(i));
      assertBlank(tokens, from, tokens.begin(i));
      from = tokens.end(i);
    }
    assertBlank(tokens, from, tokens.sql().length());
  }

  /** A gap holds only white space and comments. */
  private static void assertBlank(TokenList tokens, int from, int to) {
    String gap = tokens.sql().substring(from, to);
    int i = 0;
    while (i < gap.length()) {
      char c = gap.charAt(i);
      if (gap.startsWith("--", i) || tokens.dialect() == Dialect.H2 && gap.startsWith("//", i)) {
        while (i < gap.length() && gap.charAt(i) != '\n' && gap.charAt(i) != '\r') {
          i++;
        }
      } else if (gap.startsWith("/*", i)) {
        int level = 0;
        do {
          if (gap.startsWith("/*", i)) {
            level++;
            i += 2;
          } else if (gap.startsWith("*/", i)) {
            level--;
            i += 2;
          } else {
            i++;
          }
        } while (level > 0);
      } else {
        assertThat(c <= ' ' || c == '\u00a0' || Character.isSpaceChar(c)).isTrue();
        i++;
      }
    }
  }
}
