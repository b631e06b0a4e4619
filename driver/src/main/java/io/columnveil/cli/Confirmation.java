package io.columnveil.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks before something is done that cannot be undone. */
final class Confirmation {

  @Spec(Spec.Target.MIXEE)
  @Nullable CommandSpec command;

  @Option(names = "--yes", description = "Do not ask: for scripts.")
  boolean yes;

  /**
   * Asks for a word to be typed.
   *
   * @return whether it was typed, or {@code --yes} was given
   */
  boolean ask(String question, String word) {
    if (yes) {
      return true;
    }
    java.io.Console terminal = System.console();
    if (terminal == null) {
      throw Console.of(command).usage("Nobody is there to be asked: give --yes");
    }
    String answer = terminal.readLine("%s%nType %s to go on: ", question, word);
    if (answer != null && answer.strip().equals(word)) {
      return true;
    }
    Console.of(command).err().line("Nothing was changed: '" + word + "' was not typed");
    return false;
  }
}
