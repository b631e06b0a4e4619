package io.columnveil.keys.pkcs11;

import io.columnveil.crypto.CiphertextRejectedException;
import io.columnveil.crypto.GcmKeyWrap;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.IssueException;
import io.columnveil.keys.KeyContext;
import io.columnveil.keys.ProviderSettings;
import io.columnveil.keys.service.ServiceFailure;
import io.columnveil.keys.service.WrappingService;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An AES key in a token. It wraps by AES-256-GCM with the context as associated data: the JDK's
 * provider offers no key wrapping of a token before 21. A token has no time limits, so a thread of
 * its own calls it, and the caller stops waiting. After a failure it logs in anew. Thread-safe.
 */
final class TokenKey implements WrappingService {

  private static final long TIMEOUT_SECONDS = 10;

  private final ServiceFailure failure = new ServiceFailure("pkcs11");
  private final TokenSettings settings;
  private final SecureRandom random;
  private final ExecutorService caller =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "columnveil-pkcs11");
            thread.setDaemon(true);
            return thread;
          });

  /** Only used by the one thread. */
  private @Nullable TokenSession session;

  TokenKey(TokenSettings settings, SecureRandom random) {
    this.settings = settings;
    this.random = random;
  }

  private interface Work<T> {
    T with(TokenSession session) throws GeneralSecurityException, CiphertextRejectedException;
  }

  /** Makes the key if that is wanted, and judges it by what the provider says of it. */
  void requireStrong(ProviderSettings problems) {
    try {
      String description =
          call(
              () -> {
                if (settings.generateKey()) {
                  TokenSession.generateIfMissing(settings, failure);
                }
                return use(open -> open.key().getAlgorithm() + " " + open.key());
              });
      // JDK 17 says "bits" of a number of bytes; there is no AES key of 32 bits.
      if (!description.startsWith("AES ") || !description.matches("(?s).*\\b(32|256) bits\\b.*")) {
        throw problems.invalid("the key in the token is not one of AES-256", "Make one");
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Puts a key into the token, such that it cannot leave it. The same key stays if it is there.
   *
   * @return takes it out again, if it was put there by this call
   */
  Runnable adopt(ProviderSettings problems, byte[] key) {
    try {
      if (call(() -> TokenSession.store(settings, failure, key))) {
        return this::remove;
      }
      if (!call(() -> use(open -> isSame(open, key)))) {
        throw problems.invalid(
            "the token has another key of this label already",
            "Name a label that it does not have");
      }
      close();
      return () -> {};
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private void remove() {
    try {
      call(
          () -> {
            TokenSession.remove(settings, failure);
            return true;
          });
    } finally {
      close();
    }
  }

  /** The token does not give its key away, but undoes what this one does. */
  private boolean isSame(TokenSession open, byte[] key) throws GeneralSecurityException {
    byte[] probe = new byte[key.length];
    random.nextBytes(probe);
    byte[] nothing = new byte[0];
    try {
      byte[] back = open.wrap().unwrap(GcmKeyWrap.of(key).wrap(probe, nothing, random), nothing);
      return MessageDigest.isEqual(back, probe);
    } catch (CiphertextRejectedException e) {
      return false;
    }
  }

  @Override
  public byte[] wrap(byte[] key, KeyContext context) {
    return call(() -> use(open -> open.wrap().wrap(key, context.associatedData(), random)));
  }

  @Override
  public byte[] unwrap(byte[] wrapped, KeyContext context) {
    return call(() -> use(open -> open.wrap().unwrap(wrapped, context.associatedData())));
  }

  @Override
  public void close() {
    caller.shutdown();
  }

  /** Once more after a failure that a new log-in may heal. */
  private <T> T use(Work<T> work) {
    boolean fresh = session == null;
    try {
      return once(work);
    } catch (IssueException e) {
      session = null;
      if (fresh || e.first().code() != ErrorCode.KEY_SERVICE_UNREACHABLE) {
        throw e;
      }
    }
    return once(work);
  }

  private <T> T once(Work<T> work) {
    TokenSession open = session;
    if (open == null) {
      open = TokenSession.open(settings, failure);
      session = open;
    }
    try {
      return work.with(open);
    } catch (CiphertextRejectedException e) {
      throw failure.refused("a key was not wrapped by it, or for another keyring or domain");
    } catch (GeneralSecurityException | RuntimeException e) {
      throw TokenFailure.of(failure, e);
    }
  }

  private <T> T call(java.util.concurrent.Callable<T> work) {
    try {
      return caller.submit(work).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw TokenFailure.of(failure, e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw failure.unreachable("none within " + TIMEOUT_SECONDS + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure.unreachable("this thread was interrupted");
    } catch (java.util.concurrent.RejectedExecutionException e) {
      throw failure.refused("it was closed");
    }
  }
}
