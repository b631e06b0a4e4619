package io.columnveil.sql.parse;

import io.columnveil.sql.lex.Dialect;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import java.util.ArrayList;
import java.util.List;

/**
 * H2's {@code MERGE INTO t [(columns)] [KEY (columns)] VALUES | query}: an INSERT that updates the
 * rows whose key columns equal the new ones, all columns of the list. It is parsed as the INSERT.
 */
public final class KeyedMerge {

  private KeyedMerge() {}

  /**
   * Whether a statement is one.
   *
   * @param first its first token
   * @param end the token after its last
   */
  public static boolean isOne(TokenList tokens, int first, int end) {
    if (tokens.dialect() != Dialect.H2
        || first + 2 >= end
        || !tokens.isWord(first, "MERGE")
        || !tokens.isWord(first + 1, "INTO")) {
      return false;
    }
    int token = first + 3;
    while (token + 1 < end && tokens.is(token, ".")) {
      token += 2;
    }
    return token < end
        && (tokens.is(token, "(") || isKeyList(tokens, token) || startsRows(tokens, token));
  }

  private static boolean startsRows(TokenList tokens, int token) {
    return tokens.isWord(token, "VALUES")
        || tokens.isWord(token, "SELECT")
        || tokens.isWord(token, "TABLE")
        || tokens.isWord(token, "WITH");
  }

  /** Whether {@code KEY (names)} starts at a token. */
  static boolean isKeyList(TokenList tokens, int token) {
    if (!tokens.isWord(token, "KEY")
        || token + 1 >= tokens.size()
        || !tokens.is(token + 1, "(")
        || tokens.matching(token + 1) < 0) {
      return false;
    }
    int close = tokens.matching(token + 1);
    for (int name = token + 2; name < close; name++) {
      boolean comma = (name - token) % 2 == 1;
      if (comma ? !tokens.is(name, ",") : !isName(tokens, name)) {
        return false;
      }
    }
    // after the names come the rows, so that no value is taken for the list
    return close > token + 2
        && close + 1 < tokens.size()
        && (startsRows(tokens, close + 1) || tokens.is(close + 1, "("));
  }

  private static boolean isName(TokenList tokens, int token) {
    TokenKind kind = tokens.kind(token);
    return kind == TokenKind.WORD || kind == TokenKind.QUOTED_IDENTIFIER;
  }

  /** The tokens of the key columns; none if the table's primary key is meant. */
  public static List<Integer> keys(TokenList tokens, int first, int end) {
    int depth = 0;
    for (int token = first; token < end; token++) {
      if (tokens.is(token, "(")) {
        depth++;
      } else if (tokens.is(token, ")")) {
        depth--;
      } else if (depth == 0 && startsRows(tokens, token)) {
        return List.of();
      } else if (depth == 0 && isKeyList(tokens, token)) {
        List<Integer> keys = new ArrayList<>();
        for (int key = token + 2; key < tokens.matching(token + 1); key += 2) {
          keys.add(key);
        }
        return keys;
      }
    }
    return List.of();
  }
}
