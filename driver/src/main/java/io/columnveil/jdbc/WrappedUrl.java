package io.columnveil.jdbc;

import io.columnveil.catalog.Backend;
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

  /** Empty if it is not a URL of ours or of a database that is not wrapped. */
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
      parts.add(part, true);
    }
    String query = parts.kept.isEmpty() ? "" : "?" + String.join("&", parts.kept);
    return new WrappedUrl(
        Backend.POSTGRESQL, "jdbc:" + rest.substring(0, question) + query, parts.own, parts.others);
  }

  private static WrappedUrl h2(String rest) {
    // a backslash takes the meaning from a semicolon
    String[] segments = rest.split("(?<!\\\\);");
    Parts parts = new Parts();
    for (int i = 1; i < segments.length; i++) {
      parts.add(segments[i], false);
    }
    StringBuilder url = new StringBuilder("jdbc:").append(segments[0]);
    parts.kept.forEach(part -> url.append(';').append(part));
    return new WrappedUrl(Backend.H2, url.toString(), parts.own, parts.others);
  }

  private static final class Parts {
    final Map<String, String> own = new LinkedHashMap<>();
    final Map<String, String> others = new LinkedHashMap<>();
    final List<String> kept = new ArrayList<>();

    void add(String part, boolean encoded) {
      if (part.isEmpty()) {
        return;
      }
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      String value = equals < 0 ? "" : part.substring(equals + 1);
      String decoded = encoded ? decoded(value) : value;
      if (name.toLowerCase(Locale.ROOT).startsWith(OWN_PROPERTY)) {
        own.put(name.toLowerCase(Locale.ROOT), decoded);
      } else {
        kept.add(part);
        others.put(encoded ? decoded(name) : name, decoded);
      }
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
