package io.columnveil.keys.service;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.keys.KeyContext;
import io.columnveil.keys.KeyEncryptionKey;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;

/**
 * A key encryption key that cannot leave its token or server. Its parameters: u8 version 1, then
 * the key that seals the keyring, random and wrapped by the service with the keyring's context.
 * That key is kept while this object is open; no data key is. Thread-safe.
 */
public final class ServiceKeyEncryptionKey implements KeyEncryptionKey {

  private static final byte VERSION = 1;
  private static final int SEAL_KEY_LENGTH = 32;

  private final WrappingService service;
  private final KeyContext context;
  private final byte[] parameters;
  private final byte[] sealKey;
  private volatile boolean closed;

  private ServiceKeyEncryptionKey(
      WrappingService service, KeyContext context, byte[] parameters, byte[] sealKey) {
    this.service = service;
    this.context = context;
    this.parameters = parameters;
    this.sealKey = sealKey;
  }

  /** With a new seal key, which has made the round trip through the service. */
  public static ServiceKeyEncryptionKey create(
      WrappingService service, UUID keyring, SecureRandom random) {
    byte[] sealKey = new byte[SEAL_KEY_LENGTH];
    random.nextBytes(sealKey);
    try {
      KeyContext context = KeyContext.of(keyring);
      byte[] wrapped = service.wrap(sealKey, context);
      byte[] parameters = new byte[1 + wrapped.length];
      parameters[0] = VERSION;
      System.arraycopy(wrapped, 0, parameters, 1, wrapped.length);
      ServiceKeyEncryptionKey created =
          new ServiceKeyEncryptionKey(service, context, parameters, sealKey);
      created.check();
      return created;
    } catch (RuntimeException e) {
      Arrays.fill(sealKey, (byte) 0);
      service.close();
      throw e;
    }
  }

  /** With the seal key that the parameters hold: one call to the service. */
  public static ServiceKeyEncryptionKey open(
      WrappingService service, UUID keyring, byte[] parameters) {
    try {
      if (parameters.length < 2 || parameters[0] != VERSION) {
        throw damaged();
      }
      KeyContext context = KeyContext.of(keyring);
      byte[] sealKey =
          service.unwrap(Arrays.copyOfRange(parameters, 1, parameters.length), context);
      if (sealKey.length != SEAL_KEY_LENGTH) {
        Arrays.fill(sealKey, (byte) 0);
        throw damaged();
      }
      return new ServiceKeyEncryptionKey(service, context, parameters.clone(), sealKey);
    } catch (RuntimeException e) {
      service.close();
      throw e;
    }
  }

  @Override
  public byte[] parameters() {
    return parameters.clone();
  }

  @Override
  public byte[] wrap(byte[] key, KeyContext keyContext) {
    requireOpen();
    return service.wrap(key, keyContext);
  }

  @Override
  public byte[] unwrap(byte[] wrapped, KeyContext keyContext) {
    requireOpen();
    return service.unwrap(wrapped, keyContext);
  }

  @Override
  public byte[] sealKey() {
    requireOpen();
    return sealKey.clone();
  }

  @Override
  public void check() {
    requireOpen();
    byte[] again = service.unwrap(Arrays.copyOfRange(parameters, 1, parameters.length), context);
    boolean same = MessageDigest.isEqual(again, sealKey);
    Arrays.fill(again, (byte) 0);
    if (!same) {
      throw unavailable("the key service gave another key than the one it had wrapped");
    }
  }

  @Override
  public void close() {
    closed = true;
    Arrays.fill(sealKey, (byte) 0);
    service.close();
  }

  private void requireOpen() {
    if (closed) {
      throw unavailable("the key encryption key was closed");
    }
  }

  private static IssueException unavailable(String why) {
    return new IssueException(
        Issue.error(ErrorCode.KEY_UNAVAILABLE, why, "Check wrappedBy in the policy"));
  }

  private static IssueException damaged() {
    return new IssueException(
        Issue.error(
            ErrorCode.POLICY_INVALID,
            "the keyring's provider parameters are damaged or of an unknown version",
            "Restore the keyring from a backup"));
  }

  /** Never the key. */
  @Override
  public String toString() {
    return "ServiceKeyEncryptionKey";
  }
}
