package io.columnveil.keys;

import io.columnveil.crypto.DeterministicAead;
import io.columnveil.crypto.JceServices;
import io.columnveil.crypto.KeyPurpose;
import io.columnveil.crypto.LookupTokens;
import io.columnveil.crypto.NonceSource;
import io.columnveil.crypto.RandomizedAead;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.ColumnId;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A keyring in memory: a snapshot that never changes; {@code with...} give a changed copy, which
 * counts only once it is sealed and stored (see {@link KeyringAccess#change}). Keys are unwrapped
 * when first needed and leave only inside crypto objects. Thread-safe.
 */
public final class Keyring implements AutoCloseable {

  private static final int DATA_KEY_LENGTH = 32;

  private final KeyringContent content;
  private final @Nullable KeyEncryptionKey kek;
  private final UnwrappedKeys unwrapped = new UnwrappedKeys();
  private final Map<String, KeyDomain> domains = new LinkedHashMap<>();
  private final Map<Integer, KeyVersion> versions = new HashMap<>();
  private final Map<ColumnId, ColumnRecord> columns = new LinkedHashMap<>();

  private Keyring(KeyringContent content, @Nullable KeyEncryptionKey kek) {
    this.content = content;
    this.kek = kek;
    for (KeyDomain domain : content.domains()) {
      domains.put(domain.name(), domain);
      domain.dataKeys().forEach(version -> versions.put(version.id(), version));
      domain.lookupKeys().forEach(version -> versions.put(version.id(), version));
    }
    content.columns().forEach(column -> columns.put(column.id(), column));
  }

  /** A new, empty keyring under a key encryption key. */
  static Keyring create(UUID id, String provider, KeyEncryptionKey kek) {
    KeyringHeader header = new KeyringHeader(id, 0, provider, kek.parameters());
    return new Keyring(new KeyringContent(header, List.of(), List.of()), kek);
  }

  /**
   * The keyring in sealed bytes.
   *
   * @throws IssueException 08V01 if the seal is not of this key or the bytes are damaged
   */
  static Keyring open(byte[] sealed, KeyEncryptionKey kek) {
    return new Keyring(readContent(KeyringSeal.open(sealed, kek)), kek);
  }

  /**
   * The records of sealed bytes for a process without access to the keys: not authenticated, and no
   * key can be used.
   */
  static Keyring openWithoutKeys(byte[] sealed) {
    return new Keyring(readContent(KeyringSeal.withoutSeal(sealed)), null);
  }

  /** The bytes to store, with the counter one higher. */
  byte[] seal() {
    KeyringContent next =
        new KeyringContent(content.header().next(), content.domains(), content.columns());
    return KeyringSeal.seal(KeyringWriter.write(next), requireKek());
  }

  /** Identity of the keyring, the same in all its snapshots. */
  public UUID id() {
    return content.header().id();
  }

  /** How often it was changed. Its high-water mark is kept in another place against rollbacks. */
  public long counter() {
    return content.header().counter();
  }

  /** Whether this process has access to the keys ({@code wrappedBy} is not {@code none}). */
  public boolean hasKeys() {
    return kek != null;
  }

  public List<KeyDomain> domains() {
    return content.domains();
  }

  public Optional<KeyDomain> domain(String name) {
    return Optional.ofNullable(domains.get(name));
  }

  /** The key version that an envelope names. */
  public Optional<KeyVersion> findKey(int id) {
    return Optional.ofNullable(versions.get(id));
  }

  public List<ColumnRecord> columns() {
    return content.columns();
  }

  public Optional<ColumnRecord> column(ColumnId id) {
    return Optional.ofNullable(columns.get(id));
  }

  /** With new keys for a domain, or the same keyring if it has the domain already. */
  public Keyring withDomain(String name, SecureRandom random, Clock clock) {
    if (domains.containsKey(name)) {
      return this;
    }
    Instant now = clock.instant();
    KeyVersion data = newKey(name, KeyUse.DATA, now, random, 0);
    KeyVersion lookup = newKey(name, KeyUse.LOOKUP, now, random, data.id());
    List<KeyDomain> changed = new ArrayList<>(content.domains());
    changed.add(
        new KeyDomain(name, List.of(data), data.id(), data.id(), List.of(lookup), lookup.id()));
    return new Keyring(new KeyringContent(content.header(), changed, content.columns()), kek);
  }

  /** With a column's record added or replaced. Its domain must be in the keyring. */
  public Keyring withColumn(ColumnRecord column) {
    if (!domains.containsKey(column.domain())) {
      throw new IllegalArgumentException("the keyring has no domain '" + column.domain() + "'");
    }
    Map<ColumnId, ColumnRecord> changed = new LinkedHashMap<>(columns);
    changed.put(column.id(), column);
    return withColumns(changed);
  }

  /** Without a column's record: the end of its protection. */
  public Keyring withoutColumn(ColumnId id) {
    Map<ColumnId, ColumnRecord> changed = new LinkedHashMap<>(columns);
    changed.remove(id);
    return withColumns(changed);
  }

  /**
   * AES-256-GCM of a data key version.
   *
   * @throws IssueException 55V01 if the key is disabled, destroyed or out of reach
   */
  public RandomizedAead randomizedAead(KeyVersion key, JceServices services, NonceSource nonces) {
    return withKey(
        key, KeyUse.DATA, KeyPurpose.RANDOMIZED, k -> new RandomizedAead(k, services, nonces));
  }

  /**
   * AES-256-SIV of a data key version.
   *
   * @throws IssueException 55V01 if the key is disabled, destroyed or out of reach
   */
  public DeterministicAead deterministicAead(KeyVersion key, JceServices services) {
    return withKey(
        key, KeyUse.DATA, KeyPurpose.DETERMINISTIC, k -> new DeterministicAead(k, services));
  }

  /**
   * Lookup tokens of a lookup key version.
   *
   * @throws IssueException 55V01 if the key is disabled, destroyed or out of reach
   */
  public LookupTokens lookupTokens(KeyVersion key, int normalizerVersion, JceServices services) {
    return withKey(
        key,
        KeyUse.LOOKUP,
        KeyPurpose.LOOKUP,
        k -> new LookupTokens(k, key.domain(), normalizerVersion, services));
  }

  /** Zeroes the unwrapped keys. Crypto objects made before go on working. */
  @Override
  public void close() {
    unwrapped.close();
  }

  private <T> T withKey(
      KeyVersion version, KeyUse use, KeyPurpose purpose, Function<byte[], T> make) {
    if (version.use() != use) {
      throw new IllegalArgumentException("the key is not for " + use);
    }
    byte[] key = unwrapped.derive(requireKek(), id(), version, purpose);
    try {
      return make.apply(key);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private KeyEncryptionKey requireKek() {
    if (kek == null) {
      throw UnwrappedKeys.unavailable(
          "this process has no access to the keys (wrappedBy: none)",
          "Use a process that is configured with the key encryption key");
    }
    return kek;
  }

  private KeyVersion newKey(
      String domain, KeyUse use, Instant now, SecureRandom random, int taken) {
    byte[] key = new byte[DATA_KEY_LENGTH];
    random.nextBytes(key);
    try {
      int id;
      do {
        id = random.nextInt();
      } while (id == 0 || id == taken || versions.containsKey(id));
      byte[] wrapped = requireKek().wrap(key, new KeyContext(id(), domain));
      return new KeyVersion(id, domain, use, KeyStatus.ENABLED, now, wrapped);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private Keyring withColumns(Map<ColumnId, ColumnRecord> changed) {
    List<ColumnRecord> records = new ArrayList<>(changed.values());
    return new Keyring(
        new KeyringContent(
            content.header(), content.domains(), Collections.unmodifiableList(records)),
        kek);
  }

  private static KeyringContent readContent(byte[] bytes) {
    try {
      return KeyringReader.read(bytes);
    } catch (IllegalArgumentException e) {
      throw new IssueException(
          Issue.error(
              ErrorCode.POLICY_INVALID,
              "the keyring cannot be read: " + e.getMessage(),
              "Restore it from a backup"));
    }
  }

  /** Never a key. */
  @Override
  public String toString() {
    return "Keyring[" + id() + ", change " + counter() + "]";
  }
}
