package io.columnveil.protect;

import io.columnveil.catalog.CatalogSnapshot;
import io.columnveil.catalog.Column;
import io.columnveil.catalog.QualifiedName;
import io.columnveil.catalog.Relation;
import io.columnveil.catalog.RelationKind;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.keys.ColumnRecord;
import io.columnveil.policy.model.ColumnId;
import io.columnveil.policy.model.ColumnState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds the tables in which recorded columns may go on under another name. A policy does not follow
 * a rename: what was a protected column would be read and written in plaintext by its new name.
 *
 * <ul>
 *   <li>A table that is there without a recorded column of its own: the column was renamed, dropped
 *       or never added.
 *   <li>A recorded table that is not there, and another, unprotected one that has all its recorded
 *       columns. For columns that may still hold old plaintext that is enough. Where all is
 *       encrypted, a lookup column or a second column must tell too: a table that is yet to be made
 *       shall not take a stranger with it that happens to have a column {@code email}.
 * </ul>
 */
final class StrayColumns {

  private static final String REMEDY =
      "Take the rename back over a direct connection, or write the new name into the policy and run"
          + " keys bind";

  private final CatalogSnapshot catalog;
  private final RecordedColumns records;
  private final Set<ColumnId> protectedColumns;
  private final Map<QualifiedName, Issue> withheld = new LinkedHashMap<>();

  private StrayColumns(
      CatalogSnapshot catalog, RecordedColumns records, Set<ColumnId> protectedColumns) {
    this.catalog = catalog;
    this.records = records;
    this.protectedColumns = protectedColumns;
  }

  /**
   * The tables to withhold, each with the reason; partitions and children with their parents.
   *
   * @param protectedColumns what the policy protects in the catalog
   */
  static Map<QualifiedName, Issue> find(
      CatalogSnapshot catalog, RecordedColumns records, Set<ColumnId> protectedColumns) {
    StrayColumns search = new StrayColumns(catalog, records, protectedColumns);
    search.search();
    return search.withheld;
  }

  private void search() {
    Map<QualifiedName, List<ColumnRecord>> byTable = new LinkedHashMap<>();
    for (ColumnRecord record : records.all()) {
      ColumnId id = records.withSchema(record.id());
      byTable
          .computeIfAbsent(new QualifiedName(id.schema(), id.table()), t -> new ArrayList<>())
          .add(record);
    }
    byTable.forEach(
        (table, columns) -> {
          List<Relation> present = tables(t -> isNamed(t, table));
          if (present.isEmpty()) {
            tables(t -> couldBe(t, columns)).forEach(t -> withhold(t, renamed(t, table)));
          } else {
            present.forEach(t -> withholdIfIncomplete(t, columns));
          }
        });
    withChildren();
  }

  private void withholdIfIncomplete(Relation table, List<ColumnRecord> columns) {
    for (ColumnRecord record : columns) {
      if (!has(table, record.id().column())) {
        withhold(
            table,
            "the keyring records column "
                + table.qualifiedName()
                + "."
                + record.id().column()
                + " as protected, and the table has no such column: under another name it would"
                + " not be protected");
      }
    }
  }

  private boolean couldBe(Relation table, List<ColumnRecord> columns) {
    return columns.stream().allMatch(c -> has(table, c.id().column()))
        && table.columns().stream().noneMatch(c -> isProtected(table, c))
        && (columns.size() > 1
            || columns.get(0).state() == ColumnState.MIXED
            || columns.get(0).lookup().filter(l -> has(table, l.column())).isPresent());
  }

  private boolean isProtected(Relation table, Column column) {
    return protectedColumns.contains(new ColumnId(table.schema(), table.name(), column.name()));
  }

  private static String renamed(Relation table, QualifiedName recorded) {
    return "the keyring records columns of "
        + recorded
        + " as protected; that table is gone, and "
        + table.qualifiedName()
        + " has them all: under another name they would not be protected";
  }

  private void withhold(Relation table, String reason) {
    withheld.putIfAbsent(
        table.qualifiedName(), Issue.error(ErrorCode.TABLE_WITHHELD, reason, REMEDY));
  }

  private void withChildren() {
    Set<QualifiedName> known = new HashSet<>();
    while (known.addAll(withheld.keySet())) {
      for (Relation table : tables(t -> true)) {
        for (QualifiedName parent : table.parents()) {
          Issue reason = withheld.get(parent);
          if (reason != null) {
            withheld.putIfAbsent(table.qualifiedName(), reason);
          }
        }
      }
    }
  }

  private List<Relation> tables(Predicate<Relation> wanted) {
    return catalog.relations().stream()
        .filter(r -> r.kind() == RelationKind.TABLE || r.kind() == RelationKind.FOREIGN_TABLE)
        .filter(wanted)
        .toList();
  }

  private boolean isNamed(Relation table, QualifiedName recorded) {
    return records.areSame(recorded.schema(), table.schema())
        && records.areSame(recorded.name(), table.name());
  }

  private boolean has(Relation table, String recorded) {
    return table.columns().stream().anyMatch(c -> records.areSame(recorded, c.name()));
  }
}
