package io.columnveil.policy.validate;

import io.columnveil.issue.NearestWord;
import io.columnveil.issue.Problems;
import io.columnveil.policy.model.GrantTarget;
import io.columnveil.policy.model.NamePattern;
import io.columnveil.policy.model.PolicyDraft;
import io.columnveil.policy.model.RoleRule;
import io.columnveil.policy.model.TableName;
import io.columnveil.policy.model.TableRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A grant names a table in the form in which {@code tables} names it, or one that an entry with a
 * pattern covers, and a column of that entry. Anything else would never hold, unnoticed.
 */
final class GrantOfKnownColumn implements PolicyCheck {

  @Override
  public void check(PolicyDraft draft, Problems problems) {
    if (!draft.positions().isComplete(draft.policy())) {
      return;
    }
    Map<String, List<TableRule>> known = new HashMap<>();
    for (RoleRule role : draft.policy().roles()) {
      Stream.of(role.decrypt(), role.unmask(), role.search())
          .flatMap(List::stream)
          .filter(g -> !problems.isFull())
          .forEach(g -> check(g, draft, known, problems));
    }
  }

  private static void check(
      GrantTarget grant, PolicyDraft draft, Map<String, List<TableRule>> known, Problems problems) {
    Optional<TableName> table = grant.table();
    if (table.isEmpty()) {
      return;
    }
    List<TableRule> entries =
        known.computeIfAbsent(
            table.get().toString(),
            n ->
                draft.policy().tables().stream()
                    .filter(t -> names(table.get(), t.table()))
                    .toList());
    if (entries.isEmpty()) {
      unknownTable(grant, table.get(), draft, problems);
    } else if (entries.stream().noneMatch(e -> hasColumn(e, grant.column(), draft))) {
      List<String> columns =
          entries.stream()
              .flatMap(e -> e.columns().stream())
              .map(c -> table.get() + "." + c.column())
              .toList();
      problems.error(
          grant.location(),
          "table " + table.get() + " of the policy has no column '" + grant.column() + "' to grant",
          NearestWord.remedy(
              grant.toString(), columns, "Name a column that the policy lists for this table"));
    }
  }

  private static void unknownTable(
      GrantTarget grant, TableName table, PolicyDraft draft, Problems problems) {
    List<TableName> tables = draft.policy().tables().stream().map(TableRule::table).toList();
    Optional<String> otherForm =
        tables.stream()
            .filter(t -> t.table().equals(table.table()))
            .findFirst()
            .map(TableName::toString);
    problems.error(
        grant.location(),
        "the policy has no table '" + table + "' to grant columns of",
        otherForm
            .or(
                () ->
                    NearestWord.to(
                        table.toString(), tables.stream().map(TableName::toString).toList()))
            .map(t -> "Did you mean '" + t + "." + grant.column() + "'?")
            .orElse("Name a table as 'tables' does, or one that a pattern there covers"));
  }

  private static boolean names(TableName granted, TableName entry) {
    return granted.schema().isPresent() == entry.schema().isPresent()
        && covers(entry.table(), granted.table())
        && entry.schema().map(s -> covers(s, granted.schema().orElse(s))).orElse(true);
  }

  private static boolean hasColumn(TableRule entry, NamePattern column, PolicyDraft draft) {
    return isAll(column)
        || !draft.positions().isComplete(entry)
        || entry.columns().stream().anyMatch(c -> covers(c.column(), column));
  }

  private static boolean covers(NamePattern entry, NamePattern granted) {
    return entry.equals(granted) || granted.isExact() && entry.matches(granted.text());
  }

  private static boolean isAll(NamePattern column) {
    return !column.quoted() && column.text().equals("*");
  }
}
