package io.columnveil.it;

import io.columnveil.sql.lex.Dialect;
import io.columnveil.sql.lex.Lexer;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.plan.GeneratedKeys;
import io.columnveil.sql.plan.Planner;
import io.columnveil.sql.plan.StatementPlan;
import io.columnveil.store.Shop;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to plan a statement. Run by hand:
 *
 * <pre>
 * mvn -B -Pbenchmark -pl integration-tests -am process-test-classes \
 *     -Dbenchmark=org.openjdk.jmh.Main -Dbenchmark.arguments=PlanningBenchmark
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "-Dorg.slf4j.simpleLogger.log.io.columnveil=warn")
public class PlanningBenchmark {

  private static final String INSERT =
      "INSERT INTO users (id, email, phone, full_name, city, street, plan, note)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String LOOKUP = "SELECT id, email, phone, city FROM users WHERE email = ";
  private static final String UNPROTECTED = "SELECT id, name FROM towns WHERE id = ?";

  private final GeneratedKeys noKeys = new GeneratedKeys.None();
  private final Lexer postgres = Dialect.POSTGRESQL.lexer();
  private final Lexer h2 = Dialect.H2.lexer();
  private Planner planner;
  private int next;

  /** A planner of a small catalog on H2, in which everything is granted. */
  @Setup
  public void open() throws SQLException {
    planner = Shop.planner();
    for (String sql : new String[] {INSERT, UNPROTECTED}) {
      planner.plan(sql, noKeys);
    }
    if (!(planner.plan(INSERT, noKeys) instanceof StatementPlan.Rewritten)) {
      throw new IllegalStateException("the statement must be one of a protected table");
    }
  }

  @Benchmark
  public TokenList lexInsertPostgres() {
    return postgres.lex(INSERT);
  }

  @Benchmark
  public TokenList lexInsertH2() {
    return h2.lex(INSERT);
  }

  /** The plan is found by the text itself. */
  @Benchmark
  public StatementPlan exactHit() {
    return planner.plan(INSERT, noKeys);
  }

  /** The same of a statement that is none of ours. */
  @Benchmark
  public StatementPlan exactHitUnprotected() {
    return planner.plan(UNPROTECTED, noKeys);
  }

  /** The text is new, but differs from others in a literal only: lexed, but not parsed. */
  @Benchmark
  public StatementPlan canonicalHit() {
    return planner.plan(LOOKUP + "'customer." + next++ + "@mail.example'", noKeys);
  }
}
