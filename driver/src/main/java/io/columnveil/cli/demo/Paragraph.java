package io.columnveil.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Text broken into lines. */
final class Paragraph {

  /** A quoted line of a statement, or the line below it whose caret marks a place in it. */
  private static final Pattern QUOTED = Pattern.compile("\\s*\\d*\\s*\\|.*");

  private Paragraph() {}

  /**
   * The words of a text in lines of at most that many characters; a longer word stands alone. The
   * lines of a quoted statement stay as they are, else the caret would lose its place.
   */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String part : text.split("\\R", -1)) {
      if (QUOTED.matcher(part).matches()) {
        flush(line, lines);
        lines.add(part);
      } else if (!part.isBlank()) {
        words(part, width, line, lines);
      }
    }
    flush(line, lines);
    return lines;
  }

  private static void words(String text, int width, StringBuilder line, List<String> lines) {
    for (String word : text.strip().split("\\s+", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        flush(line, lines);
      }
      line.append(line.length() > 0 ? " " : "").append(word);
    }
  }

  private static void flush(StringBuilder line, List<String> lines) {
    if (line.length() > 0) {
      lines.add(line.toString());
      line.setLength(0);
    }
  }
}
