package io.columnveil.keys;

import io.columnveil.crypto.DeterministicAead;
import io.columnveil.crypto.Digest;
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
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A keyring in memory: a snapshot that never changes; {@code with...} give a changed copy, which
 * counts only once it is sealed and stored (see {@link KeyringAccess#change}). Keys are unwrapped
 * when first needed and leave only inside crypto objects. Thread-safe.
 */
public final class Keyring implements AutoCloseable {

  /** More changes than can have been made without the mark being raised. */
  private static final long RESTORE_GAP = 1_000;

  private final KeyringContent content;
  private final @Nullable KeyEncryptionKey kek;
  private final UnwrappedKeys unwrapped = new UnwrappedKeys();
  private final Map<String, KeyDomain> domains = new LinkedHashMap<>();
  private final Map<Integer, KeyVersion> versions = new HashMap<>();
  private final Map<ColumnId, ColumnRecord> columns = new LinkedHashMap<>();
  private volatile NewerKeyring newer = NewerKeyring.NONE;

  private Keyring(KeyringContent content, @Nullable KeyEncryptionKey kek) {
    this.content = content;
    this.kek = kek;
    for (KeyDomain domain : content.domains()) {
      domains.put(domain.name(), domain);
      domain.versions().forEach(version -> versions.put(version.id(), version));
    }
    content.columns().forEach(column -> columns.put(column.id(), column));
  }

  /** A new, empty keyring under a key encryption key. */
  static Keyring create(UUID id, String provider, KeyEncryptionKey kek, Clock clock) {
    KeyringHeader header = new KeyringHeader(id, 0, provider, kek.parameters());
    KeyringAttributes attributes = KeyringAttributes.NONE.withKekSince(clock.instant());
    return new Keyring(new KeyringContent(header, attributes, List.of(), List.of()), kek);
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
    KeyringContent next = content.withHeader(content.header().next());
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

  /** Name of the provider of its key encryption key. */
  public String provider() {
    return content.header().provider();
  }

  /**
   * Since when the key encryption key before the present one opens it no more, if that is known.
   */
  Optional<Instant> kekSince() {
    return content.attributes().kekSince();
  }

  /**
   * Whether keys were destroyed since the key encryption key was last changed: it still opens them
   * in a backup of the keyring.
   */
  public boolean isRewrapDue() {
    return versions.values().stream()
        .flatMap(version -> version.times().destroyed().stream())
        .anyMatch(destroyed -> kekSince().map(since -> !since.isAfter(destroyed)).orElse(true));
  }

  /** Whether it is being moved, and two key encryption keys open it. */
  public boolean isBetweenKeys() {
    return provider().equals(KeySlot.PROVIDER);
  }

  /**
   * Whether it is being moved away from the key of these settings.
   *
   * @throws IssueException 58V01 if that cannot be told
   */
  boolean isMovedFrom(KeyEncryptionKeys keys) {
    return isBetweenKeys() && keys.opensFirstSlot(content.header());
  }

  /** Names of the providers that open it while it is between two keys. */
  List<String> slotProviders() {
    return KeySlot.read(content.header().parameters()).stream().map(KeySlot::provider).toList();
  }

  /** Changes whenever its keys are wrapped by another key encryption key, or anew by the same. */
  byte[] wrappingState() {
    return Digest.sha256(
        new KeyringOutput()
            .text(provider())
            .block(content.header().parameters())
            .millis(kekSince().orElse(Instant.EPOCH))
            .toByteArray());
  }

  /** Whose seal the policy must bear, if any. */
  public Optional<PolicyPin> policyPin() {
    return content.attributes().policyPin();
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

  /**
   * The snapshot that knows a key which a stored value names: this one, or a newer one if another
   * process has made the key since.
   *
   * @throws IssueException 55V01 or 58V01 if keys are out of reach
   */
  public Optional<Keyring> knowing(int keyId) {
    if (versions.containsKey(keyId)) {
      return Optional.of(this);
    }
    requireOpen(); // what is out of reach must not be taken for unknown
    return newer.knowing(keyId);
  }

  void lookFurtherIn(NewerKeyring where) {
    newer = where;
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
    NewKeys keys = new NewKeys(id(), requireKek(), random, clock);
    Instant now = clock.instant();
    Set<Integer> taken = new HashSet<>(versions.keySet());
    KeyVersion data = keys.make(name, KeyUse.DATA, taken).activatedAt(now);
    taken.add(data.id());
    KeyVersion lookup = keys.make(name, KeyUse.LOOKUP, taken).activatedAt(now);
    return with(
        content.withNewDomain(
            new KeyDomain(
                name, List.of(data), data.id(), data.id(), List.of(lookup), lookup.id())));
  }

  /** With a new version of a domain's key, which can be used but has no role yet. */
  public NewKey withNewKey(String domain, KeyUse use, SecureRandom random, Clock clock) {
    KeyVersion key =
        new NewKeys(id(), requireKek(), random, clock).make(domain, use, versions.keySet());
    return new NewKey(with(content.withDomain(domain, d -> d.withKey(key))), key);
  }

  /**
   * With a version of a domain's keys in a role. It is tried first, from its wrapped bytes on.
   *
   * @throws IssueException 55V01 or 58V01 if it cannot be used
   */
  public Keyring withActive(String domain, KeyRole role, int id, SecureRandom random, Clock clock) {
    KeyVersion key = findKey(id).filter(k -> k.domain().equals(domain)).orElseThrow();
    if (key.use() != role.use()) {
      throw new IllegalArgumentException("the key is not for " + role);
    }
    try (Keyring trial = with(content)) {
      KeyTrial.of(trial, key, random);
    }
    return with(content.withDomain(domain, d -> d.withActive(role, id, clock.instant())));
  }

  /**
   * With a new version of a domain's data key that encrypts randomized values from now on. What
   * equality rests on stays.
   *
   * @throws IssueException 55V01 or 58V01 if the new key cannot be used; 55V01 if the domain was
   *     destroyed
   */
  public Keyring withRotatedDataKey(String domain, SecureRandom random, Clock clock) {
    if (domain(domain).filter(KeyDomain::isDestroyed).isPresent()) {
      throw UnwrappedKeys.unavailable(
          "the keys of domain '" + domain + "' were destroyed, and a new one would hide the loss",
          "Give new columns a domain of their own");
    }
    NewKey made = withNewKey(domain, KeyUse.DATA, random, clock);
    return made.keyring().withActive(domain, KeyRole.DATA, made.key().id(), random, clock);
  }

  /**
   * With a key version enabled, disabled or, for ever, destroyed.
   *
   * @throws IssueException as {@link #requireDestroyable}, if it is to be destroyed
   */
  public Keyring withKeyStatus(int id, KeyStatus status, Clock clock) {
    if (status == KeyStatus.DESTROYED) {
      requireDestroyable();
    }
    KeyVersion key = findKey(id).orElseThrow();
    Instant now = notBeforeKek(clock.instant());
    return with(
        content.withDomain(
            key.domain(), d -> d.withVersions(v -> v.id() == id ? v.withStatus(status, now) : v)));
  }

  /**
   * Between two key encryption keys nothing is destroyed: a backup made since the move began is
   * opened by the new one, so that the end of the move would not make it worthless.
   *
   * @throws IssueException 55V01 if it is between two
   */
  public void requireDestroyable() {
    if (isBetweenKeys()) {
      throw UnwrappedKeys.unavailable(
          "the keyring is being moved to another key encryption key, which opens the backups made"
              + " meanwhile, so no key is destroyed",
          "Finish that first (keys rewrap --finish), destroy then, and rewrap to a further key");
    }
  }

  /**
   * With all keys of a domain destroyed: what they encrypted is lost.
   *
   * @throws IssueException as {@link #requireDestroyable}
   */
  public Keyring withDestroyedDomain(String domain, Clock clock) {
    requireDestroyable();
    Instant now = notBeforeKek(clock.instant());
    return with(
        content.withDomain(
            domain, d -> d.withVersions(v -> v.withStatus(KeyStatus.DESTROYED, now))));
  }

  /**
   * The same keys under another key encryption key, each proved by a round trip.
   *
   * @param provider name of the new key's provider
   * @param since since when the old one opens it no more; empty if it still does
   * @throws IssueException if a key cannot be unwrapped, or the new one does not give it back
   */
  Keyring withKek(String provider, KeyEncryptionKey newKek, Optional<Instant> since) {
    return new Keyring(new Rewrap(id(), requireKek(), newKek).of(content, provider, since), newKek);
  }

  /**
   * The time of a destruction, also by a clock that went back: it happens under the present key
   * encryption key, so that {@link #isRewrapDue} must see it after that came.
   */
  private Instant notBeforeKek(Instant now) {
    return kekSince().filter(since -> since.isAfter(now)).orElse(now);
  }

  /**
   * The time at which a new key encryption key takes the place of the one under which keys were
   * destroyed: later than that, also by a clock that went back.
   */
  Instant afterDestructions(Instant now) {
    return versions.values().stream()
        .flatMap(version -> version.times().destroyed().stream())
        .map(destroyed -> destroyed.plusMillis(1)) // as exact as it is stored
        .filter(since -> since.isAfter(now))
        .max(Comparator.naturalOrder())
        .orElse(now);
  }

  /**
   * For a backup that is restored on purpose: the next change gets a number far above what was
   * seen, so that running processes do not take it for a keyring that was put back.
   */
  public Keyring restoredAbove(long seen) {
    return with(content.withHeader(content.header().at(Math.addExact(seen, RESTORE_GAP))));
  }

  /** With another key for seals of policies, or other rules for them. */
  Keyring withPolicyPin(PolicyPin pin) {
    return with(content.withAttributes(content.attributes().withPin(pin)));
  }

  byte[] wrap(byte[] key) {
    return NewKeys.wrap(requireKek(), key, KeyContext.of(id()));
  }

  byte[] unwrap(byte[] wrapped) {
    return requireKek().unwrap(wrapped, KeyContext.of(id()));
  }

  /** With a column's record added or replaced. Its domain must be in the keyring. */
  public Keyring withColumn(ColumnRecord column) {
    return with(content.withColumn(column));
  }

  /** Without a column's record: the end of its protection. */
  public Keyring withoutColumn(ColumnId id) {
    return with(content.withoutColumn(id));
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

  /**
   * Looks whether its keys may still be used.
   *
   * @throws IssueException if the keyring was closed
   */
  public void requireOpen() {
    unwrapped.requireOpen();
  }

  /** Whoever keeps crypto objects of this keyring is told when it is closed. */
  public void hold(KeyHolder holder) {
    unwrapped.hold(holder);
  }

  /**
   * For a holder that has just kept a crypto object: one that was made while the keyring was closed
   * must not outlive it, so the holder is made to forget it.
   *
   * @throws IssueException if the keyring was closed
   */
  public void requireOpen(KeyHolder holder) {
    if (unwrapped.isClosed()) {
      holder.forget();
    }
    unwrapped.requireOpen();
  }

  /** Whether its keys are gone; a newer snapshot may have them. */
  public boolean isClosed() {
    return unwrapped.isClosed();
  }

  /** Zeroes the unwrapped keys and makes holders forget theirs. */
  @Override
  public void close() {
    close(UnwrappedKeys.unavailable("the keyring was closed", "Connect again"));
  }

  /**
   * As {@link #close()}.
   *
   * @param reason what whoever wants a key of it is told from now on
   */
  void close(IssueException reason) {
    unwrapped.close(reason);
    newer.close();
  }

  /**
   * Makes ready what another snapshot of the same keyring was using, so that no statement waits for
   * the key encryption key: its keys, and those that took their place.
   */
  void inherit(Keyring before) {
    unwrapped.inherit(before.unwrapped, versions);
    for (KeyDomain domain : domains()) {
      if (domain.versions().anyMatch(version -> before.unwrapped.has(version.id()))) {
        KeyVersion active = domain.active(KeyRole.DATA);
        if (active.status() == KeyStatus.ENABLED && !unwrapped.has(active.id())) {
          Arrays.fill(
              unwrapped.derive(requireKek(), id(), active, KeyPurpose.RANDOMIZED), (byte) 0);
        }
      }
    }
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

  private Keyring with(KeyringContent changed) {
    return new Keyring(changed, kek);
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
