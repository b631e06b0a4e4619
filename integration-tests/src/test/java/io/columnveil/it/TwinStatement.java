package io.columnveil.it;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One line of a statement file.
 *
 * @param kind what is compared
 * @param required whether refusing it is a failure
 * @param name what the report calls it
 * @param sql the text, with JDBC placeholders
 * @param parameters strings, longs and nulls
 */
record TwinStatement(
    Kind kind, boolean required, String name, String sql, List<@Nullable Object> parameters) {

  /** Strings, quoted names, comments and the escaped question mark. */
  private static final Pattern NO_PLACEHOLDER =
      Pattern.compile(
          "E'(?:[^'\\\\]|\\\\.|'')*'|'[^']*'|\"[^\"]*\"|--[^\n]*|\\$(t?)\\$.*?\\$\\1\\$|\\?\\?"
              + "|/\\*(?:/\\*.*?\\*/|.)*?\\*/",
          Pattern.DOTALL);

  enum Kind {
    QUERY,
    ORDERED_QUERY,
    CHANGE
  }

  /** All statements of a file of the class path. */
  static List<TwinStatement> read(String resource) {
    return SqlScript.text(resource)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(TwinStatement::parse)
        .toList();
  }

  private static TwinStatement parse(String line) {
    String[] parts = line.split(" ;; ");
    char letter = parts[0].charAt(0);
    Kind kind =
        switch (Character.toLowerCase(letter)) {
          case 'q' -> Kind.QUERY;
          case 'o' -> Kind.ORDERED_QUERY;
          case 'd' -> Kind.CHANGE;
          default -> throw new IllegalArgumentException(line);
        };
    List<@Nullable Object> parameters = new ArrayList<>();
    if (parts.length > 3) {
      Arrays.stream(parts[3].split(",")).map(TwinStatement::parameter).forEach(parameters::add);
    }
    return new TwinStatement(
        kind, Character.isUpperCase(letter), parts[1], expand(parts[2]), parameters);
  }

  private static @Nullable Object parameter(String text) {
    String word = expand(text.strip());
    if (word.equals("NULL")) {
      return null;
    }
    return word.matches("L\\d+") ? Long.valueOf(word.substring(1)) : word;
  }

  private static String expand(String text) {
    return text.replace("{U}", "SELECT id, email, phone, full_name, city, plan FROM users")
        .replace("{A}", "ann@mail.example")
        .replace("{B}", "bob@mail.example");
  }

  /** The same statement with every parameter written as a literal. */
  TwinStatement inlined() {
    Matcher skipped = NO_PLACEHOLDER.matcher(sql);
    StringBuilder text = new StringBuilder();
    int next = 0;
    for (int i = 0; i < sql.length(); i++) {
      if (skipped.find(i) && skipped.start() == i) {
        text.append(skipped.group());
        i = skipped.end() - 1;
      } else if (sql.charAt(i) == '?') {
        text.append(literal(parameters.get(next++)));
      } else {
        text.append(sql.charAt(i));
      }
    }
    return new TwinStatement(kind, required, name + " [inlined]", text.toString(), List.of());
  }

  private static String literal(@Nullable Object value) {
    return value instanceof String text ? "'" + text.replace("'", "''") + "'" : "" + value;
  }

  /** For messages of failed tests. */
  String describe() {
    return sql
        + parameters.stream().map(String::valueOf).collect(Collectors.joining(", ", " [", "]"));
  }
}
