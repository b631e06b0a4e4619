package io.columnveil.cli;

import io.columnveil.keys.Keyring;
import io.columnveil.keys.PolicySealing;
import io.columnveil.policy.PolicyCompanion;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Seals a policy. */
@Command(
    name = "seal",
    description = {
      "Sign the policy with the key that its keyring pins, into a file beside it (.seal).",
      "With --require the keyring refuses policies that are not sealed, or were edited since."
    },
    mixinStandardHelpOptions = true)
final class PolicySealCommand implements Callable<Integer> {

  private static final String SUFFIX = ".seal";

  @Spec @Nullable CommandSpec command;
  @Mixin PolicyOption policyOption = new PolicyOption();
  @Mixin DatabaseOptions database = new DatabaseOptions();
  @Mixin JsonOption json = new JsonOption();

  @Option(
      names = "--require",
      negatable = true,
      description = "Require a sealed policy from now on, or no longer.")
  @Nullable Boolean require;

  @Option(
      names = "--revoke-older",
      description = "Refuse all policies that were sealed before this one.")
  boolean revokeOlder;

  @Override
  public Integer call() throws SQLException {
    try (OpenKeyring keyring =
        OpenKeyring.of(policyOption, database, OpenKeyring.Doing.of("policy seal", command))) {
      String location = policyOption.location();
      String text = keyring.policy().keys().wrappedBy().location().source().text();
      boolean required;
      try (Keyring present = keyring.read()) {
        required = new PolicySealing(present).isRequired();
        if (present.policyPin().isEmpty()) {
          pin(keyring, false);
        }
      }
      String seal;
      try (Keyring pinned = keyring.read()) {
        // Whoever seals at the same time gets another number.
        seal =
            PolicyCompanion.update(
                location, SUFFIX, before -> new PolicySealing(pinned).seal(text, before));
        keyring.audit(pinned, "sealed policy " + location + ", seal " + PolicySealing.number(seal));
      }
      if (require != null && require != required) {
        required = require;
        pin(keyring, required); // only now: a policy whose seal cannot be written is refused by all
      }
      if (revokeOlder) {
        keyring.change(k -> new PolicySealing(k).acceptingFrom(seal)).close();
      }
      Screen screen = Console.of(command).out();
      screen.line(
          json.wanted
              ? Json.text(Map.of("sealed", location, "required", required))
              : "Sealed " + location + (required ? ", and the keyring requires it" : ""));
    }
    return ExitCode.DONE;
  }

  private static void pin(OpenKeyring keyring, boolean required) throws SQLException {
    keyring.change(k -> new PolicySealing(k).pinned(required, new SecureRandom())).close();
  }
}
