package io.columnveil.cli;

import io.columnveil.audit.AuditEvent;
import io.columnveil.audit.AuditSink;
import io.columnveil.audit.Slf4jAuditSink;
import io.columnveil.keys.ColumnRecord;
import io.columnveil.keys.KeyDomain;
import io.columnveil.keys.Keyring;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shreds the keys of a domain. */
@Command(
    name = "destroy",
    description = {
      "Destroy all keys of a domain: what they encrypted can never be read again, by anybody.",
      "A backup of the keyring undoes that for whoever has the present key encryption key, so",
      "afterwards move to a new one (keys rewrap) and destroy the old one. Asks twice."
    },
    mixinStandardHelpOptions = true)
final class KeysDestroyCommand implements Callable<Integer> {

  @Spec @Nullable CommandSpec command;
  @Mixin PolicyOption policyOption = new PolicyOption();
  @Mixin DatabaseOptions database = new DatabaseOptions();
  @Mixin Confirmation confirmation = new Confirmation();
  @Mixin JsonOption json = new JsonOption();

  @Parameters(paramLabel = "DOMAIN", description = "The domain, as keys list names it.")
  @Nullable String domain;

  @Override
  public Integer call() throws SQLException {
    String name = Objects.requireNonNull(domain, "required by picocli");
    Screen screen = Console.of(command).out();
    try (OpenKeyring keyring = OpenKeyring.of(policyOption, database)) {
      List<String> columns;
      try (Keyring before = keyring.read()) {
        Optional<KeyDomain> found = before.domain(name);
        if (found.isEmpty()) {
          throw new ParameterException(
              Console.of(command).commandLine(),
              "The keyring has no domain '" + name + "': see keys list");
        }
        columns =
            before.columns().stream()
                .filter(column -> column.domain().equals(name))
                .map(ColumnRecord::id)
                .map(ColumnNames::of)
                .toList();
      }
      if (!json.wanted) {
        screen.line("This destroys all keys of domain " + name + ", for ever.");
        screen.line("Values of these columns can never be read again: " + columns);
      }
      if (!confirmation.ask("Destroy the keys of " + name + "?", name)
          || !confirmation.ask("There is no way back. Are you sure?", "destroy")) {
        screen.line("Nothing was destroyed");
        return ExitCode.PROBLEMS;
      }
      keyring.change(present -> present.withDestroyedDomain(name, Clock.systemUTC())).close();
      log(columns);
      print(name, columns, screen);
    }
    return ExitCode.DONE;
  }

  private static void log(List<String> columns) {
    AuditSink audit = new Slf4jAuditSink();
    if (audit.wants(AuditEvent.What.KEYS_DESTROYED)) {
      audit.accept(new AuditEvent(AuditEvent.What.KEYS_DESTROYED, Set.of(), columns, ""));
    }
  }

  private void print(String name, List<String> columns, Screen screen) {
    if (json.wanted) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("destroyed", name);
      result.put("columns", columns);
      result.put("rewrapDue", true);
      screen.line(Json.text(result));
      return;
    }
    screen.line("Destroyed the keys of domain " + name);
    screen.line("Backups of the keyring still hold them under the present key encryption key:");
    screen.line("run keys rewrap with a new one now, and destroy the old one.");
  }
}
