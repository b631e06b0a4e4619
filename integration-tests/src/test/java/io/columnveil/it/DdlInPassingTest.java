package io.columnveil.it;

import io.columnveil.it.DdlPlace.Scenario;
import io.columnveil.it.DdlPlace.Step;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What holds after DDL, by the session itself and by others, that do not use the driver: after at
 * most a second every statement is exact, refused, or shows ciphertext, without a restart. The
 * sessions are connected, and have run statements, before anything changes. The scenarios are in
 * {@code ddl/*.txt}. They mostly wait for that second to pass, so several run at a time, each in a
 * database of its own.
 */
@ParameterizedClass
@EnumSource(Database.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DdlInPassingTest {

  private static final int PLACES = 5;

  private @Parameter Database kind;
  private final BlockingQueue<DdlPlace> places = new LinkedBlockingQueue<>();
  private ExecutorService threads;

  @BeforeParameterizedClassInvocation
  void create() throws SQLException {
    threads = Executors.newFixedThreadPool(PLACES);
    for (int i = 0; i < PLACES; i++) {
      places.add(new DdlPlace(kind));
    }
  }

  @AfterParameterizedClassInvocation
  void close() throws SQLException {
    threads.shutdownNow();
    for (DdlPlace place : places) {
      place.close();
    }
    places.clear();
  }

  @TestFactory
  Stream<DynamicTest> everyScenarioHolds() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String name : List.of("both", kind == Database.H2 ? "h2" : "postgres")) {
      for (Scenario scenario : scenarios("ddl/" + name + ".txt")) {
        Future<?> run = threads.submit(() -> run(scenario));
        tests.add(DynamicTest.dynamicTest(scenario.title(), () -> await(run)));
      }
    }
    return tests.stream();
  }

  private @Nullable Void run(Scenario scenario) throws SQLException, InterruptedException {
    DdlPlace place = places.take();
    try {
      place.run(scenario);
      return null;
    } finally {
      places.add(place);
    }
  }

  private static void await(Future<?> run) throws Throwable {
    try {
      run.get();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  private static List<Scenario> scenarios(String resource) {
    List<Scenario> scenarios = new ArrayList<>();
    for (String block : SqlScript.text(resource).split("\n\\s*\n")) {
      List<String> lines = block.lines().filter(line -> !line.isBlank()).toList();
      if (lines.size() > 1) {
        scenarios.add(
            new Scenario(
                lines.get(0).substring(2),
                lines.stream().filter(line -> !line.startsWith("#")).map(Step::new).toList()));
      }
    }
    return scenarios;
  }
}
