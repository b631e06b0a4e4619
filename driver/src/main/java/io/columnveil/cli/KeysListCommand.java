package io.columnveil.cli;

import io.columnveil.issue.Printable;
import io.columnveil.keys.ColumnRecord;
import io.columnveil.keys.DataKeyRotation;
import io.columnveil.keys.Keyring;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
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

/** Shows key versions and recorded columns; never a key. */
@Command(
    name = "list",
    description = "List the key versions of a keyring, and the columns that it records.",
    mixinStandardHelpOptions = true)
final class KeysListCommand implements Callable<Integer> {

  private static final List<TextTable.Column> KEY_COLUMNS =
      Stream.of("key", "domain", "use", "version", "state", "in use since", "days", "next rotation")
          .map(TextTable.Column::of)
          .toList();

  /** Of the columns above. */
  private static final List<String> KEY_FIELDS =
      List.of(
          "key", "domain", "use", "version", "standing", "inUseSince", "ageDays", "nextRotation");

  private static final List<TextTable.Column> RECORD_COLUMNS =
      Stream.of("column", "kind", "state", "domain", "type", "scheme", "lookup column", "rotation")
          .map(TextTable.Column::of)
          .toList();

  @Spec @Nullable CommandSpec command;
  @Mixin PolicyOption policy = new PolicyOption();
  @Mixin DatabaseOptions database = new DatabaseOptions();
  @Mixin JsonOption json = new JsonOption();

  @Override
  public Integer call() throws SQLException {
    try (OpenKeyring open =
            OpenKeyring.of(policy, database, OpenKeyring.Doing.of("keys list", command));
        Keyring keyring = open.read()) {
      DataKeyRotation rotation =
          new DataKeyRotation(
              open.policy().keys().rotateEvery(), new SecureRandom(), Clock.systemUTC());
      Due due =
          new Due(rotation.due(keyring), rotation.fromTheFuture(keyring), keyring.isRewrapDue());
      print(keyring, rotation, due, Console.of(command).out());
      return due.isNothing() ? ExitCode.DONE : ExitCode.PROBLEMS;
    }
  }

  /**
   * What somebody has to do.
   *
   * @param rotation of the data keys of these domains
   * @param clock to be checked, because of the keys of these domains
   * @param rewrap whether destroyed keys are in backups under the present key encryption key
   */
  private record Due(List<String> rotation, List<String> clock, boolean rewrap) {
    boolean isNothing() {
      return rotation.isEmpty() && clock.isEmpty() && !rewrap;
    }
  }

  private void print(Keyring keyring, DataKeyRotation rotation, Due due, Screen screen) {
    List<Map<String, Object>> keys =
        new ListedKeys(rotation, Clock.systemUTC().instant()).of(keyring);
    List<Map<String, String>> columns = keyring.columns().stream().map(this::column).toList();
    if (json.wanted) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("keyring", keyring.id().toString());
      result.put("changes", keyring.counter());
      result.put("provider", keyring.provider());
      result.put("rotationDue", due.rotation());
      result.put("clockDoubtful", due.clock());
      result.put("rewrapDue", due.rewrap());
      result.put("keys", keys);
      result.put("columns", columns);
      screen.line(Json.text(result));
      return;
    }
    screen.line(
        "Keyring "
            + keyring.id()
            + ", change "
            + keyring.counter()
            + ", wrapped by "
            + Printable.line(keyring.provider()));
    screen.table(new TextTable(KEY_COLUMNS, keys.stream().map(KeysListCommand::cells).toList()));
    screen.gap();
    screen.table(
        new TextTable(
            RECORD_COLUMNS, columns.stream().map(row -> List.copyOf(row.values())).toList()));
    due.rotation()
        .forEach(
            domain -> screen.line("Due for rotation: the data key of " + Printable.line(domain)));
    due.clock()
        .forEach(
            domain ->
                screen.line(
                    "Check the clock: the data key of "
                        + Printable.line(domain)
                        + " is in use since a time that has not come"));
    if (due.rewrap()) {
      screen.line("Due: keys rewrap. Backups hold destroyed keys under the present one.");
    }
  }

  /** Times to the day, which is enough for people. */
  private static List<String> cells(Map<String, Object> key) {
    return KEY_FIELDS.stream()
        .map(field -> String.valueOf(key.get(field)))
        .map(text -> text.matches("\\d{4}-\\d\\d-\\d\\dT.*") ? text.substring(0, 10) : text)
        .toList();
  }

  private Map<String, String> column(ColumnRecord column) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("column", ColumnNames.of(column.id()));
    fields.put("kind", word(column.kind()));
    fields.put("state", word(column.state()));
    fields.put("domain", column.domain());
    fields.put("type", column.type().toString());
    fields.put("scheme", column.scheme().getClass().getSimpleName().toLowerCase(Locale.ROOT));
    fields.put("lookup", column.lookup().map(l -> l.column()).orElse("-"));
    fields.put(
        "rotation",
        column.rotation().map(r -> word(r.phase()) + " since " + r.started()).orElse("-"));
    return fields;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
