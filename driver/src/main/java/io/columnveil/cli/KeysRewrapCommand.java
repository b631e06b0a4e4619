package io.columnveil.cli;

import io.columnveil.policy.model.KeySettings;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Moves a keyring to another key encryption key. */
@Command(
    name = "rewrap",
    description = {
      "Wrap a keyring's keys under another key encryption key; data is not touched.",
      "With --to, both the old and the new key open the keyring: bring the new policy to all"
          + " hosts, then run it again with the new policy and --finish, which drops the old key."
    },
    mixinStandardHelpOptions = true)
final class KeysRewrapCommand implements Callable<Integer> {

  @Spec @Nullable CommandSpec command;
  @Mixin PolicyOption policy = new PolicyOption();
  @Mixin DatabaseOptions database = new DatabaseOptions();
  @Mixin Confirmation confirmation = new Confirmation();
  @Mixin JsonOption json = new JsonOption();

  @ArgGroup(multiplicity = "1")
  Step step = new Step();

  /** Which of the two. */
  static final class Step {
    @Option(
        names = "--to",
        paramLabel = "FILE",
        description = "A policy with the same keyring and the new wrappedBy.")
    @Nullable String to;

    @Option(names = "--finish", description = "Keep only the key that --policy names.")
    boolean finish;
  }

  @Override
  public Integer call() throws SQLException {
    String to = step.to;
    return to == null ? finish() : begin(to);
  }

  private int begin(String location) throws SQLException {
    KeyringMove move = new KeyringMove(command);
    OpenKeyring.Doing doing = OpenKeyring.Doing.of("keys rewrap --to", command);
    try (OpenKeyring from = OpenKeyring.of(policy, database, doing);
        OpenKeyring to = OpenKeyring.of(location, database, doing)) {
      move.requireSameKeyring(from, to);
      if (!confirmation.ask(
          "Let provider '" + name(to) + "' open the keyring, beside '" + name(from) + "'?",
          "rewrap")) {
        return ExitCode.PROBLEMS;
      }
      move.begin(from, to);
      print(
          "both",
          to,
          "Both keys open the keyring now. Bring the new policy to all hosts, then run:"
              + " keys rewrap --finish with the new policy");
    }
    return ExitCode.DONE;
  }

  private int finish() throws SQLException {
    OpenKeyring.Doing doing = OpenKeyring.Doing.of("keys rewrap --finish", command);
    try (OpenKeyring only = OpenKeyring.of(policy, database, doing)) {
      if (!confirmation.ask(
          "Drop every key but the one of provider '"
              + name(only)
              + "'? Hosts with the old policy lose access.",
          "finish")) {
        return ExitCode.PROBLEMS;
      }
      new KeyringMove(command).finish(only);
      print(
          "only",
          only,
          "Only this key opens the keyring now. Backups of the keyring are still opened by the old"
              + " one: make a new backup");
    }
    return ExitCode.DONE;
  }

  private static String name(OpenKeyring keyring) {
    return keyring.policy().keys().wrappedBy().name();
  }

  private void print(String opens, OpenKeyring keyring, String next) {
    KeySettings settings = keyring.policy().keys();
    Screen screen = Console.of(command).out();
    if (json.wanted) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("keyring", settings.keyring());
      result.put("provider", settings.wrappedBy().name());
      result.put("opens", opens);
      screen.line(Json.text(result));
      return;
    }
    screen.line("Rewrapped keyring " + settings.keyring());
    screen.line("  " + next);
  }
}
