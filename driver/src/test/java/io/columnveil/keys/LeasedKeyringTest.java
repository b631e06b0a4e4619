package io.columnveil.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.columnveil.crypto.DeterministicAead;
import io.columnveil.crypto.JceServices;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.IssueException;
import io.columnveil.issue.Source;
import io.columnveil.keys.SwitchableProvider.State;
import io.columnveil.policy.model.KekProvider;
import io.columnveil.policy.model.KeySettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeasedKeyringTest {

  private static final Duration CACHE_FOR = Duration.ofMillis(800);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Clock CLOCK = Clock.systemUTC();

  @TempDir Path folder;

  private KeyringAccess access = access();

  @BeforeEach
  void create() {
    SwitchableProvider.state = State.UP;
    access = access();
    access.create().close();
    access.change(k -> k.withDomain("d", RANDOM, CLOCK)).close();
  }

  @AfterEach
  void up() {
    SwitchableProvider.state = State.UP;
    SwitchableProvider.slowness = Duration.ofSeconds(5);
  }

  @Test
  void keysLiveOnWhileTheProviderAnswersAndNoStatementAsksIt() throws Exception {
    LeasedKeyring leased = leased((keyring, stored) -> {});
    Keyring keyring = leased.current();
    use(keyring);
    SwitchableProvider.CALLS.set(0);
    long end = System.nanoTime() + 3 * CACHE_FOR.toNanos();
    int uses = 0;
    while (System.nanoTime() - end < 0) {
      assertThat(leased.current()).isSameAs(keyring);
      use(keyring);
      uses++;
      Thread.sleep(1);
    }
    int calls = SwitchableProvider.CALLS.get();
    assertThat(calls).isBetween(2, 8);
    // However slow the machine is, nobody but the renewal asks.
    assertThat(uses).isGreaterThan(20 * calls);
  }

  @Test
  void keysDieWithinTheLeaseWhenTheProviderIsDownOrRefusesAndComeBackByThemselves() {
    for (State state : new State[] {State.DOWN, State.REFUSING}) {
      LeasedKeyring leased = leased((keyring, stored) -> {});
      Keyring keyring = leased.current();
      use(keyring);
      AtomicInteger forgotten = new AtomicInteger();
      KeyHolder holder = forgotten::incrementAndGet;
      keyring.hold(holder);

      SwitchableProvider.state = state;
      long since = System.nanoTime();
      await(() -> forgotten.get() == 1 | keptInUse(leased));

      assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(CACHE_FOR.plusMillis(150));
      assertThatThrownBy(() -> use(leased.current()))
          .isInstanceOfSatisfying(
              IssueException.class,
              e ->
                  assertThat(e.first().code())
                      .isEqualTo(
                          state == State.DOWN
                              ? ErrorCode.KEY_SERVICE_UNREACHABLE
                              : ErrorCode.KEY_UNAVAILABLE));
      assertThat(leased.current().domain("d")).isPresent();
      assertThat(leased.current()).isSameAs(leased.current());

      SwitchableProvider.state = State.UP;
      await(() -> works(leased));
      assertThatThrownBy(() -> use(keyring)).isInstanceOf(IssueException.class);
    }
  }

  @Test
  void aSlowProviderHoldsUpNoStatement() {
    LeasedKeyring leased = leased((keyring, stored) -> {});
    use(leased.current());
    SwitchableProvider.state = State.SLOW;
    long end = System.nanoTime() + 2 * CACHE_FOR.toNanos();
    long longest = 0;
    while (System.nanoTime() - end < 0) {
      long start = System.nanoTime();
      works(leased);
      longest = Math.max(longest, System.nanoTime() - start);
    }
    assertThat(Duration.ofNanos(longest)).isLessThan(Duration.ofMillis(300));
    assertThat(works(leased)).isFalse();
  }

  @Test
  void aProviderThatAnswersMoreSlowlyThanKeysMayLiveGivesNone() {
    LeasedKeyring leased = leased((keyring, stored) -> {});
    use(leased.current());
    SwitchableProvider.slowness = CACHE_FOR.plusMillis(300);
    SwitchableProvider.state = State.LATE;
    await(() -> !works(leased));
    long end = System.nanoTime() + 4 * CACHE_FOR.toNanos();
    while (System.nanoTime() - end < 0) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> use(leased.current())).hasMessageContaining("58V01");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(300));
    }
    SwitchableProvider.state = State.UP;
    await(() -> works(leased));
  }

  @Test
  void aKeyIsAskedForOnceHoweverManyThreadsWantIt() throws Exception {
    try (Keyring keyring = access.open()) {
      SwitchableProvider.CALLS.set(0);
      assertThat(together(50, () -> failureOf(keyring))).containsOnly("none");
      assertThat(SwitchableProvider.CALLS).hasValue(1);
    }
  }

  @Test
  void threadsThatWantAKeyOfAServiceWhichHangsWaitOnceForAll() throws Exception {
    try (Keyring keyring = access.open()) {
      SwitchableProvider.CALLS.set(0);
      SwitchableProvider.slowness = Duration.ofMillis(300);
      SwitchableProvider.state = State.SLOW;
      assertThat(together(50, () -> failureOf(keyring))).containsOnly("58V01");
      assertThat(SwitchableProvider.CALLS.get()).isLessThan(3);
      SwitchableProvider.state = State.UP;
      await(() -> failureOf(keyring).equals("none"));
    }
  }

  @Test
  void whatAProviderThrowsAgainstTheRulesIsAFailureLikeOthers() {
    try (Keyring keyring = access.open()) {
      SwitchableProvider.state = State.BROKEN;
      assertThatThrownBy(() -> use(keyring))
          .isInstanceOf(IssueException.class)
          .hasMessageContaining("58V01")
          .hasMessageNotContaining("keeps to no rule");
    }
  }

  /** Not even when it rotates a key, or looks at the keyring, in the background. */
  @Test
  void whatAProviderSaysAgainstTheRulesIsNotLogged() {
    PrintStream err = System.err;
    ByteArrayOutputStream logged = new ByteArrayOutputStream();
    System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
    try {
      DataKeyRotation rotation = new DataKeyRotation(Duration.ZERO, RANDOM, CLOCK);
      try (Keyring keyring = access.open()) {
        SwitchableProvider.state = State.BROKEN;
        rotation.look(keyring, access);
        assertThatThrownBy(() -> use(keyring)).hasMessageContaining("58V01");
      }
      assertThatThrownBy(() -> leased((keyring, stored) -> {}).current())
          .hasMessageContaining("58V01");
    } finally {
      System.setErr(err);
    }
    assertThat(logged.toString(StandardCharsets.UTF_8))
        .contains(
            "could not be rotated: java.lang.IllegalStateException at",
            "failed to unwrap a key: java.lang.IllegalStateException at",
            "could not be looked at: java.lang.IllegalStateException at")
        .doesNotContain("keeps to no rule");
  }

  private static String failureOf(Keyring keyring) {
    try {
      use(keyring);
      return "none";
    } catch (IssueException e) {
      return e.first().code().sqlState();
    }
  }

  private static List<String> together(int size, Callable<String> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(size);
    try {
      List<String> results = new ArrayList<>();
      for (Future<String> result : threads.invokeAll(Collections.nCopies(size, work))) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aKeyThatWasRotatedElsewhereIsPickedUpReadyForUse() {
    LeasedKeyring leased = leased((keyring, stored) -> {});
    Keyring before = leased.current();
    use(before);
    try (KeyringAccess other = access()) {
      other.change(k -> k.withRotatedDataKey("d", RANDOM, CLOCK)).close();
    }
    await(() -> leased.current() != before);
    SwitchableProvider.state = State.DOWN;
    KeyDomain domain = leased.current().domain("d").orElseThrow();
    assertThat(domain.dataKeys()).hasSize(2);
    domain
        .dataKeys()
        .forEach(key -> leased.current().deterministicAead(key, JceServices.platform()));
  }

  @Test
  void aKeyThatWasMadeSinceTheLastLookIsFoundWhenAValueNamesIt() {
    LeasedKeyring leased =
        new LeasedKeyring(this::access, Duration.ofMinutes(5), (keyring, stored) -> {});
    try (Keyring snapshot = access.open()) {
      Keyring before = leased.current();
      use(before);
      int made = rotatedElsewhere();
      assertThat(before.findKey(made)).isEmpty();
      for (Keyring old : List.of(before, snapshot)) {
        Keyring newer = old.knowing(made).orElseThrow();
        KeyVersion key = newer.findKey(made).orElseThrow();
        newer.deterministicAead(key, JceServices.platform());
        assertThat(old.knowing(made).orElseThrow()).isSameAs(newer);
        assertThat(old.knowing(made + 1)).as("there is no such key").isEmpty();
      }
      int another = rotatedElsewhere();
      SwitchableProvider.state = State.DOWN;
      assertThatThrownBy(() -> before.knowing(another))
          .as("it may be there: that is not a forged value")
          .hasMessageContaining("58V01");
    }
  }

  private int rotatedElsewhere() {
    try (KeyringAccess other = access();
        Keyring rotated = other.change(k -> k.withRotatedDataKey("d", RANDOM, CLOCK))) {
      return rotated.domain("d").orElseThrow().activeDataKey();
    }
  }

  @Test
  void aKeyringThatGoesBackOrIsAnotherIsRefusedToNewConnectionsAndDies() throws Exception {
    Path old = folder.resolve("old");
    Files.copy(file(), old);
    access.change(k -> k.withRotatedDataKey("d", RANDOM, CLOCK)).close();
    LeasedKeyring leased = leased((keyring, stored) -> {});
    use(leased.current());
    Files.copy(old, file(), StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(leased::connect)
        .isInstanceOf(IssueException.class)
        .hasMessageContaining("08V01")
        .hasMessageContaining("went back from change 3 to change 2");
    await(() -> !works(leased));
    assertThatThrownBy(() -> use(leased.current())).hasMessageContaining("58V01");
  }

  @Test
  void dueKeysAreRotatedByWhoeverNoticesFirst() {
    Clock nextYear = Clock.offset(CLOCK, Duration.ofDays(366));
    LeasedKeyring one = leased(new DataKeyRotation(Duration.ofDays(365), RANDOM, nextYear));
    LeasedKeyring two = leased(new DataKeyRotation(Duration.ofDays(365), RANDOM, nextYear));
    await(
        () ->
            one.current().domain("d").orElseThrow().dataKeys().size() == 2
                && two.current().domain("d").orElseThrow().dataKeys().size() == 2);
    try (Keyring stored = access.open()) {
      assertThat(stored.domain("d").orElseThrow().dataKeys()).hasSize(2);
      assertThat(stored.counter()).isEqualTo(3);
    }
  }

  @Test
  void whoWasIdleTakesUpWhatChangedBeforeAStatementRestsOnIt() {
    AtomicLong now = new AtomicLong();
    LeasedKeyring leased = withoutBackground(now);
    Keyring before = leased.current();
    assertThat(leased.isUpToDate()).isTrue();
    try (KeyringAccess other = access()) {
      other.change(k -> k.withRotatedDataKey("d", RANDOM, CLOCK)).close();
    }
    now.addAndGet(LeasedKeyring.OLDEST_RECORDS.toNanos() - 1);
    assertThat(leased.isUpToDate()).isTrue();
    assertThat(leased.current()).isSameAs(before);

    now.addAndGet(1);

    assertThat(leased.isUpToDate()).isTrue();
    assertThat(leased.current().domain("d").orElseThrow().dataKeys()).hasSize(2);
  }

  @Test
  void recordsThatCannotBeReadAreNotUpToDateUntilTheyCan() throws Exception {
    AtomicLong now = new AtomicLong();
    LeasedKeyring leased = withoutBackground(now);
    leased.current();
    Path away = folder.resolve("away");
    Files.move(file(), away);
    assertThat(leased.isUpToDate()).isTrue();
    now.addAndGet(LeasedKeyring.OLDEST_RECORDS.toNanos());
    assertThat(leased.isUpToDate()).isFalse();

    Files.move(away, file());
    now.addAndGet(Duration.ofSeconds(2).toNanos()); // it is not tried for each statement
    assertThat(leased.isUpToDate()).isTrue();
  }

  @Test
  void unchangedRecordsAreUpToDateWithoutTheProviderAndChangedOnesAreNot() {
    AtomicLong now = new AtomicLong();
    LeasedKeyring leased = withoutBackground(now);
    leased.current();
    SwitchableProvider.state = State.DOWN;
    SwitchableProvider.CALLS.set(0);
    now.addAndGet(LeasedKeyring.OLDEST_RECORDS.toNanos());
    assertThat(leased.isUpToDate()).isTrue();
    assertThat(SwitchableProvider.CALLS).hasValue(0);

    SwitchableProvider.state = State.UP;
    try (KeyringAccess other = access()) {
      other.change(k -> k.withRotatedDataKey("d", RANDOM, CLOCK)).close();
    }
    SwitchableProvider.state = State.DOWN;
    now.addAndGet(LeasedKeyring.OLDEST_RECORDS.toNanos());
    assertThat(leased.isUpToDate()).isFalse();
  }

  @Test
  void whileItIsUsedTheBackgroundKeepsItUpToDate() throws Exception {
    LeasedKeyring leased = leased((keyring, stored) -> {});
    leased.current();
    Thread.sleep(LeasedKeyring.OLDEST_RECORDS.plusMillis(500).toMillis());
    Files.move(file(), folder.resolve("away"));
    assertThat(leased.isUpToDate()).as("known from a look before the file went").isTrue();
  }

  private LeasedKeyring withoutBackground(AtomicLong now) {
    ScheduledThreadPoolExecutor never =
        new ScheduledThreadPoolExecutor(0) {
          @Override
          public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
            return super.schedule(() -> {}, 1, TimeUnit.DAYS);
          }
        };
    return new LeasedKeyring(
        this::access,
        LeaseTerms.of(Duration.ofMinutes(5)),
        (keyring, stored) -> {},
        now::get,
        new KeyThreads(never, KeyThreads.SHARED.workers()));
  }

  private boolean keptInUse(LeasedKeyring leased) {
    leased.current();
    return false;
  }

  private static boolean works(LeasedKeyring leased) {
    try {
      use(leased.current());
      return true;
    } catch (IssueException e) {
      return false;
    }
  }

  private static DeterministicAead use(Keyring keyring) {
    KeyVersion key = keyring.domain("d").orElseThrow().active(KeyRole.EQUALITY);
    return keyring.deterministicAead(key, JceServices.platform());
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).isNegative();
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private LeasedKeyring leased(LeasedKeyring.Upkeep upkeep) {
    return new LeasedKeyring(this::access, CACHE_FOR, upkeep);
  }

  private Path file() {
    return folder.resolve("shop.keyring");
  }

  private KeyringAccess access() {
    return KeyringAccess.of(
        new KeySettings(
            "file:" + (folder == null ? Path.of("none") : file()),
            new KekProvider("switchable", Map.of(), new Source("policy.yaml", "keys:").at(0)),
            Duration.ofDays(365),
            CACHE_FOR,
            Optional.empty()));
  }
}
