package io.columnveil.sql.parse;

import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;

/**
 * What stands before the statement of an EXPLAIN.
 *
 * @param statement the first token of the explained statement; the end if there is none
 * @param analyzes whether it is run
 */
record ExplainHead(int statement, boolean analyzes) {

  /**
   * Reads it.
   *
   * @param explain the word EXPLAIN
   * @param end the token after the last
   */
  static ExplainHead read(TokenList tokens, int explain, int end) {
    return new Reading(tokens, end).head(explain + 1);
  }

  private record Reading(TokenList tokens, int end) {

    ExplainHead head(int first) {
      return first < end && tokens.is(first, "(") && isOptionList(first)
          ? afterList(first)
          : afterWords(first);
    }

    private ExplainHead afterList(int open) {
      boolean analyzes = false;
      int close = tokens.matching(open);
      for (int i = open + 1; i < close; i++) {
        boolean option = tokens.is(i - 1, "(") || tokens.is(i - 1, ",");
        analyzes |= option && isAnalyze(i) && !isOff(i + 1);
      }
      return new ExplainHead(close + 1, analyzes);
    }

    private ExplainHead afterWords(int first) {
      boolean analyzes = false;
      int at = first;
      while (at < end && isExplainWord(at)) {
        analyzes |= isAnalyze(at);
        at++;
      }
      return new ExplainHead(at, analyzes);
    }

    private boolean isOptionList(int open) {
      int inner = open + 1;
      while (inner < end && tokens.is(inner, "(")) {
        inner++;
      }
      return inner < end
          && !tokens.isWord(inner, "SELECT")
          && !tokens.isWord(inner, "VALUES")
          && !tokens.isWord(inner, "TABLE")
          && !tokens.isWord(inner, "WITH");
    }

    private boolean isAnalyze(int at) {
      return tokens.isWord(at, "ANALYZE")
          || tokens.isWord(at, "ANALYSE")
          || tokens.kind(at) == TokenKind.QUOTED_IDENTIFIER
              && tokens.name(at).equalsIgnoreCase("analyze");
    }

    private boolean isOff(int at) {
      return tokens.isWord(at, "OFF")
          || tokens.isWord(at, "FALSE")
          || tokens.kind(at) == TokenKind.NUMBER && tokens.text(at).equals("0");
    }

    private boolean isExplainWord(int at) {
      return isAnalyze(at)
          || tokens.isWord(at, "VERBOSE")
          || tokens.isWord(at, "PLAN")
          || tokens.isWord(at, "FOR");
    }
  }
}
