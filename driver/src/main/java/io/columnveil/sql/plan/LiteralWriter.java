package io.columnveil.sql.plan;

/** Writes the encoded form of a literal as SQL text, for statements without parameters. */
@FunctionalInterface
public interface LiteralWriter {

  /**
   * The SQL literal to send instead, for example {@code '_cv1...'} or {@code X'0A0B'}.
   *
   * @throws io.columnveil.issue.IssueException if the value does not fit the column
   */
  String write(Literal literal, Encoding encoding);
}
