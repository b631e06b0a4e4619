package io.columnveil.cli;

import io.columnveil.keys.DataKeyRotation;
import io.columnveil.keys.KeyDomain;
import io.columnveil.keys.KeyRole;
import io.columnveil.keys.Keyring;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Rotates data keys. */
@Command(
    name = "rotate",
    description = {
      "Give domains a new data key for what is encrypted from now on; older values stay readable.",
      "Without a domain: those whose key is older than rotateEvery. Running processes take the new"
          + " key up within about a second."
    },
    mixinStandardHelpOptions = true)
final class KeysRotateCommand implements Callable<Integer> {

  @Spec @Nullable CommandSpec command;
  @Mixin PolicyOption policyOption = new PolicyOption();
  @Mixin DatabaseOptions database = new DatabaseOptions();
  @Mixin Confirmation confirmation = new Confirmation();
  @Mixin JsonOption json = new JsonOption();
  @Mixin EqualityOptions equality = new EqualityOptions();

  @Parameters(
      arity = "0..*",
      paramLabel = "DOMAIN",
      description = "Domains, as keys list names them.")
  List<String> domains = new ArrayList<>();

  @Option(names = "--all", description = "All domains, however old their keys are.")
  boolean all;

  @Override
  public Integer call() throws SQLException {
    if (equality.isWanted()) {
      return equality.run(policyOption, database, confirmation, json.wanted);
    }
    try (OpenKeyring keyring =
        OpenKeyring.of(policyOption, database, OpenKeyring.Doing.of("keys rotate", command))) {
      DataKeyRotation rotation =
          new DataKeyRotation(
              keyring.policy().keys().rotateEvery(), new SecureRandom(), Clock.systemUTC());
      List<String> wanted;
      try (Keyring before = keyring.read()) {
        wanted = wanted(before, rotation);
      }
      if (wanted.isEmpty()) {
        print(Map.of(), Console.of(command).out());
        return ExitCode.DONE;
      }
      List<String> rotated = new ArrayList<>();
      try (Keyring after =
          keyring.change(
              present -> {
                rotated.addAll(wanted(present, rotation)); // another may have been first
                return rotation.rotated(present, rotated);
              })) {
        Map<String, String> done = new LinkedHashMap<>();
        for (String name : rotated) {
          done.put(name, after.domain(name).orElseThrow().active(KeyRole.DATA).name());
        }
        print(done, Console.of(command).out());
      }
    }
    return ExitCode.DONE;
  }

  private List<String> wanted(Keyring keyring, DataKeyRotation rotation) {
    for (String name : domains) {
      if (keyring.domain(name).isEmpty()) {
        throw Console.of(command).usage("The keyring has no domain '" + name + "': see keys list");
      }
    }
    if (all) {
      return keyring.domains().stream()
          .filter(domain -> !domain.isDestroyed())
          .map(KeyDomain::name)
          .toList();
    }
    return domains.isEmpty() ? rotation.due(keyring) : domains;
  }

  private void print(Map<String, String> done, Screen screen) {
    if (json.wanted) {
      screen.line(Json.text(Map.of("rotated", done)));
    } else if (done.isEmpty()) {
      screen.line("No data key is due for rotation");
    } else {
      done.forEach((domain, key) -> screen.line("New data key " + key + " for domain " + domain));
    }
  }
}
