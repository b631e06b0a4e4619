package io.columnveil.cli;

import io.columnveil.keys.ColumnRecord;
import io.columnveil.keys.Keyring;
import io.columnveil.keys.KeyringAccess;
import io.columnveil.policy.model.ColumnState;
import io.columnveil.policy.model.Policy;
import io.columnveil.protect.RecordedColumns;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Brings a keyring up to a policy: makes it if there is none, with keys for every domain and a
 * record of every column that it lacks. What it has stays as it is.
 *
 * @param created whether there was no keyring before
 * @param domains names of the domains that got keys
 * @param columns records that were added
 */
public record KeyringInit(boolean created, List<String> domains, List<ColumnRecord> columns) {

  public KeyringInit {
    domains = List.copyOf(domains);
    columns = List.copyOf(columns);
  }

  /**
   * For a policy whose tables are all new: no plaintext is in them, and none may ever be.
   *
   * @throws io.columnveil.issue.IssueException if the policy names columns by patterns, or its
   *     keyring cannot be opened
   */
  public static KeyringInit declaredNew(Policy policy) {
    try (KeyringAccess access = KeyringAccess.of(policy.keys())) {
      return run(access, NamedColumns.of(policy, ColumnState.ENCRYPTED), NamedColumns::recorded);
    }
  }

  /**
   * Adds what of these columns the policy's keyring lacks.
   *
   * @param recorded finds a column among the keyring's records
   */
  static KeyringInit run(
      KeyringAccess access,
      List<ColumnRecord> wanted,
      Function<List<ColumnRecord>, RecordedColumns> recorded) {
    boolean created = !access.exists();
    if (created) {
      access.create().close();
    }
    List<String> domains = new ArrayList<>();
    List<ColumnRecord> columns = new ArrayList<>();
    try (Keyring before = access.open()) {
      RecordedColumns present = recorded.apply(before.columns());
      for (ColumnRecord column : wanted) {
        if (present.of(column.id()).isEmpty()) {
          columns.add(column);
          if (before.domain(column.domain()).isEmpty() && !domains.contains(column.domain())) {
            domains.add(column.domain());
          }
        }
      }
    }
    if (!columns.isEmpty()) {
      access.change(keyring -> with(keyring, columns)).close();
    }
    return new KeyringInit(created, domains, columns);
  }

  private static Keyring with(Keyring keyring, List<ColumnRecord> columns) {
    SecureRandom random = new SecureRandom();
    Clock clock = Clock.systemUTC();
    Keyring changed = keyring;
    for (ColumnRecord column : columns) {
      changed = changed.withDomain(column.domain(), random, clock).withColumn(column);
    }
    return changed;
  }
}
