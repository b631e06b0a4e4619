package io.columnveil.job;

import io.columnveil.catalog.Backend;
import io.columnveil.catalog.CatalogSnapshot;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.keys.ColumnRecord;
import io.columnveil.keys.KeyDomain;
import io.columnveil.keys.KeyRole;
import io.columnveil.keys.KeyStatus;
import io.columnveil.keys.KeyUse;
import io.columnveil.keys.KeyVersion;
import io.columnveil.keys.Keyring;
import io.columnveil.keys.KeyringAccess;
import io.columnveil.policy.model.Policy;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.ResolvedPolicy;
import io.columnveil.policy.model.Scheme;
import io.columnveil.protect.ProtectionResolver;
import io.columnveil.protect.Protectors;
import io.columnveil.protect.RecordedColumns;
import io.columnveil.store.CatalogReader;
import io.columnveil.store.TableProbe;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/**
 * Destroys key versions that were retired and that no stored value names any more, nor any lookup
 * token may be of, which a scan of every column of their domain proves. An application may write a
 * ciphertext back that it read before, so a version is disabled first, and scanned for again when
 * all processes know that; whatever came meanwhile makes it enabled again. It can be killed at any
 * point and run again.
 */
public final class RetiredKeys {

  private final Connection connection;
  private final Policy policy;
  private final KeyringAccess access;
  private final Duration settle;
  private final IntConsumer waiting;
  private final SecureRandom random = new SecureRandom();
  private final Clock clock;

  /**
   * The retired keys of a keyring.
   *
   * @param connection to the database, past our driver, in autocommit mode
   * @param access to the policy's keyring
   * @param settle how long to let processes notice a change, not less than {@link
   *     EqualityRotationJob#SHORTEST_SETTLING}
   * @param waiting is told for how many transactions it waits
   */
  public RetiredKeys(
      Connection connection,
      Policy policy,
      KeyringAccess access,
      Duration settle,
      IntConsumer waiting,
      Clock clock) {
    if (settle.compareTo(EqualityRotationJob.SHORTEST_SETTLING) < 0) {
      throw new IllegalArgumentException("processes may rest on older records than that");
    }
    this.connection = connection;
    this.policy = policy;
    this.access = access;
    this.settle = settle;
    this.waiting = waiting;
    this.clock = clock;
  }

  /**
   * A retired version.
   *
   * @param rows stored values that name it; it was destroyed if there are none
   */
  public record Retired(KeyVersion key, long rows) {}

  /**
   * The versions that would be scanned for.
   *
   * @param domain of this domain only
   * @throws IssueException 55V01 if the keyring is being moved to another key encryption key
   */
  public List<KeyVersion> candidates(Optional<String> domain) {
    try (Keyring keyring = access.open()) {
      keyring.requireDestroyable();
      return candidates(keyring, domain);
    }
  }

  /**
   * Destroys those that nothing uses.
   *
   * @return all retired versions with what uses them
   * @throws SQLException from the database
   * @throws IssueException if it cannot be proved for all columns of a domain; nothing is destroyed
   */
  public List<Retired> destroyUnused(Optional<String> domain) throws SQLException {
    List<KeyVersion> candidates = candidates(domain);
    if (candidates.isEmpty()) {
      return List.of();
    }
    Map<Integer, Long> uses = uses(candidates);
    List<Integer> unused = unused(candidates, uses);
    change(candidates, id -> unused.contains(id) ? KeyStatus.DISABLED : KeyStatus.ENABLED);
    if (!unused.isEmpty()) {
      new Settling(connection, CatalogReader.of(connection).backend(), settle, waiting).settle();
      uses = uses(candidates);
      List<Integer> proved = unused(candidates, uses);
      proved.retainAll(unused);
      change(candidates, id -> proved.contains(id) ? KeyStatus.DESTROYED : KeyStatus.ENABLED);
    }
    List<Retired> found = new ArrayList<>();
    for (KeyVersion candidate : candidates) {
      found.add(new Retired(candidate, uses.getOrDefault(candidate.id(), 0L)));
    }
    return found;
  }

  private static List<Integer> unused(List<KeyVersion> candidates, Map<Integer, Long> uses) {
    List<Integer> unused = new ArrayList<>();
    for (KeyVersion candidate : candidates) {
      if (uses.getOrDefault(candidate.id(), 0L) == 0) {
        unused.add(candidate.id());
      }
    }
    return unused;
  }

  private static List<KeyVersion> candidates(Keyring keyring, Optional<String> wanted) {
    List<KeyVersion> found = new ArrayList<>();
    for (KeyDomain domain : keyring.domains()) {
      if (wanted.filter(name -> !name.equals(domain.name())).isEmpty()) {
        domain.versions().filter(key -> isRetired(keyring, domain, key)).forEach(found::add);
      }
    }
    return found;
  }

  /** The first version keeps the role for equality, also where no column needs one. */
  private static boolean isRetired(Keyring keyring, KeyDomain domain, KeyVersion key) {
    if (key.id() == domain.activeDataKey()
        || key.id() == domain.activeLookupKey()
        || key.status() == KeyStatus.DESTROYED) {
      return false;
    }
    return key.id() == domain.activeEqualityKey()
        ? keyring.columns().stream()
            .noneMatch(
                column ->
                    column.domain().equals(domain.name())
                        && column.scheme() instanceof Scheme.Deterministic)
        : key.times().retired().isPresent();
  }

