package io.columnveil.cli;

import io.columnveil.keys.DataKeyRotation;
import io.columnveil.keys.KeyDomain;
import io.columnveil.keys.KeyVersion;
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
import java.time.Duration;
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

/** Shows how far each column is encrypted. */
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
    List<Map<String, Object>> rows = new ArrayList<>();
    List<String> due;
    try (Connection connection = database.require();
        KeyringAccess access =
            KeyringStores.access(policy.keys(), () -> connection, Connections.BORROWED);
        Keyring keyring = access.open()) {
      due =
          new DataKeyRotation(policy.keys().rotateEvery(), new SecureRandom(), Clock.systemUTC())
              .due(keyring);
      LiveColumns live = LiveColumns.read(connection, policy);
      TableProbe probe = new TableProbe(connection, live.catalog());
      for (ProtectedColumn column : live.columns()) {
        rows.add(row(column, probe.count(column), keyring));
      }
    }
    Screen screen = Console.of(command).out();
    if (json.wanted) {
      screen.line(Json.text(Map.of("columns", rows, "rotationDue", due)));
    } else {
      screen.table(
          new TextTable(
              COLUMNS,
              rows.stream().map(r -> r.values().stream().map(String::valueOf).toList()).toList()));
      due.forEach(domain -> screen.line("Due for rotation: the data key of " + domain));
    }
    return due.isEmpty() ? ExitCode.DONE : ExitCode.PROBLEMS;
  }

  private static Map<String, Object> row(
      ProtectedColumn column, ColumnCount count, Keyring keyring) {
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
            .map(StatusCommand::ageInDays)
            .map(Object.class::cast)
            .orElse("no key"));
    return row;
  }

  private static long ageInDays(KeyDomain domain) {
    KeyVersion active =
        domain.dataKeys().stream()
            .filter(key -> key.id() == domain.activeDataKey())
            .findFirst()
            .orElseThrow();
    return Duration.between(active.times().inUseSince(), Clock.systemUTC().instant()).toDays();
  }
}
