package io.columnveil.keys;

import io.columnveil.crypto.Seal;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import java.util.Arrays;

/** The last 32 bytes of a keyring: HMAC-SHA-256 of all before them. */
final class KeyringSeal {

  private KeyringSeal() {}

  static byte[] seal(byte[] content, KeyEncryptionKey kek) {
    byte[] mac = mac(content, kek);
    byte[] sealed = Arrays.copyOf(content, content.length + mac.length);
    System.arraycopy(mac, 0, sealed, content.length, mac.length);
    return sealed;
  }

  /** The content, if its seal is right. */
  static byte[] open(byte[] sealed, KeyEncryptionKey kek) {
    byte[] content = withoutSeal(sealed);
    byte[] mac = Arrays.copyOfRange(sealed, content.length, sealed.length);
    if (!Seal.matches(mac, mac(content, kek))) {
      throw invalid(
          "the keyring does not belong to this key encryption key, or it was altered",
          "Check the passphrase or key, or restore the keyring from a backup");
    }
    return content;
  }

  static byte[] withoutSeal(byte[] sealed) {
    if (sealed.length < Seal.LENGTH) {
      throw invalid("the keyring is damaged: it ends early", "Restore it from a backup");
    }
    return Arrays.copyOf(sealed, sealed.length - Seal.LENGTH);
  }

  private static byte[] mac(byte[] content, KeyEncryptionKey kek) {
    byte[] key = kek.sealKey();
    try {
      return Seal.mac(key, content);
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  private static IssueException invalid(String reason, String remedy) {
    return new IssueException(Issue.error(ErrorCode.POLICY_INVALID, reason, remedy));
  }
}
