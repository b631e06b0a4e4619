package io.columnveil.keys;

import io.columnveil.crypto.Argon2id;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;

/**
 * {@code provider: passphrase}: the key encryption key is derived from a passphrase by Argon2id.
 * Its parameters: u8 version 1, u32 memory in KiB, u32 passes, u32 lanes, u8 length and salt.
 */
public final class PassphraseProvider implements KeyEncryptionKeyProvider {

  private static final byte VERSION = 1;
  private static final String RESTORE = "Restore the keyring from a backup";
  private static final int SALT_LENGTH = 16;

  /** Argon2id makes a guess dear, not a short passphrase long. */
  private static final int MIN_CODE_POINTS = 12;

  @Override
  public String name() {
    return "passphrase";
  }

  @Override
  public KeyEncryptionKey create(ProviderSettings settings, UUID keyring, SecureRandom random) {
    byte[] salt = new byte[SALT_LENGTH];
    random.nextBytes(salt);
    return derive(settings, Argon2id.RECOMMENDED, salt);
  }

  @Override
  public KeyEncryptionKey open(ProviderSettings settings, UUID keyring, byte[] parameters) {
    ByteBuffer in = ByteBuffer.wrap(parameters);
    try {
      if (in.get() != VERSION) {
        throw invalid("the keyring's passphrase parameters are of an unknown version", RESTORE);
      }
      Argon2id argon2id = new Argon2id(in.getInt(), in.getInt(), in.getInt());
      byte[] salt = new byte[in.get() & 0xFF];
      in.get(salt);
      if (salt.length < SALT_LENGTH || in.hasRemaining()) {
        throw invalid("the keyring's passphrase parameters are damaged", RESTORE);
      }
      return derive(settings, argon2id, salt);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw invalid("the keyring's passphrase parameters are damaged or out of bounds", RESTORE);
    }
  }

  private static KeyEncryptionKey derive(
      ProviderSettings settings, Argon2id argon2id, byte[] salt) {
    String passphrase = settings.optional("passphrase").orElse("");
    if (passphrase.codePointCount(0, passphrase.length()) < MIN_CODE_POINTS
        || passphrase.isBlank()) {
      throw invalid(
          "the keyring's passphrase is missing or shorter than 12 characters",
          "Set keys.wrappedBy.passphrase to a passphrase of 12 characters or more");
    }
    byte[] utf8 = passphrase.getBytes(StandardCharsets.UTF_8);
    byte[] parameters =
        ByteBuffer.allocate(14 + salt.length)
            .put(VERSION)
            .putInt(argon2id.memoryKib())
            .putInt(argon2id.iterations())
            .putInt(argon2id.parallelism())
            .put((byte) salt.length)
            .put(salt)
            .array();
    try {
      return new AesKeyEncryptionKey(argon2id.derive(utf8, salt), parameters);
    } finally {
      Arrays.fill(utf8, (byte) 0);
    }
  }

  private static IssueException invalid(String reason, String remedy) {
    return new IssueException(Issue.error(ErrorCode.POLICY_INVALID, reason, remedy));
  }
}
