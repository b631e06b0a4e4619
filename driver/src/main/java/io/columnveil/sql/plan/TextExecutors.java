package io.columnveil.sql.plan;

import io.columnveil.catalog.Backend;
import io.columnveil.catalog.Bypass;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import java.util.OptionalInt;

/**
 * Built-in functions that run SQL given as text or give rows of a table named by text, and system
 * relations that hold copies of column values. They go past everything that looks at names, so they
 * are refused whatever their arguments are. Tried on real servers: each gave old plaintext to a
 * role with no more than SELECT.
 */
final class TextExecutors {

  /** It reads any file, that of the database too. */
  private static final String H2_FILE_ROWS = "CSVREAD";

  private final Backend backend;
  private final boolean oldPlaintext;

  /**
   * Executors.
   *
   * @param oldPlaintext whether the database's files hold plaintext of protected columns
   */
  TextExecutors(Backend backend, boolean oldPlaintext) {
    this.backend = backend;
    this.oldPlaintext = oldPlaintext;
  }

  /** The first token that names one, if any does. */
  OptionalInt find(TokenList tokens) {
    for (int token = 0; token < tokens.size(); token++) {
      TokenKind kind = tokens.kind(token);
      if ((kind == TokenKind.WORD || kind == TokenKind.QUOTED_IDENTIFIER)
          && isOne(tokens.name(token), isCall(tokens, token))) {
        return OptionalInt.of(token);
      }
    }
    return OptionalInt.empty();
  }

  private boolean isOne(String name, boolean call) {
    return Bypass.isRelation(backend, name)
        || call && (Bypass.isFunction(backend, name) || oldPlaintext && readsFile(name));
  }

  private boolean readsFile(String name) {
    return backend == Backend.H2 && name.equalsIgnoreCase(H2_FILE_ROWS);
  }

  static boolean isCall(TokenList tokens, int token) {
    return token + 1 < tokens.size() && tokens.is(token + 1, "(");
  }
}
