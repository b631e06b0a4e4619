package io.columnveil.it;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The workloads of {@link PerformanceReport} under JMH, for profilers. Run by hand:
 *
 * <pre>
 * mvn -B -Pbenchmark -pl integration-tests -am process-test-classes \
 *     -Dbenchmark=org.openjdk.jmh.Main -Dbenchmark.arguments="DriverBenchmark -prof gc"
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(value = 1, jvmArgsAppend = "-Dorg.slf4j.simpleLogger.log.io.columnveil=warn")
public class DriverBenchmark {

  /** Which driver. */
  @Param({"raw", "columnveil"})
  public String driver = "raw";

  /** Which workload. */
  @Param({"LOOKUP", "INSERT", "BATCH", "SCAN", "UNPROTECTED_QUERY", "UNPROTECTED_LITERAL"})
  public String workload = "LOOKUP";

  private BenchmarkTables tables;
  private Connection connection;
  private Workload.Session session;
  private long iteration;

  /** Starts a server and fills its tables. */
  @Setup
  public void open() throws SQLException {
    tables = new BenchmarkTables();
    connection = driver.equals("raw") ? tables.raw() : tables.ours();
    session = Workload.valueOf(workload).open(connection);
  }

  /** One iteration. */
  @Benchmark
  public int run() throws SQLException {
    return session.run(iteration++);
  }

  /** Stops the server. */
  @TearDown
  public void close() throws SQLException {
    connection.close();
    tables.close();
  }
}
