package io.columnveil.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where a running command prints: results on one screen, problems on the other.
 *
 * @param commandLine the command line that runs
 */
record Console(CommandLine commandLine) {

  /** Of a command, whose spec picocli has filled in by the time that it runs. */
  static Console of(@Nullable CommandSpec command) {
    return new Console(Objects.requireNonNull(command, "filled in by picocli").commandLine());
  }

  Screen out() {
    return new Screen(commandLine.getOut(), colour());
  }

  Screen err() {
    return new Screen(commandLine.getErr(), colour());
  }

  private boolean colour() {
    return commandLine.getColorScheme().ansi() == Ansi.ON;
  }
}
