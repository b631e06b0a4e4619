package io.columnveil.issue;

/**
 * A place in a source.
 *
 * @param source the text
 * @param offset chars from the start, from 0
 */
public record Location(Source source, int offset) {

  /** Line number from 1. */
  public int line() {
    String text = source.text();
    int line = 1;
    for (int end = text.indexOf('\n');
        end >= 0 && end < offset;
        end = text.indexOf('\n', end + 1)) {
      line++;
    }
    return line;
  }

  /** Column from 1, counted in chars from the start of the line. */
  public int column() {
    return offset - lineStart() + 1;
  }

  /** The line that holds the place, without its end-of-line characters. */
  public String quotedLine() {
    String text = source.text();
    int end = text.indexOf('\n', offset);
    String line = text.substring(lineStart(), end < 0 ? text.length() : end);
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  private int lineStart() {
    return offset == 0 ? 0 : source.text().lastIndexOf('\n', offset - 1) + 1;
  }

  /** {@code name:line:column}, or {@code line:column} for a statement. */
  @Override
  public String toString() {
    String place = line() + ":" + column();
    return source.isSql() ? place : source.name() + ":" + place;
  }
}
