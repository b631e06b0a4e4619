package io.columnveil.cli;

import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.issue.Severity;
import io.columnveil.policy.LoadedPolicy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Reports all problems of a policy. */
@Command(
    name = "check",
    description = "Check a policy, with --url also against the tables of a database.",
    mixinStandardHelpOptions = true)
final class PolicyCheckCommand implements Callable<Integer> {

  @Spec @Nullable CommandSpec command;
  @Mixin PolicyOption policy = new PolicyOption();
  @Mixin DatabaseOptions database = new DatabaseOptions();
  @Mixin JsonOption json = new JsonOption();

  @Override
  public Integer call() throws SQLException {
    List<Issue> issues = problems();
    boolean valid = issues.stream().noneMatch(i -> i.severity() == Severity.ERROR);
    Console console = Console.of(command);
    if (json.wanted) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("valid", valid);
      result.put("problems", Json.issues(issues));
      console.out().line(Json.text(result));
    } else {
      new IssueReport(console.out()).print(issues);
      console.out().line(summary(issues.size()));
    }
    return valid ? ExitCode.DONE : ExitCode.PROBLEMS;
  }

  private List<Issue> problems() throws SQLException {
    LoadedPolicy loaded;
    try {
      loaded = policy.load();
    } catch (IssueException invalid) {
      return invalid.issues();
    }
    List<Issue> issues = new ArrayList<>(loaded.warnings());
    Optional<Connection> connection = database.open();
    if (connection.isPresent()) {
      try (Connection open = connection.get()) {
        LiveColumns live = LiveColumns.read(open, loaded.policy(), policy.location());
        issues.addAll(live.resolved().issues());
        issues.addAll(live.unmatched(loaded.policy()));
      }
    }
    return issues;
  }

  private String summary(int problems) {
    return switch (problems) {
      case 0 -> "The policy is valid.";
      case 1 -> "1 problem";
      default -> problems + " problems";
    };
  }
}
