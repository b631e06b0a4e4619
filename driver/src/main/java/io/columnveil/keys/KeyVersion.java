package io.columnveil.keys;

import java.time.Instant;

/** One version of a domain's data or lookup key, as the keyring records it. Immutable. */
public final class KeyVersion {

  private static final byte[] NOTHING = {};

  private final int id;
  private final String domain;
  private final KeyUse use;
  private final KeyStatus status;
  private final KeyTimes times;
  private final byte[] wrapped;

  KeyVersion(int id, String domain, KeyUse use, KeyStatus status, KeyTimes times, byte[] wrapped) {
    this.id = id;
    this.domain = domain;
    this.use = use;
    this.status = status;
    this.times = times;
    this.wrapped = wrapped;
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

  KeyVersion activatedAt(Instant time) {
    return new KeyVersion(id, domain, use, status, times.activatedAt(time), wrapped);
  }

  KeyVersion retiredAt(Instant time) {
    return new KeyVersion(id, domain, use, status, times.retiredAt(time), wrapped);
  }

  /** Shredding forgets the wrapped key; the entry stays, so that its envelopes are not unknown. */
  KeyVersion withStatus(KeyStatus newStatus, Instant time) {
    if (status == KeyStatus.DESTROYED && newStatus != KeyStatus.DESTROYED) {
      throw new IllegalArgumentException("a destroyed key does not come back");
    }
    return newStatus == KeyStatus.DESTROYED
        ? new KeyVersion(id, domain, use, newStatus, times.destroyedAt(time), NOTHING)
        : new KeyVersion(id, domain, use, newStatus, times, wrapped);
  }

  KeyVersion withWrapped(byte[] newWrapped) {
    return new KeyVersion(id, domain, use, status, times, newWrapped);
  }

  @Override
  public String toString() {
    return String.format("%08x (%s of %s, %s)", id, use, domain, status);
  }
}
