package io.columnveil.keys;

import io.columnveil.crypto.KeyDerivation;
import io.columnveil.crypto.KeyPurpose;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data encryption keys of one keyring that were needed so far. They leave only as derived keys,
 * which the caller zeroes. A key is unwrapped once, however many threads want it, and a slow
 * provider holds up only those that want a key that is not there yet, once. Thread-safe.
 */
final class UnwrappedKeys {

  private static final Logger LOG = LoggerFactory.getLogger(UnwrappedKeys.class);

  private final Map<Integer, byte[]> byId = new ConcurrentHashMap<>();

  /** Only of keys that are on their way, or did not come. */
  private final Map<Integer, KeyFlight> flights = new ConcurrentHashMap<>();

  private final Set<KeyHolder> holders = Collections.newSetFromMap(new WeakHashMap<>());
  private volatile @Nullable IssueException closed;

  /** The key for a purpose, from the version's data encryption key. */
  byte[] derive(KeyEncryptionKey kek, UUID keyring, KeyVersion version, KeyPurpose purpose) {
    requireOpen();
    if (version.status() != KeyStatus.ENABLED) {
      throw unavailable(
          "key "
              + version.name()
              + " of domain '"
              + version.domain()
              + "' is "
              + (version.status() == KeyStatus.DISABLED ? "disabled" : "destroyed"),
          "What it encrypted cannot be read");
    }
    byte[] key = key(kek, new KeyContext(keyring, version.domain()), version);
    byte[] derived = KeyDerivation.derive(key, purpose, version.domain());
    if (closed != null) {
      Arrays.fill(key, (byte) 0); // put there while the others were zeroed
      Arrays.fill(derived, (byte) 0);
      byId.remove(version.id());
      requireOpen();
    }
    return derived;
  }

  private byte[] key(KeyEncryptionKey kek, KeyContext context, KeyVersion version) {
    int id = version.id();
    byte[] known = byId.get(id);
    if (known != null) {
      return known;
    }
    KeyFlight flight = flights.computeIfAbsent(id, i -> new KeyFlight(System::nanoTime));
    byte[] key =
        flight.land(
            () -> {
              requireOpen(); // it may have been closed while we waited
              byte[] there = byId.get(id);
              return there != null ? there : unwrap(kek, context, version);
            });
    flights.remove(id, flight);
    return key;
  }

  private byte[] unwrap(KeyEncryptionKey kek, KeyContext context, KeyVersion version) {
    byte[] key;
    try {
      key = version.proved(kek.unwrap(version.wrapped(), context));
    } catch (IssueException e) {
      throw e;
    } catch (RuntimeException e) { // a provider that is not ours; its message may hold anything
      LOG.warn("a provider failed to unwrap a key: {}", Failure.place(e));
      throw new IssueException(
          Issue.error(
              ErrorCode.KEY_SERVICE_UNREACHABLE,
              "the provider of the key encryption key failed to unwrap a key",
              "It is asked again by itself; check the provider"));
    }
    byId.put(version.id(), key);
    return key;
  }

  /** Takes over, as copies, the keys that another snapshot of the same keyring has unwrapped. */
  void inherit(UnwrappedKeys before, Map<Integer, KeyVersion> versions) {
    for (KeyVersion version : versions.values()) {
      byte[] key = before.byId.get(version.id());
      if (key != null && version.status() == KeyStatus.ENABLED) {
        byId.put(version.id(), key.clone());
      }
    }
    if (before.closed != null) { // what was copied may have been zeroed meanwhile
      byId.values().forEach(key -> Arrays.fill(key, (byte) 0));
      byId.clear();
    }
  }

  boolean has(int id) {
    return byId.containsKey(id);
  }

  /** Will be told when the keys are closed; not kept from being collected. */
  void hold(KeyHolder holder) {
    synchronized (holders) {
      holders.add(holder);
    }
    if (closed != null) {
      holder.forget();
    }
  }

  /**
   * Zeroes the keys and makes all holders forget theirs.
   *
   * @param reason what whoever wants a key is told from now on
   */
  void close(IssueException reason) {
    if (closed == null) {
      closed = reason;
    }
    byId.values().forEach(key -> Arrays.fill(key, (byte) 0));
    byId.clear();
    List<KeyHolder> told;
    synchronized (holders) {
      told = new ArrayList<>(holders);
      holders.clear();
    }
    told.forEach(KeyHolder::forget);
  }

  boolean isClosed() {
    return closed != null;
  }

  void requireOpen() {
    IssueException reason = closed;
    if (reason != null) {
      throw new IssueException(reason.issues()); // with the stack of whoever asks
    }
  }

  static IssueException unavailable(String reason, String remedy) {
    return new IssueException(Issue.error(ErrorCode.KEY_UNAVAILABLE, reason, remedy));
  }
}
