package io.columnveil.cli;

import io.columnveil.job.EqualityRotationJob;
import io.columnveil.job.RetiredKeys;
import io.columnveil.keys.ColumnRecord;
import io.columnveil.keys.KeyVersion;
import io.columnveil.keys.Keyring;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shreds the keys of a domain, or those that nothing uses any more. */
@Command(
    name = "destroy",
    description = {
      "Destroy all keys of a domain: what they encrypted can never be read again, by anybody.",
      "Asks twice. A backup of the keyring undoes it for whoever has the present key encryption"
          + " key, so it has a second step: move to a new one (keys rewrap) and destroy the old one."
          + " Until then keys list ends with exit code 1.",
      "With --retired: destroy the versions that were retired and that no stored value uses any"
          + " more, which a scan of all columns of the domain proves; needs --url."
    },
    mixinStandardHelpOptions = true)
final class KeysDestroyCommand implements Callable<Integer> {

  @Spec @Nullable CommandSpec command;
  @Mixin PolicyOption policyOption = new PolicyOption();
  @Mixin DatabaseOptions database = new DatabaseOptions();
  @Mixin Confirmation confirmation = new Confirmation();
  @Mixin JsonOption json = new JsonOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "DOMAIN",
      description = "The domain, as keys list names it; with --retired all, if none is given.")
  @Nullable String domain;

  @Option(
      names = "--retired",
      description = "Only versions that were retired and that no stored value uses any more.")
  boolean retired;

  @Option(
      names = "--settle",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description =
          "With --retired: how long to let processes notice, at least 3 (default:"
              + " ${DEFAULT-VALUE}).")
  int settle = 5;

  @Override
  public Integer call() throws SQLException {
    if (!retired && domain == null) {
      throw Console.of(command).usage("Missing required parameter: 'DOMAIN', or --retired");
    }
    try (OpenKeyring keyring =
        OpenKeyring.of(
            policyOption,
            database,
            OpenKeyring.Doing.of(retired ? "keys destroy --retired" : "keys destroy", command))) {
      return retired
          ? destroyRetired(keyring, Optional.ofNullable(domain))
          : destroyDomain(keyring, Objects.requireNonNull(domain, "asked before"));
    }
  }

  private int destroyDomain(OpenKeyring keyring, String name) throws SQLException {
    Screen screen = Console.of(command).out();
    List<String> columns;
    try (Keyring before = keyring.read()) {
      requireDomain(before, name);
      before.requireDestroyable();
      columns = columns(before, Set.of(name));
    }
    if (!json.wanted) {
      screen.line("This destroys all keys of domain " + name + ", for ever.");
      screen.line("Values of these columns can never be read again: " + columns);
      screen.line("It takes two steps. This is the first; the second makes backups worthless:");
      screen.line("keys rewrap to a new key encryption key, whose predecessor you then destroy.");
    }
    if (!confirmation.ask("Destroy the keys of " + name + "?", name)
        || !confirmation.ask("There is no way back. Are you sure?", "destroy")) {
      return ExitCode.PROBLEMS;
    }
    keyring.change(present -> present.withDestroyedDomain(name, Clock.systemUTC())).close();
    if (json.wanted) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("destroyed", name);
      result.put("columns", columns);
      result.put("rewrapDue", true);
      screen.line(Json.text(result));
    } else {
      screen.line("Step 1 of 2 is done: destroyed the keys of domain " + name);
      remind(screen);
    }
    return ExitCode.DONE;
  }

  private int destroyRetired(OpenKeyring keyring, Optional<String> of) throws SQLException {
    Duration settling = Duration.ofSeconds(settle);
    if (settling.compareTo(EqualityRotationJob.SHORTEST_SETTLING) < 0) {
      throw Console.of(command)
          .usage(
              "--settle takes at least "
                  + EqualityRotationJob.SHORTEST_SETTLING.toSeconds()
                  + " seconds");
    }
    Screen screen = Console.of(command).out();
    try (Connection connection = database.require();
        Keyring before = keyring.read()) {
      of.ifPresent(name -> requireDomain(before, name));
      RetiredKeys keys =
          new RetiredKeys(
              connection,
              keyring.policy(),
              keyring.access(),
              settling,
              open -> waiting(open, screen),
              Clock.systemUTC());
      List<KeyVersion> candidates = keys.candidates(of);
      if (candidates.isEmpty()) {
        print(List.of(), screen);
        return ExitCode.DONE;
      }
      if (!confirmation.ask(
          "Destroy those of "
              + candidates.size()
              + " retired keys that no stored value uses? Backups of the database and copies"
              + " outside of protected columns can then not be read.",
          "destroy")) {
        return ExitCode.PROBLEMS;
      }
      List<RetiredKeys.Retired> found = keys.destroyUnused(of);
      try (Keyring after = keyring.read()) {
        keyring.raise(after);
      }
      print(found, screen);
      return found.stream().allMatch(key -> key.rows() == 0) ? ExitCode.DONE : ExitCode.PROBLEMS;
    }
  }

  private void requireDomain(Keyring keyring, String name) {
    if (keyring.domain(name).isEmpty()) {
      throw Console.of(command).usage("The keyring has no domain '" + name + "': see keys list");
    }
  }

  private static List<String> columns(Keyring keyring, Set<String> domains) {
    return keyring.columns().stream()
        .filter(column -> domains.contains(column.domain()))
        .map(ColumnRecord::id)
        .map(ColumnNames::of)
        .toList();
  }

  private void waiting(int transactions, Screen screen) {
    if (!json.wanted) {
      screen.line("  waiting for " + transactions + " transactions that began before");
    }
  }

  private void print(List<RetiredKeys.Retired> found, Screen screen) {
    if (json.wanted) {
      List<Map<String, Object>> keys = new ArrayList<>();
      for (RetiredKeys.Retired key : found) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("key", key.key().name());
        fields.put("domain", key.key().domain());
        fields.put("rows", key.rows());
        fields.put("destroyed", key.rows() == 0);
        keys.add(fields);
      }
      screen.line(Json.text(Map.of("retired", keys)));
      return;
    }
    if (found.isEmpty()) {
      screen.line("No key version is retired");
    }
    boolean any = false;
    for (RetiredKeys.Retired key : found) {
      boolean destroyed = key.rows() == 0;
      any |= destroyed;
      screen.line(
          (destroyed ? "Destroyed key " : "Kept key ")
              + key.key().name()
              + " of domain "
              + key.key().domain()
              + (destroyed ? ": nothing uses it" : ": " + key.rows() + " values use it"));
    }
    if (any) {
      remind(screen);
    }
  }

  private static void remind(Screen screen) {
    screen.line("Backups of the keyring still hold them under the present key encryption key.");
    screen.line("Step 2 of 2: run keys rewrap with a new one, finish it, and destroy the old one.");
    screen.line("Until then keys list says that it is due, and ends with exit code 1.");
  }
}
