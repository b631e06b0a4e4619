package io.columnveil.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.columnveil.issue.Issue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints results for machines. Made of maps and lists, so that renaming a class breaks no script.
 */
final class Json {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Json() {}

  /** The value as indented JSON. */
  static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("maps, lists and strings can be written", impossible);
    }
  }

  /** Problems in the form in which every command prints them. */
  static List<Map<String, Object>> issues(List<Issue> issues) {
    return issues.stream().map(Json::issue).toList();
  }

  private static Map<String, Object> issue(Issue issue) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("severity", issue.severity().name().toLowerCase(Locale.ROOT));
    fields.put("code", issue.code().sqlState());
    issue
        .location()
        .ifPresent(
            place -> {
              fields.put("source", place.source().name());
              fields.put("line", place.line());
              fields.put("column", place.column());
            });
    fields.put("message", issue.message());
    fields.put("remedy", issue.remedy());
    return fields;
  }
}
