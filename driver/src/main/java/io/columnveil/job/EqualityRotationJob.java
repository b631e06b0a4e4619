package io.columnveil.job;

import io.columnveil.catalog.Backend;
import io.columnveil.catalog.CatalogSnapshot;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.keys.KeyDomain;
import io.columnveil.keys.KeyRole;
import io.columnveil.keys.KeyUse;
import io.columnveil.keys.Keyring;
import io.columnveil.keys.KeyringAccess;
import io.columnveil.keys.LeasedKeyring;
import io.columnveil.keys.NewKey;
import io.columnveil.keys.RotationRecord;
import io.columnveil.policy.model.EqualityRotation;
import io.columnveil.policy.model.Policy;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.ResolvedPolicy;
import io.columnveil.protect.ProtectionResolver;
import io.columnveil.protect.RecordedColumns;
import io.columnveil.store.CatalogReader;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Rotates the equality key of a column, and of all columns that are compared with it, beside the
 * applications that use them. Each phase is recorded in the keyring before it begins and can be
 * repeated, so the job may be killed at any point; run again it goes on.
 */
public final class EqualityRotationJob {

  /**
   * A statement may rest on records as old as the keyring allows, and needs some time to reach the
   * database.
   */
  public static final Duration SHORTEST_SETTLING = LeasedKeyring.OLDEST_RECORDS.plusSeconds(1);

  /**
   * How it goes about.
   *
   * @param applyDdl whether it runs DDL itself
   * @param settle how long each phase waits for processes to notice it; never less than {@link
   *     #SHORTEST_SETTLING}
   * @param pace of going through rows
   */
  public record Options(boolean applyDdl, Duration settle, Pace pace) {
    public Options {
      if (settle.compareTo(SHORTEST_SETTLING) < 0) {
        throw new IllegalArgumentException("processes may rest on older records than that");
      }
    }
  }

  /** How a run ended. */
  public enum Outcome {
    /** The new key is the active one, and nothing of the old one is left in the tables. */
    DONE,
    /** Somebody has to run DDL first; then it goes on where it is. */
    DDL_NEEDED
  }

  private final Connection connection;
  private final Policy policy;
  private final KeyringAccess access;
  private final Options options;
  private final RotationListener listener;
  private final SecureRandom random = new SecureRandom();
  private final Clock clock;

  /**
   * A job.
   *
   * @param connection to the database, past our driver, in autocommit mode
   * @param access to the policy's keyring
   */
  public EqualityRotationJob(
      Connection connection,
      Policy policy,
      KeyringAccess access,
      Options options,
      RotationListener listener,
      Clock clock) {
    this.connection = connection;
    this.policy = policy;
    this.access = access;
    this.options = options;
    this.listener = listener;
    this.clock = clock;
  }

  /**
   * Begins the rotation of a column's equality key, or goes on with the one that is under way.
   *
   * @param column {@code table.column} or {@code schema.table.column}
   * @throws SQLException from the database
   * @throws IssueException if it cannot be rotated, or a key cannot be had
   */
  public Outcome run(String column) throws SQLException {
    RotatedColumns found = columns(column);
    if (found.columns().get(0).rotation().isEmpty()) {
      begin(found);
    }
    while (true) {
      RotatedColumns now = columns(column);
      Optional<EqualityRotation> rotation = now.columns().get(0).rotation();
      if (rotation.isEmpty()) {
        listener.done(now.columns());
        return Outcome.DONE;
      }
      EqualityRotation.Phase phase = rotation.get().phase();
      listener.phase(phase, now.columns());
      if (!work(now, phase)) {
        return Outcome.DDL_NEEDED;
      }
      advance(now, phase);
    }
  }

  private boolean work(RotatedColumns columns, EqualityRotation.Phase phase) throws SQLException {
    Backend backend = CatalogReader.of(connection).backend();
    try (Keyring keyring = access.open()) {
      return new RotationWork(connection, backend, policy, keyring, options, listener, columns)
          .in(phase);
    }
  }

  private RotatedColumns columns(String name) throws SQLException {
    try (Keyring keyring = access.open()) {
      ResolvedPolicy resolved =
          new ProtectionResolver(policy).resolve(catalog(), keyring.columns());
      if (!resolved.errors().isEmpty()) {
        throw new IssueException(resolved.errors());
      }
      List<ProtectedColumn> all = resolved.protections().all().stream().distinct().toList();
      return RotatedColumns.with(named(name, all), all);
    }
  }

