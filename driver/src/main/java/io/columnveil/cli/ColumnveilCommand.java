package io.columnveil.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command without a subcommand: says what there is. */
@Command(
    name = "columnveil",
    description = "Field-level encryption for SQL databases.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:problems found", "2:command line not understood"},
    subcommands = {})
final class ColumnveilCommand implements Callable<Integer> {

  @Spec @Nullable CommandSpec command;

  @Override
  public Integer call() {
    CommandLine commandLine = Console.of(command).commandLine();
    commandLine.usage(commandLine.getErr());
    return ExitCode.USAGE;
  }
}
