package io.columnveil.policy.parse;

import io.columnveil.policy.model.GrantTarget;
import io.columnveil.policy.model.NamePattern;
import io.columnveil.policy.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads names: parts separated by dots, each plain or in double quotes as in SQL, where a quote is
 * doubled. The same forms stand in the JSON Schema.
 */
final class NameReader {

  private static final String PLAIN =
      "[^.\" \\x00-\\x1f\\x7f](?:[^.\"\\x00-\\x1f\\x7f]*[^.\" \\x00-\\x1f\\x7f])?";
  private static final String QUOTED = "\"(?:[^\"\\x00-\\x1f\\x7f]|\"\")+\"";
  private static final Pattern PART = Pattern.compile("(" + PLAIN + ")|(" + QUOTED + ")");

  /** PostgreSQL cuts names at 63 bytes, H2 at 256 characters. */
  private static final int MAX_LENGTH = 256;

  private static final String FORM =
      "Put a part that holds dots or quotes in double quotes, within single ones: '\"odd.name\"'";

  private final ReadContext context;

  NameReader(ReadContext context) {
    this.context = context;
  }

  /** {@code users}, {@code crm.users}, {@code *.users}. */
  Optional<TableName> table(YamlScalar node) {
    return parts(node, "table name")
        .flatMap(
            parts -> {
              if (parts.size() > 2) {
                context.error(
                    node,
                    "table name " + Words.quote(node.value()) + " has more than two parts",
                    "Write table or schema.table; " + lower(FORM));
                return Optional.empty();
              }
              return Optional.of(tableOf(parts));
            });
  }

  /** {@code email}, {@code *_email}. */
  Optional<NamePattern> column(YamlScalar node, String what) {
    return parts(node, what)
        .flatMap(
            parts -> {
              if (parts.size() > 1) {
                context.error(
                    node, what + " " + Words.quote(node.value()) + " has more than one part", FORM);
                return Optional.empty();
              }
              return Optional.of(parts.get(0));
            });
  }

  /** {@code *}, {@code users.*}, {@code crm.users.email}. */
  Optional<GrantTarget> grant(YamlScalar node) {
    if (node.value().equals("*")) {
      return Optional.of(new GrantTarget(Optional.empty(), new NamePattern("*"), context.at(node)));
    }
    return parts(node, "grant")
        .flatMap(
            parts -> {
              if (parts.size() < 2 || parts.size() > 3) {
                context.error(
                    node,
                    "grant " + Words.quote(node.value()) + " does not name a column",
                    "Write table.column, schema.table.column, table.* or \"*\"");
                return Optional.empty();
              }
              List<NamePattern> table = parts.subList(0, parts.size() - 1);
              NamePattern column = parts.get(parts.size() - 1);
              return Optional.of(
                  new GrantTarget(Optional.of(tableOf(table)), column, context.at(node)));
            });
  }

  private static TableName tableOf(List<NamePattern> parts) {
    return parts.size() == 1
        ? new TableName(Optional.empty(), parts.get(0))
        : new TableName(Optional.of(parts.get(0)), parts.get(1));
  }

  private Optional<List<NamePattern>> parts(YamlScalar node, String what) {
    String text = node.value();
    List<NamePattern> parts = new ArrayList<>();
    Matcher matcher = PART.matcher(text);
    int from = 0;
    while (isShort(text) && matcher.region(from, text.length()).lookingAt()) {
      parts.add(part(matcher));
      from = matcher.end();
      if (from == text.length() && !Placeholders.hasReference(text)) {
        return Optional.of(parts);
      }
      if (from == text.length() || text.charAt(from) != '.') {
        break;
      }
      from++;
    }
    if (Placeholders.hasReference(text)) {
      context.error(node, what + " holds a reference ${...}", "References are read in 'keys' only");
    } else if (!isShort(text)) {
      context.error(
          node, what + " is longer than " + MAX_LENGTH + " characters", "Write a shorter name");
    } else {
      context.error(node, what + " " + Words.quote(text) + " is not well formed", FORM);
    }
    return Optional.empty();
  }

  private static boolean isShort(String text) {
    return text.codePointCount(0, text.length()) <= MAX_LENGTH;
  }

  private static NamePattern part(Matcher matcher) {
    String quoted = matcher.group(2);
    return quoted == null
        ? new NamePattern(matcher.group(1))
        : new NamePattern(quoted.substring(1, quoted.length() - 1).replace("\"\"", "\""), true);
  }

  private static String lower(String sentence) {
    return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
  }
}
