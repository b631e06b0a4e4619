package io.columnveil.cli;

import io.columnveil.job.EqualityRotationJob;
import io.columnveil.job.Pace;
import io.columnveil.keys.Keyring;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What {@code keys rotate --equality} takes, and how it runs. */
final class EqualityOptions {

  @Spec(Spec.Target.MIXEE)
  @Nullable CommandSpec command;

  @Option(
      names = "--equality",
      paramLabel = "TABLE.COLUMN",
      description =
          "Give this column, and those of its domain that are compared with it, new lookup tokens or"
              + " new deterministic values under a new key, beside live writers. Run again, it goes"
              + " on.")
  @Nullable String column;

  @Option(
      names = "--apply-ddl",
      description = "Run the DDL that it needs; without, print it and stop until it was run.")
  boolean applyDdl;

  @Option(
      names = "--settle",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description =
          "How long to let processes notice each phase, at least 3 (default: ${DEFAULT-VALUE}).")
  int settle;

  @Option(
      names = "--rows-per-second",
      paramLabel = "ROWS",
      defaultValue = "0",
      description = "Go through rows no faster than that.")
  int rowsPerSecond;

  /** Whether an equality key is to be rotated. */
  boolean isWanted() {
    return column != null;
  }

  int run(PolicyOption policy, DatabaseOptions database, Confirmation confirmation, boolean json)
      throws SQLException {
    String name = Objects.requireNonNull(column, "asked before");
    Duration settling = Duration.ofSeconds(settle);
    if (settling.compareTo(EqualityRotationJob.SHORTEST_SETTLING) < 0 || rowsPerSecond < 0) {
      throw Console.of(command)
          .usage(
              "--settle takes at least "
                  + EqualityRotationJob.SHORTEST_SETTLING.toSeconds()
                  + " seconds, and --rows-per-second no negative number");
    }
    if (!confirmation.ask(
        "Rotate the equality key of "
            + name
            + " and of the columns that are compared with it? Every row is written twice.",
        "rotate")) {
      return ExitCode.PROBLEMS;
    }
    try (RotationReport report = new RotationReport(Console.of(command), json);
        Connection connection = database.require();
        OpenKeyring keyring =
            OpenKeyring.of(
                policy, database, OpenKeyring.Doing.of("keys rotate --equality", command))) {
      EqualityRotationJob.Options options =
          new EqualityRotationJob.Options(
              applyDdl, settling, new Pace(Pace.FULL.pageSize(), rowsPerSecond));
      keyring.read().close();
      EqualityRotationJob.Outcome outcome =
          new EqualityRotationJob(
                  connection,
                  keyring.policy(),
                  keyring.access(),
                  options,
                  report,
                  Clock.systemUTC())
              .run(name);
      try (Keyring after = keyring.read()) {
        keyring.raise(after);
      }
      report.finish(outcome);
      return outcome == EqualityRotationJob.Outcome.DONE ? ExitCode.DONE : ExitCode.PROBLEMS;
    }
  }
}
