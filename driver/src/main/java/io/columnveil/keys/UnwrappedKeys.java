package io.columnveil.keys;

import io.columnveil.crypto.KeyDerivation;
import io.columnveil.crypto.KeyPurpose;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The data encryption keys of one keyring that were needed so far. They leave only as derived keys,
 * which the caller zeroes. Thread-safe.
 */
final class UnwrappedKeys {

  private final Map<Integer, byte[]> byId = new HashMap<>();
  private boolean closed;

  /** The key for a purpose, from the version's data encryption key. */
  synchronized byte[] derive(
      KeyEncryptionKey kek, UUID keyring, KeyVersion version, KeyPurpose purpose) {
    if (closed) {
      throw unavailable("the keyring was closed", "Connect again");
    }
    if (version.status() != KeyStatus.ENABLED) {
      throw unavailable(
          "key "
              + String.format("%08x", version.id())
              + " of domain '"
              + version.domain()
              + "' is "
              + (version.status() == KeyStatus.DISABLED ? "disabled" : "destroyed"),
          "What it encrypted cannot be read");
    }
    KeyContext context = new KeyContext(keyring, version.domain());
    byte[] key = byId.computeIfAbsent(version.id(), id -> kek.unwrap(version.wrapped(), context));
    return KeyDerivation.derive(key, purpose, version.domain());
  }

  synchronized void close() {
    closed = true;
    byId.values().forEach(key -> Arrays.fill(key, (byte) 0));
    byId.clear();
  }

  static IssueException unavailable(String reason, String remedy) {
    return new IssueException(Issue.error(ErrorCode.KEY_UNAVAILABLE, reason, remedy));
  }
}
