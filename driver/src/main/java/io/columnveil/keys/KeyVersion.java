package io.columnveil.keys;

import java.time.Instant;

/** One version of a domain's data or lookup key, as the keyring records it. Immutable. */
public final class KeyVersion {

  private final int id;
  private final String domain;
  private final KeyUse use;
  private final KeyStatus status;
  private final Instant created;
  private final byte[] wrapped;

  KeyVersion(int id, String domain, KeyUse use, KeyStatus status, Instant created, byte[] wrapped) {
    this.id = id;
    this.domain = domain;
    this.use = use;
    this.status = status;
    this.created = created;
    this.wrapped = wrapped;
  }

  /** Unsigned, not zero, unique in the keyring; envelopes name it. */
  public int id() {
    return id;
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

  public Instant created() {
    return created;
  }

  byte[] wrapped() {
    return wrapped;
  }

  @Override
  public String toString() {
    return String.format("%08x (%s of %s, %s)", id, use, domain, status);
  }
}
