package io.columnveil.sql.plan;

import io.columnveil.catalog.Backend;
import io.columnveil.issue.ErrorCode;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * For a coverage-guided fuzzer: every text is planned or refused, within a second and by no bug of
 * ours, for each database and kind of session. CONTRIBUTING.md says how to run it.
 */
public final class PlanningFuzz {

  private static final long LONGEST = TimeUnit.SECONDS.toNanos(1);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final List<Planner> PLANNERS =
      List.of(
          new ShopFixture(Backend.POSTGRESQL).planner("officer"),
          new ShopFixture(Backend.POSTGRESQL).mixed(true).planner("marketing"),
          new ShopFixture(Backend.H2).planner("officer"),
          new ShopFixture(Backend.H2).planner("stranger"));

  private PlanningFuzz() {}

  /** Called once by Jazzer, so that loading classes does not count as planning the first text. */
  public static void fuzzerInitialize() {
    PLANNERS.forEach(p -> p.plan("SELECT email FROM users", new GeneratedKeys.None()));
  }

  /** The name that Jazzer looks for. */
  public static void fuzzerTestOneInput(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    for (Planner planner : PLANNERS) {
      long started = THREADS.getCurrentThreadCpuTime();
      StatementPlan plan = planner.plan(text, new GeneratedKeys.None());
      // A slow machine must not look like a slow planner, so only its own time counts.
      if (THREADS.getCurrentThreadCpuTime() - started > LONGEST) {
        throw new AssertionError("planned for more than a second");
      }
      PlanPrinter.print(text, plan);
      if (plan instanceof StatementPlan.Refused refused
          && refused.issue().code() == ErrorCode.INTERNAL) {
        throw new AssertionError(refused.issue().message());
      }
    }
  }
}
