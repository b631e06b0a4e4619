package io.columnveil.cli;

import io.columnveil.keys.ColumnRecord;
import io.columnveil.policy.model.ColumnState;
import io.columnveil.policy.model.Policy;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a keyring, or adds to it what a policy needs. */
@Command(
    name = "init",
    description = {
      "Make keys for every domain of a policy and record its columns; run again, add what is missing.",
      "Columns are recorded as mixed, unless --fresh declares their tables new."
    },
    mixinStandardHelpOptions = true)
final class KeysInitCommand implements Callable<Integer> {

  @Spec @Nullable CommandSpec command;
  @Mixin PolicyOption policyOption = new PolicyOption();
  @Mixin JsonOption json = new JsonOption();

  @Option(
      names = "--fresh",
      description = "The tables are new: no plaintext is in them, and none may ever be.")
  boolean fresh;

  @Override
  public Integer call() {
    Policy policy = policyOption.load().policy();
    ColumnState state = fresh ? ColumnState.ENCRYPTED : ColumnState.MIXED;
    KeyringInit done =
        KeyringInit.run(
            policy, NamedColumns.of(policy, state), new SecureRandom(), Clock.systemUTC());
    print(policy, done, Console.of(command).out());
    return ExitCode.DONE;
  }

  private void print(Policy policy, KeyringInit done, Screen screen) {
    if (json.wanted) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("keyring", policy.keys().keyring());
      result.put("created", done.created());
      result.put("domains", done.domains());
      result.put("columns", done.columns().stream().map(KeysInitCommand::fields).toList());
      screen.line(Json.text(result));
      return;
    }
    screen.line((done.created() ? "Made keyring " : "Keyring ") + policy.keys().keyring());
    done.domains().forEach(domain -> screen.line("  new keys for domain " + domain));
    for (ColumnRecord column : done.columns()) {
      screen.line("  recorded " + ColumnNames.of(column.id()) + " as " + state(column));
    }
    if (done.columns().isEmpty()) {
      screen.line("  it has all that the policy needs");
    }
  }

  private static Map<String, String> fields(ColumnRecord column) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("column", ColumnNames.of(column.id()));
    fields.put("state", state(column));
    fields.put("domain", column.domain());
    return fields;
  }

  private static String state(ColumnRecord column) {
    return column.state().name().toLowerCase(Locale.ROOT);
  }
}
