package io.columnveil.sql.parse;

import io.columnveil.sql.lex.Dialect;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The statements of {@code forms-*.sql}. */
final class Forms {

  private Forms() {}

  static List<String> of(Dialect dialect) {
    String file = dialect == Dialect.H2 ? "forms-h2.sql" : "forms-postgresql.sql";
    try (InputStream in = Objects.requireNonNull(Forms.class.getResourceAsStream(file));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.startsWith("-- ")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
