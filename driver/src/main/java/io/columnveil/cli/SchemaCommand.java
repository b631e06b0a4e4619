package io.columnveil.cli;

import io.columnveil.policy.model.Policy;
import io.columnveil.store.SchemaChange;
import io.columnveil.store.SchemaPlan;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints or runs the DDL that a policy needs. */
@Command(
    name = "schema",
    description = {
      "Print the DDL that a policy needs: types that hold ciphertext, lookup columns, indexes, and"
          + " guards on columns that the keyring records as encrypted."
    },
    mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {

  @Spec @Nullable CommandSpec command;
  @Mixin PolicyOption policyOption = new PolicyOption();
  @Mixin DatabaseOptions database = new DatabaseOptions();
  @Mixin JsonOption json = new JsonOption();

  @Option(names = "--apply", description = "Run it, statement by statement.")
  boolean apply;

  @Override
  public Integer call() throws SQLException {
    Policy policy = policyOption.load().policy();
    try (Connection connection = database.require()) {
      LiveColumns live = LiveColumns.read(connection, policy, policyOption.location());
      SchemaPlan plan = SchemaPlan.of(connection, live.catalog(), live.resolved().protections());
      Console console = Console.of(command);
      new IssueReport(console.err()).print(live.unmatched(policy));
      Screen screen = console.out();
      if (json.wanted) {
        if (apply) {
          plan.apply(connection, change -> {});
        }
        screen.line(Json.text(result(plan)));
      } else if (apply) {
        plan.apply(connection, change -> print(change, screen));
      } else {
        plan.changes().forEach(change -> print(change, screen));
      }
    }
    return ExitCode.DONE;
  }

  private static void print(SchemaChange change, Screen screen) {
    screen.line(screen.ink(Ink.DIM, "-- " + change.reason()));
    screen.line(change.sql() + ";");
  }

  private Map<String, Object> result(SchemaPlan plan) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("applied", apply);
    result.put("changes", plan.changes().stream().map(SchemaCommand::fields).toList());
    return result;
  }

  private static Map<String, String> fields(SchemaChange change) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("sql", change.sql());
    fields.put("reason", change.reason());
    return fields;
  }
}
