package io.columnveil.it;

import io.columnveil.it.ClinicColumn.ValueType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A statement in the making: its choices, its values, and what in it the schemes do not answer.
 * Values are kept out of the text until the end, because its parts are not made in their order.
 */
final class Draft {

  /** Stands for a placeholder until its place among the others is known. */
  private static final Pattern PLACEHOLDER = Pattern.compile("\u0001(\\d+)\u0002");

  private final Database database;
  private final Choices choices;
  private final boolean prepared;
  private final List<RandomStatement.Parameter> parameters = new ArrayList<>();
  private final Set<String> obstacles = new LinkedHashSet<>();
  private final Set<String> forms = new LinkedHashSet<>();
  private int aliases;

  Draft(Database database, Choices choices) {
    this.database = database;
    this.choices = choices;
    this.prepared = choices.below(2) == 1;
  }

  Choices choices() {
    return choices;
  }

  boolean isPostgres() {
    return database == Database.POSTGRESQL;
  }

  /** Says that the schemes do not answer a form that it holds. */
  void obstacle(String form) {
    obstacles.add(form);
    forms.add(form);
  }

  /** Says that it holds a form. */
  void form(String form) {
    forms.add(form);
  }

  /** Whether it holds a form. */
  boolean has(String form) {
    return forms.contains(form);
  }

  /** Whether a form that the schemes do not answer is to be made here. */
  boolean wantsObstacle() {
    return choices.oneIn(25);
  }

  String alias(String prefix) {
    return prefix + aliases++;
  }

  /** A value for a column, or rarely NULL. */
  String valueOrNull(ClinicColumn column) {
    return choices.oneIn(15) ? nullValue(column) : value(column);
  }

  private String nullValue(ClinicColumn column) {
    form("NULL operand");
    return switch (choices.below(3)) {
      case 1 -> parameter(null, column.type(), "NULL");
      case 2 -> "CAST(NULL AS " + column.type().sql() + ")";
      default -> "NULL";
    };
  }

  /** A value for a column in one of the forms in which statements give values. */
  String value(ClinicColumn column) {
    Object value = choices.of(column.values());
    ValueType type = column.type();
    return switch (choices.weighted(8, 4, 1, 1, 1)) {
      case 1 -> parameter(value, type, literal(value));
      case 2 -> cast(value, type);
      case 3 -> "(" + literal(value) + ")";
      case 4 -> otherLiteral(value);
      default -> literal(value);
    };
  }

  /** A value without a cast or another way to write it. */
  String plainValue(ClinicColumn column) {
    Object value = choices.of(column.values());
    return parameter(value, column.type(), literal(value));
  }

  /** An array of values, set for a placeholder; written out where nothing can be set. */
  String array(ClinicColumn column) {
    Object first = choices.of(column.values());
    Object second = choices.of(column.values());
    if (!prepared) {
      return "ARRAY[" + literal(first) + ", " + literal(second) + "]";
    }
    Object array =
        first instanceof String
            ? new String[] {(String) first, null, (String) second}
            : new Integer[] {(Integer) first, (Integer) second};
    parameters.add(new RandomStatement.Parameter(array, java.sql.Types.ARRAY));
    return "\u0001" + (parameters.size() - 1) + "\u0002";
  }

  private String cast(Object value, ValueType type) {
    form("cast operand");
    String inner = parameter(value, type, literal(value));
    return isPostgres() && choices.oneIn(2)
        ? inner + "::" + type.sql()
        : "CAST(" + inner + " AS " + type.sql() + ")";
  }

  /** A placeholder, if the statement is to be prepared. */
  private String parameter(@Nullable Object value, ValueType type, String literal) {
    if (!prepared) {
      return literal;
    }
    parameters.add(new RandomStatement.Parameter(value, type.jdbc()));
    return "\u0001" + (parameters.size() - 1) + "\u0002";
  }

  String literal(Object value) {
    if (value instanceof LocalDate) {
      return "DATE '" + value + "'";
    }
    if (value instanceof UUID) {
      return isPostgres() ? "'" + value + "'" : "UUID '" + value + "'";
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    return value instanceof String text ? "'" + text.replace("'", "''") + "'" : value.toString();
  }

  /** Ways to write a literal that mean the same. */
  private String otherLiteral(Object value) {
    if (value instanceof LocalDate || value instanceof UUID) {
      return "'" + value + "'";
    }
    if (value instanceof BigDecimal number) {
      return number.setScale(2).toPlainString();
    }
    if (!(value instanceof String text)) {
      return "+" + value;
    }
    if (!isPostgres()) {
      return "$$" + text + "$$";
    }
    return switch (choices.below(3)) {
      case 1 -> "$q$" + text + "$q$";
      case 2 -> "'" + text.replace("'", "''") + "'::varchar";
      default -> "E'" + text.replace("'", "\\'") + "'";
    };
  }

  /** The statement. */
  RandomStatement statement(TwinStatement.Kind kind, String text) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    List<RandomStatement.Parameter> ordered = new ArrayList<>();
    StringBuilder sql = new StringBuilder();
    while (matcher.find()) {
      ordered.add(parameters.get(Integer.parseInt(matcher.group(1))));
      matcher.appendReplacement(sql, "?");
    }
    matcher.appendTail(sql);
    return new RandomStatement(
        kind, sql.toString(), ordered, List.copyOf(obstacles), List.copyOf(forms), prepared);
  }
}
