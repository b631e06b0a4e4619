package io.columnveil.jdbc;

import io.columnveil.catalog.CatalogSnapshot;
import io.columnveil.keys.Keyring;
import io.columnveil.keys.KeyringAccess;
import io.columnveil.policy.model.ResolvedPolicy;
import io.columnveil.protect.ProtectionResolver;
import io.columnveil.store.ProtectionSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The keyring of one policy, looked at again once per second at most, and what it says is
 * protected. Shared by all connections; thread-safe.
 */
final class LiveKeyring implements ProtectionSource {

  private static final long BOUND = TimeUnit.SECONDS.toNanos(1);

  private final KeyringAccess access;
  private final ProtectionResolver resolver;
  private final LongSupplier nanoTime;
  private volatile @Nullable Known known;

  private record Known(Keyring keyring, String stamp, long checkedAt) {}

  LiveKeyring(KeyringAccess access, ProtectionResolver resolver, LongSupplier nanoTime) {
    this.access = access;
    this.resolver = resolver;
    this.nanoTime = nanoTime;
  }

  /** The keyring, at most a second old. */
  Keyring current() {
    Known last = known;
    if (last != null && nanoTime.getAsLong() - last.checkedAt() < BOUND) {
      return last.keyring();
    }
    return look();
  }

  private synchronized Keyring look() {
    long now = nanoTime.getAsLong();
    Known last = known;
    String stamp = access.stamp();
    // A keyring that was replaced is not closed: connections may be decrypting by it.
    Keyring keyring = last != null && last.stamp().equals(stamp) ? last.keyring() : access.open();
    known = new Known(keyring, stamp, now);
    return keyring;
  }

  @Override
  public Object version() {
    return current();
  }

  @Override
  public ResolvedPolicy resolve(CatalogSnapshot relations) {
    return resolver.resolve(relations, current().columns());
  }
}
