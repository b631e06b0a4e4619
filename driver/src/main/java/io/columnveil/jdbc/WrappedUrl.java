package io.columnveil.jdbc;

import io.columnveil.catalog.Backend;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A URL of ours, taken apart: what goes to the wrapped driver, and what is for us. URLs may hold
 * passwords, so it never prints itself.
 *
 * @param backend which database
 * @param url the wrapped driver's URL, without our properties
 * @param own our properties, names in lower case
 * @param others the wrapped driver's properties, as they stand in the URL
 */
record WrappedUrl(
    Backend backend, String url, Map<String, String> own, Map<String, String> others) {

  static final String PREFIX = "jdbc:columnveil:";
  private static final String OWN_PROPERTY = "columnveil.";

  /**
   * Empty if it is not a URL of ours or of a database that is not wrapped.
   *
   * @throws IssueException 08V01 if it contradicts itself
   */
  static Optional<WrappedUrl> parse(String url) {
    if (!url.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String rest = url.substring(PREFIX.length());
    if (rest.startsWith("postgresql:")) {
      return Optional.of(postgres(rest));
    }
    return rest.startsWith("h2:") ? Optional.of(h2(rest)) : Optional.empty();
  }

  private static WrappedUrl postgres(String rest) {
    int question = rest.indexOf('?');
    if (question < 0) {
      return new WrappedUrl(Backend.POSTGRESQL, "jdbc:" + rest, Map.of(), Map.of());
    }
    Parts parts = new Parts();
    for (String part : rest.substring(question + 1).split("&")) {
      parts.addPostgres(part);
    }
    String query = parts.kept.isEmpty() ? "" : "?" + String.join("&", parts.kept);
    return new WrappedUrl(
        Backend.POSTGRESQL, "jdbc:" + rest.substring(0, question) + query, parts.own, parts.others);
  }

  /**
   * As H2 reads it: the first semicolon ends the path whatever stands before it, and a backslash
   * takes the meaning from the character after it, also in names.
   */
  private static WrappedUrl h2(String rest) {
    int semicolon = rest.indexOf(';');
    if (semicolon < 0) {
      return new WrappedUrl(Backend.H2, "jdbc:" + rest, Map.of(), Map.of());
    }
    Parts parts = new Parts();
    int begin = semicolon + 1;
    for (int i = begin; i <= rest.length(); i++) {
      if (i >= rest.length() || rest.charAt(i) == ';') {
        parts.addH2(rest.substring(begin, Math.min(i, rest.length())));
        begin = i + 1;
      } else if (rest.charAt(i) == '\\') {
        i++;
      }
    }
    StringBuilder url = new StringBuilder("jdbc:").append(rest, 0, semicolon);
    parts.kept.forEach(part -> url.append(';').append(part));
    return new WrappedUrl(Backend.H2, url.toString(), parts.own, parts.others);
  }

  private static final class Parts {
    final Map<String, String> own = new LinkedHashMap<>();
    final Map<String, String> others = new LinkedHashMap<>();
    final List<String> kept = new ArrayList<>();

    void addPostgres(String part) {
      int equals = equalsOf(part);
      add(part, decoded(part.substring(0, equals)), decoded(valueAfter(part, equals)));
    }

    /** Our own values are taken as they stand: they are paths, which may hold backslashes. */
    void addH2(String part) {
      int equals = equalsOf(part);
      String name = withoutBackslashes(part.substring(0, equals));
      String value = valueAfter(part, equals);
      add(part, name, isOwn(name) ? value : withoutBackslashes(value));
    }

    private void add(String part, String name, String value) {
      if (part.isEmpty()) {
        return;
      }
      if (isOwn(name)) {
        putOwn(name.toLowerCase(Locale.ROOT), value);
      } else {
        kept.add(part);
        others.put(name, value);
      }
    }

    private void putOwn(String name, String value) {
      String before = own.put(name, value);
      if (before != null && !before.equals(value)) {
        throw new IssueException(
            Issue.error(
                ErrorCode.POLICY_INVALID,
                "the URL gives " + name + " twice, with two values",
                "Give it once"));
      }
    }

    private static boolean isOwn(String name) {
      return name.toLowerCase(Locale.ROOT).startsWith(OWN_PROPERTY);
    }

    private static int equalsOf(String part) {
      int equals = part.indexOf('=');
      return equals < 0 ? part.length() : equals;
    }

    private static String valueAfter(String part, int equals) {
      return part.substring(Math.min(equals + 1, part.length()));
    }

    private static String withoutBackslashes(String text) {
      StringBuilder plain = new StringBuilder(text.length());
      for (int i = 0; i < text.length(); i++) {
        boolean escapes = text.charAt(i) == '\\' && i + 1 < text.length();
        plain.append(text.charAt(escapes ? ++i : i));
      }
      return plain.toString();
    }

    private static String decoded(String text) {
      try {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
      } catch (IllegalArgumentException malformed) {
        return text; // the wrapped driver says what is wrong with it
      }
    }
  }

  @Override
  public String toString() {
    return PREFIX + backend.name().toLowerCase(Locale.ROOT);
  }
}
