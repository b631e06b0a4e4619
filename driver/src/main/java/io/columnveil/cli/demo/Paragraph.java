package io.columnveil.cli.demo;

import java.util.ArrayList;
import java.util.List;

/** Text broken into lines. */
final class Paragraph {

  private Paragraph() {}

  /** The words of a text in lines of at most that many characters; a longer word stands alone. */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
