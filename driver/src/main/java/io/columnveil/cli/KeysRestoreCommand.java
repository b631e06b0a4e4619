package io.columnveil.cli;

import io.columnveil.keys.Keyring;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Accepts a keyring that was put back from a backup. */
@Command(
    name = "restore",
    description = {
      "Accept the keyring that is in place although a newer one was seen.",
      "For a backup that was put back because the newest one is lost. Keys made after the backup are"
          + " lost, and what they encrypted with them; keys destroyed after it are there again."
    },
    mixinStandardHelpOptions = true)
final class KeysRestoreCommand implements Callable<Integer> {

  @Spec @Nullable CommandSpec command;
  @Mixin PolicyOption policyOption = new PolicyOption();
  @Mixin DatabaseOptions database = new DatabaseOptions();
  @Mixin JsonOption json = new JsonOption();

  @Option(
      names = "--accept-rollback",
      required = true,
      description = "Says that going back is meant.")
  boolean acceptRollback;

  @Override
  public Integer call() throws SQLException {
    try (OpenKeyring keyring =
            OpenKeyring.of(policyOption, database, OpenKeyring.Doing.of("keys restore", command));
        Keyring restored = keyring.restore()) {
      Screen screen = Console.of(command).out();
      screen.line(
          json.wanted
              ? Json.text(
                  Map.of("keyring", restored.id().toString(), "changes", restored.counter()))
              : "Accepted keyring " + restored.id() + ", now change " + restored.counter());
    }
    return ExitCode.DONE;
  }
}
