package io.columnveil.sql.plan;

import io.columnveil.catalog.Relation;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.Protections;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which columns of a changed table an application gets back as generated keys. */
final class KeyColumnsFinder {

  private final Protections protections;
  private final Readings readings;

  KeyColumnsFinder(Protections protections, Readings readings) {
    this.protections = protections;
    this.readings = readings;
  }

  /** The columns asked for; empty if none are. */
  Optional<StatementPlan.KeyColumns> find(GeneratedKeys asked, Relation target) {
    List<String> visible =
        target.columns().stream()
            .map(c -> c.name())
            .filter(c -> !protections.isHidden(target.schema(), target.name(), c))
            .filter(c -> !isStoredElsewhere(target, c))
            .toList();
    if (asked instanceof GeneratedKeys.All) {
      return Optional.of(columns(visible, target));
    }
    if (asked instanceof GeneratedKeys.Named named) {
      List<String> names = new ArrayList<>();
      named.columns().forEach(name -> names.add(spelled(name, visible)));
      return Optional.of(columns(names, target));
    }
    if (asked instanceof GeneratedKeys.Numbered numbered) {
      List<String> names = new ArrayList<>();
      for (int position : numbered.positions()) {
        if (position < 1 || position > visible.size()) {
          throw unknown("number " + position);
        }
        names.add(visible.get(position - 1));
      }
      return Optional.of(columns(names, target));
    }
    return Optional.empty();
  }

  /** The wrapped driver names keys by their real columns, so such a column cannot be one. */
  private boolean isStoredElsewhere(Relation target, String column) {
    return protections
        .find(target.schema(), target.name(), column)
        .flatMap(ProtectedColumn::storedIn)
        .isPresent();
  }

  private StatementPlan.KeyColumns columns(List<String> names, Relation target) {
    List<ResultColumn> columns = new ArrayList<>();
    for (String name : names) {
      columns.add(
          protections
              .find(target.schema(), target.name(), name)
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
