package io.columnveil.cli;

import io.columnveil.keys.ColumnRecord;
import io.columnveil.keys.DataKeyRotation;
import io.columnveil.keys.KeyDomain;
import io.columnveil.keys.KeyVersion;
import io.columnveil.keys.Keyring;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
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

/** Shows key versions and recorded columns; never a key. */
@Command(
    name = "list",
    description = "List the key versions of a keyring, and the columns that it records.",
    mixinStandardHelpOptions = true)
final class KeysListCommand implements Callable<Integer> {

  private static final List<TextTable.Column> KEY_COLUMNS =
      Stream.of("key", "domain", "use", "status", "active", "created", "in use since", "retired")
          .map(TextTable.Column::of)
          .toList();

  private static final List<TextTable.Column> RECORD_COLUMNS =
      Stream.of("column", "kind", "state", "domain", "type", "scheme", "lookup column")
          .map(TextTable.Column::of)
          .toList();

  @Spec @Nullable CommandSpec command;
  @Mixin PolicyOption policy = new PolicyOption();
  @Mixin DatabaseOptions database = new DatabaseOptions();
  @Mixin JsonOption json = new JsonOption();

  @Override
  public Integer call() throws SQLException {
    try (OpenKeyring open = OpenKeyring.of(policy, database);
        Keyring keyring = open.read()) {
      List<String> due =
          new DataKeyRotation(
                  open.policy().keys().rotateEvery(), new SecureRandom(), Clock.systemUTC())
              .due(keyring);
      boolean rewrapDue = keyring.isRewrapDue();
      print(keyring, due, rewrapDue, Console.of(command).out());
      return due.isEmpty() && !rewrapDue ? ExitCode.DONE : ExitCode.PROBLEMS;
    }
  }

  private void print(Keyring keyring, List<String> due, boolean rewrapDue, Screen screen) {
    List<Map<String, String>> keys = keys(keyring);
    List<Map<String, String>> columns = keyring.columns().stream().map(this::column).toList();
    if (json.wanted) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("keyring", keyring.id().toString());
      result.put("changes", keyring.counter());
      result.put("provider", keyring.provider());
      result.put("rotationDue", due);
      result.put("rewrapDue", rewrapDue);
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
            + keyring.provider());
    screen.table(new TextTable(KEY_COLUMNS, cells(keys)));
    screen.gap();
    screen.table(new TextTable(RECORD_COLUMNS, cells(columns)));
    due.forEach(domain -> screen.line("Due for rotation: the data key of " + domain));
    if (rewrapDue) {
      screen.line("Due: keys rewrap. Backups hold destroyed keys under the present one.");
    }
  }

  private static List<Map<String, String>> keys(Keyring keyring) {
    List<Map<String, String>> keys = new ArrayList<>();
    for (KeyDomain domain : keyring.domains()) {
      domain
          .dataKeys()
          .forEach(
              key ->
                  keys.add(
                      key(
                          key,
                          key.id() == domain.activeDataKey()
                              || key.id() == domain.activeEqualityKey())));
      domain.lookupKeys().forEach(key -> keys.add(key(key, key.id() == domain.activeLookupKey())));
    }
    return keys;
  }

  private static Map<String, String> key(KeyVersion key, boolean active) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("key", String.format(Locale.ROOT, "%08x", key.id()));
    fields.put("domain", key.domain());
    fields.put("use", word(key.use()));
    fields.put("status", word(key.status()));
    fields.put("active", active ? "yes" : "no");
    fields.put("created", key.created().toString());
    fields.put("inUseSince", key.times().activated().map(Instant::toString).orElse("-"));
    fields.put("retired", key.times().retired().map(Instant::toString).orElse("-"));
    return fields;
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
    return fields;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static List<List<String>> cells(List<Map<String, String>> rows) {
    return rows.stream().map(row -> List.copyOf(row.values())).toList();
  }
}
