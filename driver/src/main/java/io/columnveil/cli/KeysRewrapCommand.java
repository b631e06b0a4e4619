package io.columnveil.cli;

import io.columnveil.keys.KekMove;
import io.columnveil.keys.Keyring;
import io.columnveil.keys.KeyringAccess;
import io.columnveil.policy.PolicyLoader;
import io.columnveil.policy.model.KeySettings;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Moves a keyring to another key encryption key. */
@Command(
    name = "rewrap",
    description = {
      "Wrap a keyring's keys under another key encryption key; data is not touched.",
      "With --to, both the old and the new key open the keyring: bring the new policy to all",
      "hosts, then run it again with the new policy and --finish, which drops the old key."
    },
    mixinStandardHelpOptions = true)
final class KeysRewrapCommand implements Callable<Integer> {

  @Spec @Nullable CommandSpec command;
  @Mixin PolicyOption policy = new PolicyOption();
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
  public Integer call() {
    KeySettings present = policy.load().policy().keys();
    KekMove move = new KekMove(new SecureRandom(), Clock.systemUTC());
    String to = step.to;
    return to == null ? finish(move, present) : begin(move, present, to);
  }

  private int begin(KekMove move, KeySettings from, String location) {
    KeySettings to = PolicyLoader.load(location, System.getenv()).policy().keys();
    if (!to.keyring().equals(from.keyring())) {
      throw new ParameterException(
          Objects.requireNonNull(command, "filled in by picocli").commandLine(),
          "The policy of --to names another keyring");
    }
    if (!confirmation.ask(
        "Let provider '"
            + to.wrappedBy().name()
            + "' open the keyring, beside '"
            + from.wrappedBy().name()
            + "'?",
        "rewrap")) {
      return ExitCode.PROBLEMS;
    }
    try (KeyringAccess access = KeyringAccess.of(from)) {
      move.begin(access, from.wrappedBy(), to.wrappedBy());
    } catch (RuntimeException e) {
      stays();
      throw e;
    }
    provesItself(to);
    print(
        "both",
        to,
        "Both keys open the keyring now. Bring the new policy to all hosts, then run:"
            + " keys rewrap --finish with the new policy");
    return ExitCode.DONE;
  }

  private int finish(KekMove move, KeySettings only) {
    if (!confirmation.ask(
        "Drop every key but the one of provider '"
            + only.wrappedBy().name()
            + "'? Hosts with the old policy lose access.",
        "finish")) {
      return ExitCode.PROBLEMS;
    }
    try (KeyringAccess access = KeyringAccess.of(only)) {
      move.finish(access, only.wrappedBy());
    } catch (RuntimeException e) {
      stays();
      throw e;
    }
    provesItself(only);
    print(
        "only",
        only,
        "Only this key opens the keyring now. Backups of the keyring are still opened by the old"
            + " one: make a new backup");
    return ExitCode.DONE;
  }

  /** Opened anew, as another process would. */
  private static void provesItself(KeySettings settings) {
    try (KeyringAccess access = KeyringAccess.of(settings);
        Keyring keyring = access.open()) {
      keyring.id();
    }
  }

  private void stays() {
    Console.of(command).err().line("Nothing was changed: the old key stays. The reason:");
  }

  private void print(String opens, KeySettings settings, String next) {
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
