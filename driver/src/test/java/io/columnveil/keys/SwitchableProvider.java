package io.columnveil.keys;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A key service that tests switch off, slow down, or make refuse. One per process. */
public final class SwitchableProvider implements KeyEncryptionKeyProvider {

  /** How the service answers. */
  public enum State {
    UP,
    DOWN,
    REFUSING,
    /** No answer within the time limit. */
    SLOW,
    /** An answer, but a late one. */
    LATE,
    /** Neither answer nor failure as they should be. */
    BROKEN,
    /** A key of the right length, but another one. */
    WRONG
  }

  /** How it answers now. */
  public static volatile State state = State.UP;

  /** How long it takes when it is slow or late. */
  public static volatile Duration slowness = Duration.ofSeconds(5);

  /** Calls since the last reset. */
  public static final AtomicInteger CALLS = new AtomicInteger();

  /** When it last gave a good answer, by {@link System#nanoTime}. */
  public static volatile long lastAnswer;

  @Override
  public String name() {
    return "switchable";
  }

  @Override
  public KeyEncryptionKey create(ProviderSettings settings, UUID keyring, SecureRandom random) {
    return new Key(TestKek.of(1));
  }

  @Override
  public KeyEncryptionKey open(ProviderSettings settings, UUID keyring, byte[] parameters) {
    return new Key(TestKek.of(state == State.WRONG ? 2 : 1));
  }

  private static void call() {
    CALLS.incrementAndGet();
    switch (state) {
      case UP, WRONG -> lastAnswer = System.nanoTime();
      case DOWN ->
          throw new IssueException(
              Issue.error(ErrorCode.KEY_SERVICE_UNREACHABLE, "the key service is down", "Wait"));
      case REFUSING ->
          throw new IssueException(
              Issue.error(ErrorCode.KEY_UNAVAILABLE, "the key service refuses", "Ask its owner"));
      case SLOW -> {
        pause();
        throw new IssueException(
            Issue.error(ErrorCode.KEY_SERVICE_UNREACHABLE, "the key service is slow", "Wait"));
      }
      case LATE -> pause();
      case BROKEN -> throw new IllegalStateException("a provider that keeps to no rule");
    }
  }

  private static void pause() {
    try {
      Thread.sleep(slowness.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Key implements KeyEncryptionKey {

    private final KeyEncryptionKey key;

    private Key(KeyEncryptionKey key) {
      this.key = key;
    }

    @Override
    public byte[] parameters() {
      return TestKek.of(1).parameters();
    }

    @Override
    public byte[] wrap(byte[] dataKey, KeyContext context) {
      call();
      return key.wrap(dataKey, context);
    }

    @Override
    public byte[] unwrap(byte[] wrapped, KeyContext context) {
      call();
      byte[] unwrapped = key.unwrap(wrapped, context);
      if (state == State.WRONG) {
        unwrapped[0] ^= 1;
      }
      return unwrapped;
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
