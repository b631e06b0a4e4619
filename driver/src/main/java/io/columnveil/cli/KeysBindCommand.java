package io.columnveil.cli;

import io.columnveil.keys.ColumnRecord;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Carries the keyring's records along with tables and columns that were renamed or dropped. */
@Command(
    name = "bind",
    description = {
      "Carry the keyring's records along with a rename in the database.",
      "Rename in the database, write the new name into the policy, then run this; until then the"
          + " driver refuses statements on the table. Keys and stored values stay as they are."
    },
    mixinStandardHelpOptions = true)
final class KeysBindCommand implements Callable<Integer> {

  @Spec @Nullable CommandSpec command;
  @Mixin PolicyOption policyOption = new PolicyOption();
  @Mixin DatabaseOptions database = new DatabaseOptions();
  @Mixin JsonOption json = new JsonOption();

  @Option(
      names = "--table",
      paramLabel = "OLD=NEW",
      description = "A table that was renamed or moved to another schema: users=crm.people.")
  Map<String, String> tables = new LinkedHashMap<>();

  @Option(
      names = "--column",
      paramLabel = "OLD=NEW",
      description = "A column that was renamed: users.email=users.mail.")
  Map<String, String> columns = new LinkedHashMap<>();

  @Option(
      names = "--dropped",
      paramLabel = "COLUMN",
      description = "A column of kind user that was dropped, alone or with its table: users.email.")
  List<String> dropped = new ArrayList<>();

  @Override
  public Integer call() throws SQLException {
    if (tables.isEmpty() && columns.isEmpty() && dropped.isEmpty()) {
      throw Console.of(command)
          .usage("Say what was renamed or dropped: --table, --column or --dropped");
    }
    try (Connection connection = database.require();
        OpenKeyring keyring =
            OpenKeyring.of(policyOption, database, OpenKeyring.Doing.of("keys bind", command))) {
      KeyringBind bind =
          new KeyringBind(LiveColumns.read(connection, keyring.policy(), policyOption.location()));
      tables.forEach(bind::table);
      columns.forEach(bind::column);
      dropped.forEach(bind::dropped);
      print(bind.run(keyring), Console.of(command).out());
    }
    return ExitCode.DONE;
  }

  private void print(Map<ColumnRecord, String> done, Screen screen) {
    Map<String, String> shown = new LinkedHashMap<>();
    done.forEach((record, what) -> shown.put(ColumnNames.of(record.id()), what));
    if (json.wanted) {
      screen.line(Json.text(shown));
    } else {
      shown.forEach((column, what) -> screen.line(column + ": " + what));
    }
  }
}
