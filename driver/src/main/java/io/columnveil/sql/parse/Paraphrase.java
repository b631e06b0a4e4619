package io.columnveil.sql.parse;

import io.columnveil.sql.lex.Dialect;
import io.columnveil.sql.lex.TokenList;
import java.util.Optional;

/**
 * Forms that JSqlParser's grammar lacks, said in another way that binds the same. Only what is
 * parsed changes: edits are made on the user's own tokens, which each canonical token knows.
 */
final class Paraphrase {

  /**
   * What stands for some tokens.
   *
   * @param last the last token that it stands for
   * @param canonical what the parser reads in their place; empty if nothing
   * @param omitted names among the tokens that are in no canonical token, for the plan key
   */
  record Form(int last, String canonical, String omitted) {}

  private final TokenList tokens;
  private final int first;
  private final int end;
  private final int keyedMerge;

  Paraphrase(TokenList tokens, int first, int end) {
    this.tokens = tokens;
    this.first = first;
    this.end = end;
    this.keyedMerge = KeyedMerge.isOne(tokens, first, end) ? first : -1;
  }

  /** What is said for the tokens from one on; empty if they are parsed as they stand. */
  Optional<Form> at(int token) {
    if (tokens.isWord(token, "ROW") && isAssignedRow(token)) {
      return Optional.of(new Form(token, "", ""));
    }
    if (tokens.isWord(token, "DO") && isNoAction(token)) {
      return Optional.of(new Form(token + 1, "delete", ""));
    }
    if (keyedMerge >= 0 && token == keyedMerge) {
      return Optional.of(new Form(token, "insert", ""));
    }
    if (keyedMerge >= 0 && tokens.isWord(token, "KEY") && KeyedMerge.isKeyList(tokens, token)) {
      int close = tokens.matching(token + 1);
      return Optional.of(new Form(close, "", names(token + 2, close)));
    }
    return Optional.empty();
  }

  private String names(int from, int to) {
    StringBuilder names = new StringBuilder();
    for (int token = from; token < to; token++) {
      String name = tokens.name(token);
      names.append(name.length()).append('.').append(name);
    }
    return names.toString();
  }

  /** {@code SET (a, b) = ROW (..)}: the word may be left out. */
  private boolean isAssignedRow(int row) {
    if (row - 3 < first
        || row + 1 >= end
        || !tokens.is(row + 1, "(")
        || !tokens.is(row - 1, "=")
        || !tokens.is(row - 2, ")")) {
      return false;
    }
    int depth = 0;
    for (int token = row - 2; token > first; token--) {
      if (tokens.is(token, ")")) {
        depth++;
      } else if (tokens.is(token, "(") && --depth == 0) {
        return tokens.isWord(token - 1, "SET") || tokens.is(token - 1, ",");
      }
    }
    return false;
  }

  /** {@code WHEN .. THEN DO NOTHING} of a MERGE names nothing, as {@code DELETE} does. */
  private boolean isNoAction(int word) {
    return word > first
        && word + 1 < end
        && tokens.isWord(word - 1, "THEN")
        && tokens.isWord(word + 1, "NOTHING")
        && tokens.dialect() == Dialect.POSTGRESQL;
  }
}
