package io.columnveil.keys;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where a process gets its keyring from: remembers what it saw, and takes neither another keyring
 * nor an older one for it. When the keyring does not open it reads the policy's settings again,
 * because a passphrase or provider is changed by a new setting and a rewrapped keyring. Used by one
 * thread at a time, except {@link #stamp}.
 */
final class KeyringSource {

  private final Supplier<KeyringAccess> accesses;
  private volatile @Nullable KeyringAccess access;
  private @Nullable UUID identity;
  private long counter;

  /**
   * A keyring that was opened.
   *
   * @param stamp taken before it was read
   */
  record Stored(Keyring keyring, String stamp) {}

  KeyringSource(Supplier<KeyringAccess> accesses) {
    this.accesses = accesses;
  }

  /** Changes with the stored bytes. */
  String stamp() {
    return access().stamp();
  }

  KeyringAccess access() {
    KeyringAccess known = access;
    if (known == null) {
      synchronized (this) {
        known = access;
        if (known == null) {
          access = known = accesses.get();
        }
      }
    }
    return known;
  }

  /**
   * The keyring as it is stored.
   *
   * @param before the snapshot that is in use: given back if nothing has changed
   * @throws IssueException 08V01 if it is damaged, older than before or another one; 55V01, 58V01
   */
  Stored open(@Nullable Keyring before, String stampBefore) {
    String stamp = stamp();
    if (before != null && stamp.equals(stampBefore)) {
      return new Stored(before, stamp);
    }
    Keyring opened = open();
    try {
      requireSuccessor(opened);
      if (before != null) {
        opened.inherit(before);
      }
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
    identity = opened.id();
    counter = opened.counter();
    return new Stored(opened, stamp);
  }

  /** Asks the provider whether its key may still be used. */
  void check() {
    access().check();
  }

  private Keyring open() {
    try {
      return access().open();
    } catch (IssueException e) {
      if (e.first().code() != ErrorCode.POLICY_INVALID) {
        throw e;
      }
      KeyringAccess fresh = accesses.get();
      Keyring opened;
      try {
        opened = fresh.open();
      } catch (IssueException again) {
        fresh.close();
        throw again;
      }
      access = fresh; // the old one is not closed: snapshots may still need its key
      return opened;
    }
  }

  private void requireSuccessor(Keyring opened) {
    if (identity != null && !identity.equals(opened.id())) {
      throw invalid(
          "the keyring was replaced by another one",
          "Put the right keyring back, or restart the process if that was meant");
    }
    if (identity != null && opened.counter() < counter) {
      throw invalid(
          "the keyring went back from change " + counter + " to change " + opened.counter(),
          "Put the newest keyring back, or see keys.md on restoring a backup");
    }
  }

  private static IssueException invalid(String reason, String remedy) {
    return new IssueException(Issue.error(ErrorCode.POLICY_INVALID, reason, remedy));
  }

  @Override
  public String toString() {
    return String.valueOf(access);
  }
}
