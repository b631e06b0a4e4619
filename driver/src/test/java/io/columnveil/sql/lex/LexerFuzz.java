package io.columnveil.sql.lex;

import io.columnveil.issue.IssueException;
import java.nio.charset.StandardCharsets;

/**
 * For a coverage-guided fuzzer: every text is read or refused by both scanners, and tokens, white
 * space and comments together are the text. CONTRIBUTING.md says how to run it.
 */
public final class LexerFuzz {

  private LexerFuzz() {}

  /** The name that Jazzer looks for. */
  public static void fuzzerTestOneInput(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    for (Dialect dialect : Dialect.values()) {
      TokenList tokens;
      try {
        tokens = dialect.lexer().lex(text);
      } catch (IssueException e) {
        continue;
      }
      LexerPropertyTest.assertCovered(tokens);
      for (int i = 0; i < tokens.size(); i++) {
        tokens.name(i);
        if (tokens.kind(i) == TokenKind.STRING || tokens.kind(i) == TokenKind.BINARY_STRING) {
          tokens.stringValue(i);
        }
      }
    }
  }
}
