package io.columnveil.job;

import io.columnveil.catalog.Backend;
import io.columnveil.catalog.CatalogSnapshot;
import io.columnveil.catalog.Column;
import io.columnveil.catalog.Relation;
import io.columnveil.catalog.RelationKind;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.keys.ColumnRecord;
import io.columnveil.policy.model.ColumnState;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.protect.RecordedColumns;
import io.columnveil.store.RotationSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns whose equality key is rotated together: those of one domain that are compared in one
 * form, since they are compared with each other.
 *
 * @param columns in the order of their names, at least one
 */
record RotatedColumns(List<ProtectedColumn> columns) {

  RotatedColumns {
    columns = List.copyOf(columns);
  }

  /** The columns that rotate with one. */
  static RotatedColumns with(ProtectedColumn named, List<ProtectedColumn> all) {
    return new RotatedColumns(
        all.stream()
            .filter(c -> c.domain().equals(named.domain()))
            .filter(c -> c.scheme().answersEquality())
            .filter(c -> c.isDeterministic() == named.isDeterministic())
            .sorted(Comparator.comparing((ProtectedColumn c) -> c.id().toString()))
            .toList());
  }

  String domain() {
    return columns.get(0).domain();
  }

  boolean isDeterministic() {
    return columns.get(0).isDeterministic();
  }

  /** Refuses what could not be rotated exactly, before anything is begun. */
  void requireReady(
      Connection connection,
      CatalogSnapshot catalog,
      List<ColumnRecord> records,
      RecordedColumns by)
      throws SQLException {
    List<Issue> issues = new ArrayList<>();
    for (ProtectedColumn column : columns) {
      if (column.state() != ColumnState.ENCRYPTED
          && (!column.tokensComplete() || column.storedIn().isPresent())) {
        issues.add(
            issue(
                column.shortName()
                    + " may still hold old plaintext, so its equality is not"
                    + " complete under the present key",
                "Move its rows through the driver into a table that was empty at 'keys init --url'"));
      }
      Backend backend = catalog.backend();
      List<String> keys = RotationSchema.foreignKeys(connection, backend, column);
      if (!keys.isEmpty()) {
        issues.add(
            issue(
                "foreign key "
                    + String.join(", ", keys)
                    + " rests on "
                    + column.shortName()
                    + ", whose stored values change row by row",
                "Drop it for the time of the rotation"));
      }
    }
    for (Relation kept : materializedViews(catalog)) {
      issues.add(
          issue(
              "materialized view "
                  + kept
                  + (kept.definition().isPresent() ? " would" : ", whose query is not told, may")
                  + " keep values by the old key, which nobody finds by the new one",
              "Drop it for the time of the rotation, and create it again afterwards"));
    }
    for (ColumnRecord record : records) {
      boolean here =
          columns.stream().anyMatch(c -> by.of(c.id()).filter(record::equals).isPresent());
      boolean sameForm =
          record.domain().equals(domain())
              && record.scheme().answersEquality()
              && record.lookup().isEmpty() == isDeterministic();
      if (sameForm && !here) {
        issues.add(
            issue(
                "column " + record.id() + " of the same domain is not in this database",
                "Rotate where all columns of the domain are, or give the other a domain of its own"));
      }
    }
    if (!issues.isEmpty()) {
      throw new IssueException(issues);
    }
  }

  /**
   * Those whose queries name a table of the columns, a partition of it, or a view whose query does;
   * and those whose query the database does not tell.
   */
  private List<Relation> materializedViews(CatalogSnapshot catalog) {
    Set<String> names = new HashSet<>();
    columns.forEach(column -> names.add(asWritten(column.id().table())));
    Set<Relation> reached = new LinkedHashSet<>();
    boolean more = true;
    while (more) {
      more = false;
      for (Relation relation : catalog.relations()) {
        if (reaches(relation, names) && reached.add(relation)) {
          names.add(asWritten(relation.name()));
          more = true;
        }
      }
    }
    return reached.stream()
        .filter(relation -> relation.kind() == RelationKind.MATERIALIZED_VIEW)
        .toList();
  }

  private static boolean reaches(Relation relation, Set<String> names) {
    String query = relation.definition().orElse("");
    boolean untold = relation.kind() == RelationKind.MATERIALIZED_VIEW && query.isEmpty();
    return untold
        || names.stream().anyMatch(query::contains)
        || relation.parents().stream().anyMatch(parent -> names.contains(asWritten(parent.name())));
  }

  /** As it is within quotes. */
  private static String asWritten(String name) {
    return name.replace("\"", "\"\"");
  }

  /** A name for the second column of one of them. */
  static String secondName(ProtectedColumn column, CatalogSnapshot catalog) {
    List<String> taken =
        catalog.find(column.id().schema(), column.id().table()).orElseThrow().columns().stream()
            .map(Column::name)
            .toList();
    return RotationSchema.freeName(RotationSchema.first(column), taken);
  }

  private static Issue issue(String message, String remedy) {
    return Issue.error(ErrorCode.OPERATION_NOT_POSSIBLE, message, remedy);
  }
}
