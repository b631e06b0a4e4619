package io.columnveil.policy.parse;

import io.columnveil.issue.NearestWord;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.TypeName;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads SQL types as PostgreSQL and H2 spell them, in either case: {@code varchar(320)}. */
final class SqlTypeReader {

  private static final Pattern FORM =
      Pattern.compile(
          "([A-Za-z][A-Za-z0-9]*(?: [A-Za-z]+){0,3})(?: ?\\( ?([0-9]{1,9}) ?(?:, ?([0-9]{1,9})"
              + " ?)?\\))?");

  private enum Arguments {
    NONE,
    LENGTH,
    PRECISION_AND_SCALE
  }

  private static final Map<String, TypeName> NAMES = names();

  private final ReadContext context;

  SqlTypeReader(ReadContext context) {
    this.context = context;
  }

  /** The type, or nothing if the text is none, which is reported. */
  Optional<LogicalType> read(YamlScalar node) {
    String text = node.value();
    Matcher form = FORM.matcher(text);
    String name = (form.matches() ? form.group(1) : text).toLowerCase(Locale.ROOT);
    TypeName type = NAMES.get(name);
    if (type == null) {
      context.error(
          node,
          "unknown type " + Words.quote(text),
          NearestWord.remedy(
              name.replaceFirst("\\(.*", ""),
              NAMES.keySet(),
              "Known are " + Words.oneOf(NAMES.keySet())));
      return Optional.empty();
    }
    return arguments(node, type, form.group(2), form.group(3));
  }

  private Optional<LogicalType> arguments(
      YamlScalar node, TypeName type, String first, String second) {
    Arguments allowed = allowed(type);
    if (first == null) {
      return Optional.of(
          type == TypeName.CHAR ? new LogicalType(type, 1, -1) : LogicalType.of(type));
    }
    if (allowed == Arguments.NONE) {
      context.error(
          node,
          "type " + Words.quote(node.value()) + " takes no length or precision",
          "Leave the parentheses out");
      return Optional.empty();
    }
    if (second != null && allowed == Arguments.LENGTH) {
      context.error(
          node, "type " + Words.quote(node.value()) + " takes one length", "Write one number");
      return Optional.empty();
    }
    int length = Integer.parseInt(first);
    if (length == 0) {
      context.error(
          node,
          "type " + Words.quote(node.value()) + " has no room for a value",
          "Write a length of at least 1");
      return Optional.empty();
    }
    if (allowed == Arguments.LENGTH) {
      return Optional.of(new LogicalType(type, length, -1));
    }
    int scale = second == null ? 0 : Integer.parseInt(second);
    if (scale > length) {
      context.error(
          node,
          "type " + Words.quote(node.value()) + " has more digits after the point than in all",
          "Write numeric(precision, scale) with a scale of at most the precision");
      return Optional.empty();
    }
    return Optional.of(new LogicalType(type, length, scale));
  }

  private static Arguments allowed(TypeName type) {
    return switch (type) {
      case CHAR, VARCHAR, BYTEA -> Arguments.LENGTH;
      case NUMERIC -> Arguments.PRECISION_AND_SCALE;
      default -> Arguments.NONE;
    };
  }

  private static Map<String, TypeName> names() {
    Map<String, TypeName> names = new LinkedHashMap<>();
    names.put("char", TypeName.CHAR);
    names.put("varchar", TypeName.VARCHAR);
    names.put("text", TypeName.TEXT);
    names.put("smallint", TypeName.SMALLINT);
    names.put("integer", TypeName.INTEGER);
    names.put("bigint", TypeName.BIGINT);
    names.put("numeric", TypeName.NUMERIC);
    names.put("real", TypeName.REAL);
    names.put("double precision", TypeName.DOUBLE);
    names.put("boolean", TypeName.BOOLEAN);
    names.put("date", TypeName.DATE);
    names.put("time", TypeName.TIME);
    names.put("timestamp", TypeName.TIMESTAMP);
    names.put("timestamptz", TypeName.TIMESTAMPTZ);
    names.put("uuid", TypeName.UUID);
    names.put("bytea", TypeName.BYTEA);
    names.put("varbinary", TypeName.BYTEA);
    names.put("json", TypeName.JSON);
    names.put("jsonb", TypeName.JSON);
    names.put("character", TypeName.CHAR);
    names.put("character varying", TypeName.VARCHAR);
    names.put("binary varying", TypeName.BYTEA);
    names.put("int", TypeName.INTEGER);
    names.put("decimal", TypeName.NUMERIC);
    names.put("time without time zone", TypeName.TIME);
    names.put("timestamp without time zone", TypeName.TIMESTAMP);
    names.put("timestamp with time zone", TypeName.TIMESTAMPTZ);
    return names;
  }
}
