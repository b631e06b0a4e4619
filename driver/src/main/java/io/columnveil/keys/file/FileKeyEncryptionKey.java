package io.columnveil.keys.file;

import io.columnveil.crypto.Seal;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.keys.KeyContext;
import io.columnveil.keys.KeyEncryptionKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/**
 * The key in a file, which is read again for every use: taking the file away revokes the key. Its
 * parameters: u8 version 1 and 8 bytes by which a file with another key is told from it.
 * Thread-safe.
 */
final class FileKeyEncryptionKey implements KeyEncryptionKey {

  private static final byte VERSION = 1;
  private static final int CHECK_LENGTH = 8;
  private static final byte[] CHECK = "columnveil/key-check".getBytes(StandardCharsets.US_ASCII);

  private final KeyFile file;
  private final byte[] parameters;
  private volatile boolean closed;

  private FileKeyEncryptionKey(KeyFile file, byte[] parameters) {
    this.file = file;
    this.parameters = parameters;
  }

  static FileKeyEncryptionKey create(KeyFile file) {
    try (KeyMaterial material = file.read()) {
      return new FileKeyEncryptionKey(file, parameters(material));
    }
  }

  static FileKeyEncryptionKey open(KeyFile file, byte[] parameters) {
    FileKeyEncryptionKey key = new FileKeyEncryptionKey(file, parameters.clone());
    key.check();
    return key;
  }

  @Override
  public byte[] parameters() {
    return parameters.clone();
  }

  @Override
  public byte[] wrap(byte[] key, KeyContext context) {
    return use(material -> material.wrap(key, context));
  }

  @Override
  public byte[] unwrap(byte[] wrapped, KeyContext context) {
    return use(
        material ->
            material
                .unwrap(wrapped, context)
                .orElseThrow(
                    () -> unavailable("a key of the keyring was not wrapped by this key file")));
  }

  @Override
  public byte[] sealKey() {
    return use(KeyMaterial::sealKey);
  }

  @Override
  public void check() {
    use(KeyMaterial::strength);
  }

  @Override
  public void close() {
    closed = true;
  }

  private <T> T use(Function<KeyMaterial, T> work) {
    if (closed) {
      throw unavailable("the key encryption key was closed");
    }
    try (KeyMaterial material = file.read()) {
      if (!Seal.matches(parameters(material), parameters)) {
        throw unavailable("the key file holds another key than the keyring is wrapped by");
      }
      return work.apply(material);
    }
  }

  private static byte[] parameters(KeyMaterial material) {
    byte[] sealKey = material.sealKey();
    try {
      byte[] check = Seal.mac(sealKey, CHECK);
      return ByteBuffer.allocate(1 + CHECK_LENGTH).put(VERSION).put(check, 0, CHECK_LENGTH).array();
    } finally {
      Arrays.fill(sealKey, (byte) 0);
    }
  }

  private static IssueException unavailable(String why) {
    return new IssueException(
        Issue.error(ErrorCode.KEY_UNAVAILABLE, why, "Check keys.wrappedBy.path in the policy"));
  }

  /** Never the key. */
  @Override
  public String toString() {
    return "FileKeyEncryptionKey";
  }
}
