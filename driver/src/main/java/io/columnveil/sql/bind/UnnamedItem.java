package io.columnveil.sql.bind;

import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.Span;
import java.util.Locale;
import java.util.Optional;

/**
 * A select item without alias that the database names by its own text: were it edited, the name
 * would show what was written there.
 *
 * @param span the item
 * @param name the name that PostgreSQL gives it by what it is; empty on H2
 */
public record UnnamedItem(Span span, Optional<String> name) {

  /** H2 refuses names of more than 256 characters. */
  private static final int MAX_LENGTH = 250;

  /**
   * The name that the item has as the user wrote it, in H2's way of printing: words in upper case,
   * placeholders numbered. Literals are left out, because the name is sent to the database.
   */
  public String label(TokenList tokens) {
    if (name.isPresent()) {
      return name.get();
    }
    StringBuilder label = new StringBuilder();
    for (int i = span.first(); i <= span.last() && label.length() < MAX_LENGTH; i++) {
      if (i > span.first() && isSpaced(tokens, i)) {
        label.append(' ');
      }
      label.append(text(tokens, i));
    }
    return label.length() > MAX_LENGTH ? label.substring(0, MAX_LENGTH) : label.toString();
  }

  private static String text(TokenList tokens, int token) {
    TokenKind kind = tokens.kind(token);
    if (kind == TokenKind.STRING || kind == TokenKind.BINARY_STRING || kind == TokenKind.NUMBER) {
      return "?";
    }
    if (kind == TokenKind.PLACEHOLDER) {
      return "?" + tokens.placeholder(token);
    }
    return kind == TokenKind.WORD
        ? tokens.text(token).toUpperCase(Locale.ENGLISH)
        : tokens.name(token);
  }

  private static boolean isSpaced(TokenList tokens, int token) {
    if (tokens.is(token, ")") || tokens.is(token, ",") || tokens.is(token, ".")) {
      return false;
    }
    if (tokens.is(token - 1, "(") || tokens.is(token - 1, ".")) {
      return false;
    }
    // A call has no space before its list of arguments; IN and the like have.
    return !tokens.is(token, "(") || tokens.begin(token) > tokens.end(token - 1);
  }
}
