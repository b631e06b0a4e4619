package io.columnveil.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that only holds others: alone it says which. */
@Command(mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND")
abstract class CommandGroup implements Callable<Integer> {

  @Spec @Nullable CommandSpec command;

  @Override
  public final Integer call() {
    CommandLine commandLine = Console.of(command).commandLine();
    commandLine.usage(commandLine.getErr());
    return ExitCode.USAGE;
  }
}
