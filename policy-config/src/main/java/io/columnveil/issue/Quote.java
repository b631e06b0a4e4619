package io.columnveil.issue;

/**
 * A line of a text as it may be shown, with the place that a problem is about. Whoever makes one
 * vouches that the line holds no value and no secret.
 *
 * @param line number of the line, from 1
 * @param text the line, one char wide for each char
 * @param caret chars before the place
 */
public record Quote(int line, String text, int caret) {

  /** A longer line is cut around the caret. */
  private static final int WIDTH = 100;

  public Quote {
    // One char for one char, so that the caret stays below its place.
    text = Printable.line(text.replace('\t', ' '));
    caret = Math.min(caret, text.length());
  }

  /** The line that holds a place of a text without secrets. */
  public static Quote of(Location place) {
    return new Quote(place.line(), place.quotedLine(), place.column() - 1);
  }

  /** The line and below it the caret, without a line end; empty for a blank line. */
  public String shown() {
    if (text.isBlank()) {
      return "";
    }
    int from = caret < WIDTH - 20 ? 0 : caret - WIDTH / 2;
    int to = Math.min(text.length(), from + WIDTH);
    String before = from > 0 ? "..." : "";
    String after = to < text.length() ? "..." : "";
    return String.format("%5d | ", line)
        + before
        + text.substring(from, to).stripTrailing()
        + after
        + "\n      | "
        + " ".repeat(before.length() + caret - from)
        + "^";
  }
}
