package io.columnveil.sql.parse;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.issue.Source;
import io.columnveil.sql.lex.TokenList;

/** What stands where in one statement: asked for a token beyond its ends, it is no known word. */
final class StatementWords {

  private final TokenList tokens;
  private final int first;
  private final int end;

  /** The known words among the tokens, in upper case; the empty word for all else. */
  private final String[] words;

  /**
   * The words of a run of tokens.
   *
   * @param first its first token
   * @param end the token after its last
   */
  StatementWords(TokenList tokens, int first, int end) {
    this.tokens = tokens;
    this.first = first;
    this.end = end;
    this.words = new String[end - first];
    for (int i = first; i < end; i++) {
      words[i - first] = Words.of(tokens, i);
    }
  }

  TokenList tokens() {
    return tokens;
  }

  int first() {
    return first;
  }

  int end() {
    return end;
  }

  boolean is(int i, String symbol) {
    return i >= first && i < end && tokens.is(i, symbol);
  }

  boolean isWord(int i, String word) {
    return at(i).equals(word);
  }

  /** The known word that a token is, in upper case. */
  String at(int i) {
    return i >= first && i < end ? words[i - first] : Words.OTHER;
  }

  IssueException notUnderstood(int token, String why) {
    return notUnderstood(token, why, "Write it in standard SQL, with placeholders for values");
  }

  IssueException notUnderstood(int token, String why, String remedy) {
    return new IssueException(
        Issue.error(
            ErrorCode.STATEMENT_NOT_UNDERSTOOD,
            Source.sql(tokens.sql()).at(tokens.begin(token)),
            why,
            remedy));
  }
}
