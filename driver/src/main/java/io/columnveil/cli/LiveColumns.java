package io.columnveil.cli;

import io.columnveil.catalog.CatalogSnapshot;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.Location;
import io.columnveil.keys.ColumnRecord;
import io.columnveil.keys.HighWaterMark;
import io.columnveil.keys.Keyring;
import io.columnveil.keys.KeyringAccess;
import io.columnveil.policy.model.ColumnRule;
import io.columnveil.policy.model.NameMatching;
import io.columnveil.policy.model.Policy;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.ResolvedPolicy;
import io.columnveil.policy.model.TableRule;
import io.columnveil.protect.ProtectionResolver;
import io.columnveil.protect.RecordedColumns;
import io.columnveil.store.CatalogReader;
import io.columnveil.store.KeyringStores;
import io.columnveil.store.TableKeyringStore.Connections;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The real columns that a policy protects, also where the driver would not connect yet.
 *
 * @param catalog tables and columns only
 * @param records what the keyring records; empty if there is no keyring yet
 * @param resolved the policy applied to the catalog; without a keyring as if it recorded everything
 */
record LiveColumns(
    CatalogSnapshot catalog, Optional<List<ColumnRecord>> records, ResolvedPolicy resolved) {

  /**
   * Reads the catalog over a connection to the database itself.
   *
   * @param location of the policy
   * @throws io.columnveil.issue.IssueException 08V01 if the keyring cannot be opened, or is older
   *     than its mark
   */
  static LiveColumns read(Connection connection, Policy policy, String location)
      throws SQLException {
    CatalogSnapshot catalog = CatalogReader.of(connection).read(connection).withoutClosure();
    Optional<List<ColumnRecord>> records = records(connection, policy, location);
    ProtectionResolver resolver = new ProtectionResolver(policy);
    List<ColumnRecord> known =
        records.orElseGet(
            () ->
                resolver.resolve(catalog, List.of()).protections().all().stream()
                    .distinct()
                    .map(ColumnRecord::of)
                    .toList());
    return new LiveColumns(catalog, records, resolver.resolve(catalog, known));
  }

  private static Optional<List<ColumnRecord>> records(
      Connection connection, Policy policy, String location) throws SQLException {
    HighWaterMark mark = KeyringMark.of(policy, location, Optional.of(connection));
    try (KeyringAccess access =
        KeyringStores.access(policy.keys(), () -> connection, Connections.BORROWED)) {
      if (!access.exists()) {
        return Optional.empty();
      }
      try (Keyring keyring = access.open()) {
        mark.require(keyring);
        return Optional.of(keyring.columns());
      }
    }
  }

  /** By name; a partition's columns are its parent's. */
  List<ProtectedColumn> columns() {
    return resolved.protections().all().stream()
        .distinct()
        .sorted(Comparator.comparing((ProtectedColumn column) -> column.id().toString()))
        .toList();
  }

  /**
   * Warns of what the policy names and this database lacks: tables that are still to be made, a
   * misspelt name, or the URL of another database.
   */
  List<Issue> unmatched(Policy policy) {
    Set<Location> matched =
        columns().stream().map(ProtectedColumn::rule).collect(Collectors.toSet());
    List<Issue> issues = new ArrayList<>();
    for (TableRule table : policy.tables()) {
      for (ColumnRule column : table.columns()) {
        if (!matched.contains(column.location())) {
          issues.add(
              Issue.warning(
                  ErrorCode.POLICY_INVALID,
                  column.location(),
                  "this database has no column " + table.table() + "." + column.column().text(),
                  "Check --url and the spelling; if the table is still to be made, make it first"));
        }
      }
    }
    return issues;
  }

  NameMatching matching() {
    return ProtectionResolver.matching(catalog.backend());
  }

  /** What the keyring records, by real column. */
  RecordedColumns recorded() {
    return new RecordedColumns(records.orElse(List.of()), matching(), catalog.defaultSchema());
  }
}
