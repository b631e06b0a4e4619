package io.columnveil.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Text files of the test class path. */
final class SqlScript {

  private SqlScript() {}

  /** The whole text. */
  static String text(String resource) {
    try (InputStream in = SqlScript.class.getResourceAsStream("/" + resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no such resource: " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Statements, each ended by a semicolon at the end of a line. */
  static List<String> statements(String resource) {
    return Arrays.stream(text(resource).split(";\\s*\n"))
        .map(String::strip)
        .filter(s -> !s.isEmpty())
        .toList();
  }
}
