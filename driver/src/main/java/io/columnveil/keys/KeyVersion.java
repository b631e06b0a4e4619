package io.columnveil.keys;

import java.time.Instant;
import java.util.Arrays;

/** One version of a domain's data or lookup key, as the keyring records it. Immutable. */
public final class KeyVersion {

  /** Bytes of every data and lookup key. */
  static final int LENGTH = 32;

  private static final byte[] NOTHING = {};

  private final int id;
  private final String domain;
  private final KeyUse use;
  private final KeyStatus status;
  private final KeyTimes times;
  private final byte[] wrapped;
  private final KeyCheck check;

  KeyVersion(
      int id,
      String domain,
      KeyUse use,
      KeyStatus status,
      KeyTimes times,
      byte[] wrapped,
      KeyCheck check) {
    this.id = id;
    this.domain = domain;
    this.use = use;
    this.status = status;
    this.times = times;
    this.wrapped = wrapped;
    this.check = check;
  }

  /** Unsigned, not zero, unique in the keyring; envelopes name it. */
  public int id() {
    return id;
  }

  /** Its id as messages, commands and {@code status} write it: eight hexadecimal digits. */
  public String name() {
    return String.format("%08x", id);
  }

  public String domain() {
    return domain;
  }

  public KeyUse use() {
    return use;
  }

  public KeyStatus status() {
    return status;
  }

  public KeyTimes times() {
    return times;
  }

  public Instant created() {
    return times.created();
  }

  byte[] wrapped() {
    return wrapped;
  }

  /** Unknown in keyrings that were written before there were check values. */
  KeyCheck check() {
    return check;
  }

  /**
   * The key that a provider unwrapped, if it is this one.
   *
   * @param unwrapped zeroed if it is not
   * @throws io.columnveil.issue.IssueException 55V01 if it is another
   */
  byte[] proved(byte[] unwrapped) {
    if (unwrapped.length == LENGTH && check.fits(unwrapped, domain)) {
      return unwrapped;
    }
    Arrays.fill(unwrapped, (byte) 0);
    throw UnwrappedKeys.unavailable(
        "the provider of the key encryption key gave another key back than key "
            + name()
            + " of domain '"
            + domain
            + "', so it is not used",
        "Check that the key service, token or key that keys.wrappedBy names is the one that"
            + " wrapped the keyring");
  }

  KeyVersion activatedAt(Instant time) {
    return new KeyVersion(id, domain, use, status, times.activatedAt(time), wrapped, check);
  }

  KeyVersion retiredAt(Instant time) {
    return new KeyVersion(id, domain, use, status, times.retiredAt(time), wrapped, check);
  }

  /** Shredding forgets the wrapped key; the entry stays, so that its envelopes are not unknown. */
  KeyVersion withStatus(KeyStatus newStatus, Instant time) {
    if (status == KeyStatus.DESTROYED && newStatus != KeyStatus.DESTROYED) {
      throw new IllegalArgumentException("a destroyed key does not come back");
    }
    return newStatus == KeyStatus.DESTROYED
        ? new KeyVersion(
            id, domain, use, newStatus, times.destroyedAt(time), NOTHING, KeyCheck.UNKNOWN)
        : new KeyVersion(id, domain, use, newStatus, times, wrapped, check);
  }

  /**
   * Under another key encryption key.
   *
   * @param key that was wrapped, whose check value it gets if it has none
   */
  KeyVersion withWrapped(byte[] newWrapped, byte[] key) {
    return new KeyVersion(id, domain, use, status, times, newWrapped, check.orOf(key, domain));
  }

  @Override
  public String toString() {
    return String.format("%08x (%s of %s, %s)", id, use, domain, status);
  }
}
