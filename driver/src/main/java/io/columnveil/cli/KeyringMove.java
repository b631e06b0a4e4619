package io.columnveil.cli;

import io.columnveil.keys.KekMove;
import io.columnveil.keys.Keyring;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * The move of a keyring from the key encryption key of one policy to that of another. A failure
 * leaves the keyring as it was, and the problem screen says so. Afterwards the keyring is opened
 * anew, as another process would, and its mark is raised for both policies.
 */
final class KeyringMove {

  private final KekMove move = new KekMove(new SecureRandom(), Clock.systemUTC());
  private final @Nullable CommandSpec command;

  KeyringMove(@Nullable CommandSpec command) {
    this.command = command;
  }

  /**
   * Refuses two policies that do not share one keyring.
   *
   * @throws ParameterException if the second policy names another
   */
  void requireSameKeyring(OpenKeyring from, OpenKeyring to) {
    if (!to.policy().keys().keyring().equals(from.policy().keys().keyring())) {
      throw Console.of(command).usage("The policy of --to names another keyring");
    }
  }

  /** Lets both keys open it. */
  void begin(OpenKeyring from, OpenKeyring to) throws SQLException {
    carryOut(
        from,
        () ->
            move.begin(
                    from.access(), from.policy().keys().wrappedBy(), to.policy().keys().wrappedBy())
                .close());
    prove(from, to);
  }

  /** Drops every key but the one of this policy. */
  void finish(OpenKeyring only) throws SQLException {
    carryOut(only, () -> move.finish(only.access(), only.policy().keys().wrappedBy()).close());
    prove(only, only);
  }

  /** Does it, or says that the keyring is as it was. */
  void carryOut(OpenKeyring from, Runnable step) throws SQLException {
    try {
      from.read().close();
      step.run();
    } catch (RuntimeException e) {
      Console.of(command).err().line("Nothing was changed: the old key stays. The reason:");
      throw e;
    }
  }

  /** Opens it anew by the key of the second, and raises the marks of both. */
  void prove(OpenKeyring from, OpenKeyring to) throws SQLException {
    try (OpenKeyring anew = to.again();
        Keyring keyring = anew.read()) {
      from.raise(keyring);
      anew.raise(keyring);
    }
  }
}
