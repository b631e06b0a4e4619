package io.columnveil.cli;

import java.io.PrintWriter;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Where a running command prints: results on one screen, problems on the other.
 *
 * @param commandLine the command line that runs
 */
public record Console(CommandLine commandLine) {

  /** Of a command, whose spec picocli has filled in by the time that it runs. */
  public static Console of(@Nullable CommandSpec command) {
    return new Console(Objects.requireNonNull(command, "filled in by picocli").commandLine());
  }

  /** The command line asks for what cannot be done; its problem and how to use the command. */
  ParameterException usage(String message) {
    return new ParameterException(commandLine, message);
  }

  /** For results. */
  public Screen out() {
    return new Screen(commandLine.getOut(), colour());
  }

  /** For problems. */
  public Screen err() {
    return new Screen(commandLine.getErr(), colour());
  }

  /** Where a person looks on, if one does: never a file or a pipe. */
  Optional<PrintWriter> terminal() {
    return colour() ? Optional.of(commandLine.getErr()) : Optional.empty();
  }

  private boolean colour() {
    return commandLine.getColorScheme().ansi() == Ansi.ON;
  }
}