  private ProtectedColumn named(String name, List<ProtectedColumn> all) throws SQLException {
    boolean folds = CatalogReader.of(connection).backend() == Backend.H2;
    String wanted = folds ? name.toUpperCase(Locale.ENGLISH) : name;
    Map<String, ProtectedColumn> found = new TreeMap<>();
    for (ProtectedColumn column : all) {
      if (wanted.equals(column.shortName()) || wanted.equals(column.id().toString())) {
        found.put(column.id().toString(), column);
      }
    }
    if (found.size() != 1) {
      throw refused(
          found.isEmpty()
              ? "the policy protects no column '" + name + "'"
              : "'" + name + "' may be any of " + String.join(", ", found.keySet()),
          "Name it as schema.table.column");
    }
    ProtectedColumn column = found.values().iterator().next();
    if (!column.scheme().answersEquality()) {
      throw refused(
          column.shortName() + " answers no equality: it has no equality key",
          "Rotate its data key, without --equality");
    }
    return column;
  }

  private CatalogSnapshot catalog() throws SQLException {
    return CatalogReader.of(connection).read(connection).withoutClosure();
  }

  private void begin(RotatedColumns columns) throws SQLException {
    CatalogSnapshot catalog = catalog();
    try (Keyring present = access.open()) {
      columns.requireReady(connection, catalog, present.columns(), recorded(present, catalog));
    }
    access.change(keyring -> begun(keyring, columns, catalog)).close();
  }

  private Keyring begun(Keyring keyring, RotatedColumns columns, CatalogSnapshot catalog) {
    RecordedColumns recorded = recorded(keyring, catalog);
    boolean underWay =
        columns.columns().stream()
            .anyMatch(c -> recorded.of(c.id()).flatMap(r -> r.rotation()).isPresent());
    if (underWay) {
      return keyring; // somebody else was faster
    }
    KeyDomain domain = keyring.domain(columns.domain()).orElseThrow();
    KeyRole role = role(columns);
    boolean ready =
        role == KeyRole.EQUALITY && domain.activeDataKey() != domain.activeEqualityKey();
    NewKey next =
        ready
            ? new NewKey(keyring, domain.active(KeyRole.DATA))
            : keyring.withNewKey(
                domain.name(),
                columns.isDeterministic() ? KeyUse.DATA : KeyUse.LOOKUP,
                random,
                clock);
    Keyring changed = next.keyring();
    for (ProtectedColumn column : columns.columns()) {
      RotationRecord rotation =
          new RotationRecord(
              EqualityRotation.Phase.PREPARED,
              RotatedColumns.secondName(column, catalog),
              domain.activeId(role),
              next.key().id(),
              clock.instant());
      changed =
          changed.withColumn(
              recorded.of(column.id()).orElseThrow().withRotation(Optional.of(rotation)));
    }
    return changed;
  }

  private void advance(RotatedColumns columns, EqualityRotation.Phase from) throws SQLException {
    CatalogSnapshot catalog = catalog();
    access.change(keyring -> advanced(keyring, columns, from, catalog)).close();
  }

  private Keyring advanced(
      Keyring keyring,
      RotatedColumns columns,
      EqualityRotation.Phase from,
      CatalogSnapshot catalog) {
    RecordedColumns recorded = recorded(keyring, catalog);
    Keyring changed = keyring;
    for (ProtectedColumn column : columns.columns()) {
      var record = recorded.of(column.id()).orElseThrow();
      Optional<RotationRecord> rotation = record.rotation().filter(r -> r.phase() == from);
      if (rotation.isEmpty()) {
        return keyring; // somebody else was faster
      }
      boolean last = from == EqualityRotation.Phase.DROPPING;
      if (last) {
        changed =
            changed.withActive(
                columns.domain(), role(columns), rotation.get().newKey(), random, clock);
      }
      changed =
          changed.withColumn(
              record.withRotation(
                  last ? Optional.empty() : Optional.of(rotation.get().in(after(from)))));
    }
    return changed;
  }

  private static EqualityRotation.Phase after(EqualityRotation.Phase phase) {
    return EqualityRotation.Phase.values()[phase.ordinal() + 1];
  }

  private static KeyRole role(RotatedColumns columns) {
    return columns.isDeterministic() ? KeyRole.EQUALITY : KeyRole.LOOKUP;
  }

  private static RecordedColumns recorded(Keyring keyring, CatalogSnapshot catalog) {
    return new RecordedColumns(
        keyring.columns(), ProtectionResolver.matching(catalog.backend()), catalog.defaultSchema());
  }

  private static IssueException refused(String message, String remedy) {
    return new IssueException(Issue.error(ErrorCode.OPERATION_NOT_POSSIBLE, message, remedy));
  }
}
