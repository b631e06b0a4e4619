package io.columnveil.cli;

import io.columnveil.keys.HighWaterMark;
import io.columnveil.policy.model.Policy;
import io.columnveil.policy.model.RoleRule;
import io.columnveil.sql.plan.PlanPrinter;
import io.columnveil.sql.plan.StatementPlan;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what becomes of a statement; sends nothing. */
@Command(
    name = "explain",
    description = {
      "Show what becomes of a statement in a session with the given policy roles.",
      "That is the text that is sent, and what is encrypted, looked up, decrypted and masked; or why"
          + " it is refused."
    },
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

  @Spec @Nullable CommandSpec command;
  @Mixin PolicyOption policyOption = new PolicyOption();
  @Mixin DatabaseOptions database = new DatabaseOptions();
  @Mixin JsonOption json = new JsonOption();

  @Parameters(paramLabel = "SQL", description = "The statement, with ? or with literals.")
  String sql = "";

  @Option(
      names = "--as",
      paramLabel = "ROLE",
      split = ",",
      description = "Policy roles that the session holds; without it, none.")
  Set<String> roles = new LinkedHashSet<>();

  @Override
  public Integer call() throws SQLException {
    Policy policy = policyOption.load().policy();
    requireKnown(policy);
    StatementPlan plan;
    try (Connection connection = database.require()) {
      HighWaterMark mark = KeyringMark.of(policy, policyOption.location(), Optional.of(connection));
      plan = Explanation.of(connection, policy, mark, roles, sql);
    }
    print(plan);
    return plan instanceof StatementPlan.Refused ? ExitCode.PROBLEMS : ExitCode.DONE;
  }

  private void print(StatementPlan plan) {
    Screen screen = Console.of(command).out();
    List<String> lines = PlanPrinter.print(sql, plan);
    if (json.wanted) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("roles", roles);
      if (plan instanceof StatementPlan.Refused refused) {
        result.put("outcome", "refused");
        result.put("problems", Json.issues(List.of(refused.issue())));
      } else {
        result.put("outcome", plan instanceof StatementPlan.Passed ? "passed" : "rewritten");
        result.put("sql", lines.get(0));
        result.put("notes", lines.subList(1, lines.size()));
      }
      screen.line(Json.text(result));
    } else if (plan instanceof StatementPlan.Refused refused) {
      new IssueReport(screen).print(List.of(refused.issue()));
    } else {
      screen.line(screen.ink(Ink.CYAN, lines.get(0)));
      lines.stream().skip(1).forEach(line -> screen.line("  " + line));
    }
  }

  private void requireKnown(Policy policy) {
    List<String> known = policy.roles().stream().map(RoleRule::name).toList();
    for (String role : roles) {
      if (!known.contains(role)) {
        throw Console.of(command)
            .usage("The policy has no role '" + role + "'; it has " + String.join(", ", known));
      }
    }
  }
}
