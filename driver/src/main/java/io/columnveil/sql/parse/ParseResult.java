package io.columnveil.sql.parse;

import io.columnveil.issue.Issue;

/** What came of parsing: a tree, or the reason why there is none. */
public sealed interface ParseResult {

  /** It was parsed, and the parser read the same tokens as we. */
  record Parsed(ParsedStatement statement) implements ParseResult {}

  /**
   * It was not. The caller refuses the statement if it could touch a protected table, and passes it
   * otherwise.
   *
   * @param issue with code SYNTAX or STATEMENT_NOT_UNDERSTOOD, and the place in the user's text
   */
  record NotParsed(Issue issue) implements ParseResult {}
}
