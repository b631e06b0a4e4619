package io.columnveil.keys;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.issue.Printable;
import io.columnveil.policy.model.KekProvider;
import io.columnveil.policy.model.KeySettings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A keyring where it is stored, together with the key encryption key that opens it. The key
 * encryption key is derived or fetched once and kept until {@link #close}, because a passphrase
 * costs a fifth of a second. One per process and policy; thread-safe.
 */
public final class KeyringAccess implements AutoCloseable {

  private final KeyringStore store;
  private final KekProvider wrappedBy;
  private final SecureRandom random;
  private final KeyEncryptionKeys keys;
  private volatile Consumer<KeyringChange> account = change -> {};
  private @Nullable KeyEncryptionKey kek;

  /** Access to the keyring of a store. */
  public KeyringAccess(KeyringStore store, KekProvider wrappedBy, SecureRandom random) {
    this.store = store;
    this.wrappedBy = wrappedBy;
    this.random = random;
    this.keys = new KeyEncryptionKeys(wrappedBy, random);
  }

  /**
   * Access to the keyring that a policy names.
   *
   * @throws IssueException 08V01 if it is of a kind that is not known
   */
  public static KeyringAccess of(KeySettings settings) {
    if (!settings.keyring().startsWith("file:")) {
      throw invalid(
          "keyring '" + settings.keyring() + "' is of a kind that is not known",
          "Write keys.keyring as file:path");
    }
    Path path = Path.of(settings.keyring().substring("file:".length()));
    return new KeyringAccess(new FileKeyringStore(path), settings.wrappedBy(), new SecureRandom());
  }

  /**
   * The same access, every stored change of which is told from now on.
   *
   * @param told of each change, once it is stored; must not throw
   */
  public KeyringAccess tellingOf(Consumer<KeyringChange> told) {
    account = told;
    return this;
  }

  /** Whether there is a keyring. */
  public boolean exists() {
    return store.read().isPresent();
  }

  /** Changes whenever the stored keyring may have changed: then {@link #open} again. */
  String stamp() {
    return store.stamp();
  }

  /**
   * Makes, stores and opens a new keyring.
   *
   * @throws IssueException 08V01 if there is one already
   */
  public synchronized Keyring create() {
    if (hasNoKeys()) {
      throw invalid("a keyring needs a key encryption key", "Set keys.wrappedBy in the policy");
    }
    UUID id = new UUID(random.nextLong(), random.nextLong());
    KeyEncryptionKey created = keys.create(id);
    KeyringChange made;
    boolean stored = false;
    try {
      made =
          store(
                  present -> {
                    if (present.isPresent()) {
                      throw invalid(
                          "keyring " + store.name() + " exists already", "Open it instead");
                    }
                    Keyring keyring =
                        Keyring.create(id, wrappedBy.name(), created, Clock.systemUTC());
                    byte[] sealed = keyring.seal();
                    return new Replacement(
                        sealed, Optional.of(KeyringChange.of(null, keyring, sealed)));
                  })
              .orElseThrow();
      stored = true;
    } finally {
      if (!stored) {
        created.close();
      }
    }
    keep(created);
    account.accept(made);
    return open();
  }

  /**
   * Opens the keyring as it is stored now. The caller closes it.
   *
   * @throws IssueException 08V01 if there is none, it is damaged or of another key; 58V01 if the
   *     key service cannot be reached
   */
  public synchronized Keyring open() {
    return open(store.read());
  }

  /**
   * Opens, changes and stores the keyring while nobody else can change it.
   *
   * @param change from the present keyring to the new one
   * @return the keyring as stored; the caller closes it
   */
  public Keyring change(UnaryOperator<Keyring> change) {
    return changeIfNeeded(change, present -> true);
  }

  /**
   * As {@link #change}, if the present keyring still needs it: another process may have been first.
   */
  synchronized Keyring changeIfNeeded(UnaryOperator<Keyring> change, Predicate<Keyring> needed) {
    store(
            present -> {
              try (Keyring before = open(present)) {
                if (!needed.test(before)) {
                  return new Replacement(present.orElseThrow(), Optional.empty());
                }
                try (Keyring after = change.apply(before)) {
                  byte[] sealed = after.seal();
                  return new Replacement(
                      sealed, Optional.of(KeyringChange.of(before, after, sealed)));
                }
              }
            })
        .ifPresent(account);
    return open();
  }

  /**
   * What takes the place of the stored bytes.
   *
   * @param change none if they stay as they are
   */
  private record Replacement(byte[] bytes, Optional<KeyringChange> change) {}

  /** The change that was stored, if any. */
  private Optional<KeyringChange> store(Function<Optional<byte[]>, Replacement> change) {
    List<KeyringChange> made = new ArrayList<>();
    store.replace(
        present -> {
          Replacement replacement = change.apply(present);
          replacement.change().ifPresent(made::add);
          return replacement.bytes();
        });
    return made.stream().findFirst();
  }

  /**
   * Asks the provider whether the key encryption key of the keyring that was opened last may still
   * be used.
   *
   * @throws IssueException 55V01 if not, 58V01 if the service cannot be reached
   */
  void check() {
    KeyEncryptionKey kept;
    synchronized (this) {
      kept = kek;
    }
    if (kept != null) {
      kept.check(); // not under the lock: a slow provider must not hold up others
    }
  }

  /**
   * Whether the keyring that is stored is opened by the key of other settings, too.
   *
   * @throws IssueException 58V01 if that cannot be told
   */
  boolean isOpenedBy(KekProvider other) {
    try (KeyringAccess another = new KeyringAccess(store, other, random);
        Keyring keyring = another.open()) {
      return keyring.hasKeys();
    } catch (IssueException e) {
      return KeyEncryptionKeys.opensNot(e);
    }
  }

  /** Zeroes the key encryption key; keyrings that were opened can unwrap no further key. */
  @Override
  public synchronized void close() {
    if (kek != null) {
      kek.close();
      kek = null;
    }
  }

  private Keyring open(Optional<byte[]> stored) {
    byte[] sealed =
        stored.orElseThrow(
            () ->
                invalid(
                    "there is no keyring " + store.name(), "Make one with the command keys init"));
    if (hasNoKeys()) {
      return Keyring.openWithoutKeys(sealed);
    }
    KeyEncryptionKey known = kek;
    KeyEncryptionKey key = kekFor(sealed);
    Keyring opened;
    try {
      opened = Keyring.open(sealed, key);
    } catch (RuntimeException e) {
      if (key != known) {
        // Its provider may have answered with another key: the next look asks it anew.
        kek = known;
        key.close();
      }
      throw e;
    }
    opened.lookFurtherIn(new LaterSnapshots(opened, this::open, System::nanoTime));
    return opened;
  }

  private KeyEncryptionKey kekFor(byte[] sealed) {
    KeyringHeader header;
    try {
      header = KeyringReader.readHeader(sealed);
    } catch (IllegalArgumentException e) {
      throw invalid(
          "keyring " + store.name() + " cannot be read: " + e.getMessage(),
          "Check keys.keyring in the policy, or restore it from a backup");
    }
    if (!keys.fits(header)) {
      throw invalid(
          "keyring "
              + store.name()
              + " is wrapped by '"
              + Printable.line(header.provider())
              + "', the policy says '"
              + wrappedBy.name()
              + "'",
          "Correct keys.wrappedBy.provider, or rewrap the keyring");
    }
    KeyEncryptionKey kept = kek;
    if (kept != null && Arrays.equals(kept.parameters(), header.parameters())) {
      return kept;
    }
    KeyEncryptionKey opened = keys.open(header);
    keep(opened);
    return opened;
  }

  private void keep(KeyEncryptionKey opened) {
    // The old one is not closed: keyrings opened with it may still need it.
    kek = opened;
  }

  private boolean hasNoKeys() {
    return !wrappedBy.hasKeys();
  }

  private static IssueException invalid(String reason, String remedy) {
    return new IssueException(Issue.error(ErrorCode.POLICY_INVALID, reason, remedy));
  }

  /** Never a setting of the provider. */
  @Override
  public String toString() {
    return "KeyringAccess[" + store.name() + ", " + wrappedBy.name() + "]";
  }
}