  private interface NewStatus {
    KeyStatus of(int id);
  }

  /** A version that got a role meanwhile is left alone. */
  private void change(List<KeyVersion> candidates, NewStatus status) {
    access
        .change(
            keyring -> {
              Keyring changed = keyring;
              List<Integer> still =
                  candidates(keyring, Optional.empty()).stream().map(KeyVersion::id).toList();
              for (KeyVersion candidate : candidates) {
                if (still.contains(candidate.id())) {
                  requireNoRotation(keyring, candidate.domain());
                  changed = withoutRole(changed, candidate);
                  changed = changed.withKeyStatus(candidate.id(), status.of(candidate.id()), clock);
                }
              }
              return changed;
            })
        .close();
  }

  private Keyring withoutRole(Keyring keyring, KeyVersion key) {
    KeyDomain domain = keyring.domain(key.domain()).orElseThrow();
    return key.id() == domain.activeEqualityKey()
        ? keyring.withActive(domain.name(), KeyRole.EQUALITY, domain.activeDataKey(), random, clock)
        : keyring;
  }

  private Map<Integer, Long> uses(List<KeyVersion> candidates) throws SQLException {
    CatalogSnapshot catalog = CatalogReader.of(connection).read(connection).withoutClosure();
    Map<Integer, Long> uses = new HashMap<>();
    for (String domain : candidates.stream().map(KeyVersion::domain).distinct().toList()) {
      TableProbe probe = new TableProbe(connection, catalog);
      List<ProtectedColumn> columns = columns(domain, catalog);
      for (ProtectedColumn column : columns) {
        probe.countByKey(column).forEach((id, rows) -> uses.merge(id, rows, Long::sum));
      }
      List<Integer> lookupKeys =
          candidates.stream()
              .filter(key -> key.domain().equals(domain) && key.use() == KeyUse.LOOKUP)
              .map(KeyVersion::id)
              .toList();
      if (!lookupKeys.isEmpty()) {
        long unreadable = rowsByDisabledKeys(domain, uses);
        long tokens = unreadable > 0 ? unreadable : tokensOfOtherKeys(columns, catalog.backend());
        lookupKeys.forEach(id -> uses.put(id, tokens)); // of which of them, no token says
      }
    }
    return uses;
  }

  /** Their values cannot be read, so that it cannot be told of which key their tokens are. */
  private long rowsByDisabledKeys(String domain, Map<Integer, Long> uses) {
    try (Keyring keyring = access.open()) {
      return keyring.domain(domain).orElseThrow().dataKeys().stream()
          .filter(key -> key.status() == KeyStatus.DISABLED)
          .mapToLong(key -> uses.getOrDefault(key.id(), 0L))
          .sum();
    }
  }

  private long tokensOfOtherKeys(List<ProtectedColumn> columns, Backend backend)
      throws SQLException {
    long found = 0;
    try (Keyring keyring = access.open()) {
      Protectors protectors = Protectors.forConnection(keyring, policy.keys());
      for (ProtectedColumn column : columns) {
        if (column.lookup().isPresent()) {
          TokensOfOtherKeys tokens = new TokensOfOtherKeys(protectors.of(column));
          new RowMover(connection, backend, Pace.FULL)
              .move(column.id(), tokens, MoveListener.SILENT);
          found += tokens.found();
        }
      }
    }
    return found;
  }

  /** Every column of the domain that the keyring records: one that is missing proves nothing. */
  private List<ProtectedColumn> columns(String domain, CatalogSnapshot catalog) {
    try (Keyring keyring = access.open()) {
      requireNoRotation(keyring, domain);
      ResolvedPolicy resolved = new ProtectionResolver(policy).resolve(catalog, keyring.columns());
      if (!resolved.errors().isEmpty()) {
        throw new IssueException(resolved.errors());
      }
      List<ProtectedColumn> here =
          resolved.protections().all().stream()
              .distinct()
              .filter(column -> column.domain().equals(domain))
              .toList();
      RecordedColumns recorded =
          new RecordedColumns(
              keyring.columns(),
              ProtectionResolver.matching(catalog.backend()),
              catalog.defaultSchema());
      for (ColumnRecord record : keyring.columns()) {
        if (record.domain().equals(domain)
            && here.stream()
                .noneMatch(c -> recorded.of(c.id()).filter(record::equals).isPresent())) {
          throw refused(
              "column " + record.id() + " of domain '" + domain + "' is not in this database",
              "Run it where all columns of the domain are");
        }
      }
      return here;
    }
  }

  private static void requireNoRotation(Keyring keyring, String domain) {
    boolean rotates =
        keyring.columns().stream()
            .anyMatch(column -> column.domain().equals(domain) && column.rotation().isPresent());
    if (rotates) {
      throw refused(
          "the equality key of domain '" + domain + "' is being rotated",
          "Finish that first: keys rotate --equality");
    }
  }

  private static IssueException refused(String message, String remedy) {
    return new IssueException(Issue.error(ErrorCode.OPERATION_NOT_POSSIBLE, message, remedy));
  }
}
