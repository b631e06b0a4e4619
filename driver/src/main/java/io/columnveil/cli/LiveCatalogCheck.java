package io.columnveil.cli;

import io.columnveil.catalog.CatalogSnapshot;
import io.columnveil.issue.Issue;
import io.columnveil.keys.ColumnRecord;
import io.columnveil.keys.Keyring;
import io.columnveil.keys.KeyringAccess;
import io.columnveil.policy.model.Policy;
import io.columnveil.protect.ProtectionResolver;
import io.columnveil.store.CatalogReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Compares a policy with the tables of a database, and with its keyring if there is one yet. */
final class LiveCatalogCheck {

  private LiveCatalogCheck() {}

  /** What would stop the driver from connecting. */
  static List<Issue> run(Policy policy, Connection connection) throws SQLException {
    CatalogSnapshot catalog = CatalogReader.of(connection).read(connection).withoutClosure();
    ProtectionResolver resolver = new ProtectionResolver(policy);
    return resolver.resolve(catalog, records(policy, catalog, resolver)).issues();
  }

  /** Before keys init has run, the records are those that it would make. */
  private static List<ColumnRecord> records(
      Policy policy, CatalogSnapshot catalog, ProtectionResolver resolver) {
    try (KeyringAccess access = KeyringAccess.of(policy.keys())) {
      if (access.exists()) {
        try (Keyring keyring = access.open()) {
          return keyring.columns();
        }
      }
    }
    return resolver.resolve(catalog, List.of()).protections().all().stream()
        .map(ColumnRecord::of)
        .toList();
  }
}
