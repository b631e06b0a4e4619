package io.columnveil.keys;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * For long work on one snapshot of a keyring, beside processes that rotate: reads the stored
 * keyring again when a value names a key that the snapshot does not know. A keyring that is older,
 * or another one, counts as none.
 */
final class LaterSnapshots implements NewerKeyring {

  /** A key that is nowhere is looked for no more often: forged values must not cost much. */
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

  private static final int MOST_MISSED = 1_000;

  private final UUID id;
  private final Supplier<Keyring> stored;
  private final LongSupplier nanoTime;
  private final List<Keyring> opened = new ArrayList<>();
  private final Map<Integer, Long> missed = new HashMap<>();
  private long counter;

  LaterSnapshots(Keyring of, Supplier<Keyring> stored, LongSupplier nanoTime) {
    this.id = of.id();
    this.counter = of.counter();
    this.stored = stored;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized Optional<Keyring> knowing(int keyId) {
    Optional<Keyring> known =
        opened.stream().filter(keyring -> keyring.findKey(keyId).isPresent()).findFirst();
    if (known.isPresent()) {
      return known;
    }
    @Nullable Long before = missed.get(keyId);
    if (before != null && nanoTime.getAsLong() - before < PAUSE) {
      return Optional.empty();
    }
    Keyring now = stored.get();
    if (now.id().equals(id) && now.counter() > counter && now.findKey(keyId).isPresent()) {
      counter = now.counter();
      missed.remove(keyId);
      opened.add(now);
      return Optional.of(now);
    }
    now.close();
    if (missed.size() == MOST_MISSED) {
      missed.clear();
    }
    missed.put(keyId, nanoTime.getAsLong());
    return Optional.empty();
  }

  @Override
  public synchronized void close() {
    opened.forEach(Keyring::close);
    opened.clear();
  }
}
