package io.columnveil.sql.parse;

import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;

/** Tells of the words of a statement which are names, though they could be keywords. */
final class NamePlaces {

  private final TokenList tokens;
  private final StatementWords words;
  private final Nesting nesting;

  NamePlaces(StatementWords words, Nesting nesting) {
    this.tokens = words.tokens();
    this.words = words;
    this.nesting = nesting;
  }

  /** Whether JSqlParser would take this name for one of its keywords. */
  boolean isClashing(int i, String word, boolean qualified) {
    boolean always = ClashingWords.ALWAYS.contains(word);
    if (!always && !ClashingWords.SOMETIMES.contains(word)) {
      return false;
    }
    if (qualified || words.is(i + 1, ".")) {
      return true;
    }
    if (words.is(i + 1, "(")) {
      return always && ContextWords.TABLE_INTRODUCERS.contains(words.at(i - 1));
    }
    return always || isName(i);
  }

  /** Whether a word that may be a keyword stands where only a name can stand. */
  boolean isName(int i) {
    if (i > words.first() && tokens.is(i - 1, ".") || words.is(i + 1, ".")) {
      return true;
    }
    if (words.at(i - 1).equals("AS")) {
      return !nesting.inCast();
    }
    boolean before =
        i > words.first()
            && (ContextWords.BEFORE_NAME.contains(words.at(i - 1))
                || words.is(i - 1, ",")
                || words.is(i - 1, "(")
                || tokens.kind(i - 1) == TokenKind.OPERATOR && !tokens.is(i - 1, "::"));
    if (!before) {
      return false;
    }
    if (words.is(i - 1, "(")
        && words.at(i - 2).equals("EXTRACT")
        && words.at(i + 1).equals("FROM")) {
      return false;
    }
    return i + 1 >= words.end()
        || words.is(i + 1, ",")
        || words.is(i + 1, ")")
        || words.is(i + 1, ";")
        || words.is(i + 1, "[")
        || tokens.kind(i + 1) == TokenKind.OPERATOR
        || ContextWords.AFTER_NAME.contains(words.at(i + 1));
  }
}
