package io.columnveil.it;

import io.columnveil.keys.DataKeyRotation;
import io.columnveil.keys.KeyDomain;
import io.columnveil.keys.KeyVersion;
import io.columnveil.keys.Keyring;
import io.columnveil.keys.KeyringAccess;
import io.columnveil.keys.LeapingClock;
import io.columnveil.policy.model.KeySettings;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The automatic rotation of data keys as two processes do it under a clock that leaps from year to
 * year: both notice at once that every data key is due, and one of them must win.
 */
final class DataKeyRotator implements AutoCloseable {

  private final List<KeyringAccess> processes = new ArrayList<>();
  private final LeapingClock clock = new LeapingClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
  private final Duration every;
  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicInteger rounds = new AtomicInteger();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final Thread thread;

  DataKeyRotator(KeySettings settings, Duration pause) {
    every = settings.rotateEvery();
    processes.add(KeyringAccess.of(settings));
    processes.add(KeyringAccess.of(settings));
    thread =
        new Thread(
            () -> {
              while (!stop.get() && failures.isEmpty()) {
                try {
                  round();
                  Thread.sleep(pause.toMillis());
                } catch (InterruptedException e) {
                  return;
                } catch (RuntimeException e) {
                  failures.add("rotation of data keys: " + e);
                }
              }
            },
            "data-key-rotator");
    thread.start();
  }

  private void round() {
    clock.leap(Duration.ofDays(366));
    List<CompletableFuture<Void>> looks = new ArrayList<>();
    for (KeyringAccess process : processes) {
      looks.add(
          CompletableFuture.runAsync(
              () -> {
                // Of a process that starts in that year: others would watch the clock first.
                try (Keyring keyring = process.open()) {
                  new DataKeyRotation(every, new SecureRandom(), clock).look(keyring, process);
                }
              }));
    }
    looks.forEach(CompletableFuture::join);
    try (Keyring keyring = processes.get(0).open()) {
      for (KeyDomain domain : keyring.domains()) {
        long made = domain.dataKeys().stream().filter(this::isOfThisYear).count();
        if (made != 1) {
          failures.add(domain.name() + " got " + made + " data keys in one year");
        }
      }
    }
    rounds.incrementAndGet();
  }

  private boolean isOfThisYear(KeyVersion key) {
    return key.times().activated().equals(Optional.of(clock.instant()));
  }

  /** In each of which every domain got a new data key. */
  int rounds() {
    return rounds.get();
  }

  List<String> failures() {
    return failures;
  }

  /** Ends the rotation. */
  void stop() throws InterruptedException {
    stop.set(true);
    thread.join();
  }

  @Override
  public void close() {
    stop.set(true);
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    processes.forEach(KeyringAccess::close);
  }
}
