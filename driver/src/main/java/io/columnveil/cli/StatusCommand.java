package io.columnveil.cli;

import io.columnveil.keys.DataKeyRotation;
import io.columnveil.keys.KeyRole;
import io.columnveil.keys.Keyring;
import io.columnveil.keys.KeyringAccess;
import io.columnveil.policy.model.Policy;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.store.ColumnCount;
import io.columnveil.store.KeyringStores;
import io.columnveil.store.TableKeyringStore.Connections;
import io.columnveil.store.TableProbe;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows how far each column is encrypted, and by which keys. */
@Command(
    name = "status",
    description = "Show for each protected column how many rows are encrypted, and its key's age.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

  private static final List<TextTable.Column> COLUMNS =
      Stream.of(
              "column",
              "state",
              "rows",
              "plaintext",
              "encrypted",
              "without token",
              "key age (days)")
          .map(TextTable.Column::of)
          .toList();

  @Spec @Nullable CommandSpec command;
  @Mixin PolicyOption policyOption = new PolicyOption();
  @Mixin DatabaseOptions database = new DatabaseOptions();
  @Mixin JsonOption json = new JsonOption();

  @Override
  public Integer call() throws SQLException {
    Policy policy = policyOption.load().policy();
    Console console = Console.of(command);
    DataKeyRotation rotation =
        new DataKeyRotation(policy.keys().rotateEvery(), new SecureRandom(), Clock.systemUTC());
    List<Map<String, Object>> rows = new ArrayList<>();
    List<String> remarks = new ArrayList<>();
    List<String> due;
    try (Connection connection = database.require();
        KeyringAccess access =
            KeyringStores.access(policy.keys(), () -> connection, Connections.BORROWED);
        Keyring keyring = access.open()) {
      due = rotation.due(keyring);
      ListedKeys keys = new ListedKeys(rotation, Clock.systemUTC().instant());
      LiveColumns live = LiveColumns.read(connection, policy, policyOption.location());
      new IssueReport(console.err()).print(live.unmatched(policy));
      TableProbe probe = new TableProbe(connection, live.catalog());
      List<ProtectedColumn> columns = live.columns();
      try (Progress progress = Progress.of(console, "counting", "columns")) {
        for (ProtectedColumn column : columns) {
          progress.at(rows.size(), columns.size());
          Map<String, Object> row = row(column, probe.count(column), keyring, keys);
          RowsByKey byKey = RowsByKey.of(column, probe.countByKey(column), keyring);
          row.put("rowsByKey", byKey.forMachines());
          remarks.addAll(byKey.forPeople());
          column
              .rotation()
              .ifPresent(
                  now -> {
                    String phase = now.phase().name().toLowerCase(Locale.ROOT);
                    row.put("equalityRotation", phase);
                    remarks.add(
                        column.shortName() + ": its equality key is being rotated, " + phase);
                  });
          rows.add(row);
        }
      }
    }
    due.forEach(domain -> remarks.add("Due for rotation: the data key of " + domain));
    Screen screen = console.out();
    if (json.wanted) {
      screen.line(Json.text(Map.of("columns", rows, "rotationDue", due)));
    } else {
      screen.table(new TextTable(COLUMNS, rows.stream().map(StatusCommand::cells).toList()));
      remarks.forEach(screen::line);
    }
    return due.isEmpty() ? ExitCode.DONE : ExitCode.PROBLEMS;
  }

  private static List<String> cells(Map<String, Object> row) {
    return row.values().stream().limit(COLUMNS.size()).map(String::valueOf).toList();
  }

  private static Map<String, Object> row(
      ProtectedColumn column, ColumnCount count, Keyring keyring, ListedKeys keys) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("column", column.id().toString());
    row.put("state", column.state().name().toLowerCase(Locale.ROOT));
    row.put("rows", count.rows());
    row.put("plaintext", count.plaintext());
    row.put("encrypted", count.encrypted());
    row.put("withoutToken", count.withoutToken());
    row.put(
        "keyAgeDays",
        keyring
            .domain(column.domain())
            .map(domain -> (Object) keys.ageInDays(domain.active(KeyRole.DATA)))
            .orElse("no key"));
    return row;
  }
}
