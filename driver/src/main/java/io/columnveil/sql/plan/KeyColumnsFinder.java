package io.columnveil.sql.plan;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.bind.Field;
import io.columnveil.sql.bind.Lineage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which columns of a changed table an application gets back as generated keys. */
final class KeyColumnsFinder {

  private final Readings readings;

  KeyColumnsFinder(Readings readings) {
    this.readings = readings;
  }

  /** The columns asked for; empty if none are. */
  Optional<StatementPlan.KeyColumns> find(GeneratedKeys asked, List<Field> fields) {
    // The wrapped driver names keys by their real columns, so one stored elsewhere cannot be one.
    List<String> visible =
        fields.stream()
            .filter(field -> !field.hidden())
            .filter(field -> stored(field).flatMap(ProtectedColumn::storedIn).isEmpty())
            .map(Field::name)
            .toList();
    if (asked instanceof GeneratedKeys.All) {
      return Optional.of(columns(visible, fields));
    }
    if (asked instanceof GeneratedKeys.Named named) {
      List<String> names = new ArrayList<>();
      named.columns().forEach(name -> names.add(spelled(name, visible)));
      return Optional.of(columns(names, fields));
    }
    if (asked instanceof GeneratedKeys.Numbered numbered) {
      List<String> names = new ArrayList<>();
      for (int position : numbered.positions()) {
        if (position < 1 || position > visible.size()) {
          throw unknown("number " + position);
        }
        names.add(visible.get(position - 1));
      }
      return Optional.of(columns(names, fields));
    }
    return Optional.empty();
  }

  private static Optional<ProtectedColumn> stored(Field field) {
    return field.lineage() instanceof Lineage.Stored stored
        ? Optional.of(stored.column())
        : Optional.empty();
  }

  private StatementPlan.KeyColumns columns(List<String> names, List<Field> fields) {
    List<ResultColumn> columns = new ArrayList<>();
    for (String name : names) {
      columns.add(
          fields.stream()
              .filter(field -> field.name().equals(name))
              .findFirst()
              .flatMap(KeyColumnsFinder::stored)
              .map(readings::of)
              .orElseGet(ResultColumn.Plain::new));
    }
    return new StatementPlan.KeyColumns(names, columns);
  }

  private static String spelled(String name, List<String> visible) {
    return visible.stream()
        .filter(name::equals)
        .findFirst()
        .or(() -> visible.stream().filter(name::equalsIgnoreCase).findFirst())
        .orElseThrow(() -> unknown("\"" + name + "\""));
  }

  private static IssueException unknown(String column) {
    return new IssueException(
        Issue.error(
            ErrorCode.UNKNOWN_COLUMN,
            "column " + column + " asked for as generated key does not exist",
            "Ask for a column of the table"));
  }
}
