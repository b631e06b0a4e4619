package io.columnveil.cli;

import io.columnveil.keys.ColumnRecord;
import io.columnveil.keys.Keyring;
import io.columnveil.policy.model.ColumnState;
import io.columnveil.policy.model.Policy;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.protect.RecordedColumns;
import io.columnveil.store.TableProbe;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
      "Make keys for every domain of a policy and record its columns; run again, add what is"
          + " missing.",
      "With --url columns of empty tables are recorded as encrypted, with --fresh all of them;"
          + " others as mixed, which means that old rows may hold plaintext."
    },
    mixinStandardHelpOptions = true)
final class KeysInitCommand implements Callable<Integer> {

  @Spec @Nullable CommandSpec command;
  @Mixin PolicyOption policyOption = new PolicyOption();
  @Mixin DatabaseOptions database = new DatabaseOptions();
  @Mixin JsonOption json = new JsonOption();

  @Option(
      names = "--fresh",
      description = "The tables are new: no plaintext is in them, and none may ever be.")
  boolean fresh;

  @Override
  public Integer call() throws SQLException {
    try (OpenKeyring keyring =
        OpenKeyring.of(policyOption, database, OpenKeyring.Doing.of("keys init", command))) {
      KeyringInit done = init(keyring);
      try (Keyring after = keyring.access().open()) {
        keyring.raise(after);
      }
      print(keyring.policy(), done, Console.of(command).out());
    }
    return ExitCode.DONE;
  }

  private KeyringInit init(OpenKeyring keyring) throws SQLException {
    Policy policy = keyring.policy();
    if (keyring.access().exists()) {
      keyring.read().close();
    } else {
      keyring.requireNeverMade();
    }
    Optional<Connection> connection = database.open();
    if (connection.isEmpty()) {
      ColumnState state = fresh ? ColumnState.ENCRYPTED : ColumnState.MIXED;
      return KeyringInit.run(
          keyring.access(), NamedColumns.of(policy, state), NamedColumns::recorded);
    }
    try (Connection open = connection.get()) {
      LiveColumns live = LiveColumns.read(open, policy, policyOption.location());
      new IssueReport(Console.of(command).err()).print(live.unmatched(policy));
      TableProbe probe = new TableProbe(open, live.catalog());
      RecordedColumns recorded = live.recorded();
      List<ColumnRecord> wanted = new ArrayList<>();
      for (ProtectedColumn column : live.columns()) {
        if (recorded.of(column.id()).isEmpty()) {
          boolean encrypted = fresh || probe.isEmpty(column.id());
          wanted.add(
              ColumnRecord.of(column)
                  .withState(encrypted ? ColumnState.ENCRYPTED : ColumnState.MIXED, encrypted));
        }
      }
      return KeyringInit.run(
          keyring.access(),
          wanted,
          records -> new RecordedColumns(records, live.matching(), live.catalog().defaultSchema()));
    }
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
