package io.columnveil.keys;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A key service that tests switch off, slow down, or make refuse. One per process. */
public final class SwitchableProvider implements KeyEncryptionKeyProvider {

  /** How the service answers. */
  public enum State {
    UP,
    DOWN,
    REFUSING,
    SLOW
  }

  /** How it answers now. */
  public static volatile State state = State.UP;

  /** Calls since the last reset. */
  public static final AtomicInteger CALLS = new AtomicInteger();

  @Override
  public String name() {
    return "switchable";
  }

  @Override
  public KeyEncryptionKey create(ProviderSettings settings, UUID keyring, SecureRandom random) {
    return new Key();
  }

  @Override
  public KeyEncryptionKey open(ProviderSettings settings, UUID keyring, byte[] parameters) {
    return new Key();
  }

  private static void call() {
    CALLS.incrementAndGet();
    switch (state) {
      case UP -> {}
      case DOWN ->
          throw new IssueException(
              Issue.error(ErrorCode.KEY_SERVICE_UNREACHABLE, "the key service is down", "Wait"));
      case REFUSING ->
          throw new IssueException(
              Issue.error(ErrorCode.KEY_UNAVAILABLE, "the key service refuses", "Ask its owner"));
      case SLOW -> {
        try {
          Thread.sleep(5_000);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private static final class Key implements KeyEncryptionKey {

    private final KeyEncryptionKey key = TestKek.of(1);

    @Override
    public byte[] parameters() {
      return key.parameters();
    }

    @Override
    public byte[] wrap(byte[] dataKey, KeyContext context) {
      call();
      return key.wrap(dataKey, context);
    }

    @Override
    public byte[] unwrap(byte[] wrapped, KeyContext context) {
      call();
      return key.unwrap(wrapped, context);
    }

    @Override
    public byte[] sealKey() {
      return key.sealKey();
    }

    @Override
    public void check() {
      call();
    }

    @Override
    public void close() {
      key.close();
    }
  }
}
