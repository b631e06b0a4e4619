package io.columnveil.cli;

import io.columnveil.cli.demo.DemoCommand;
import picocli.CommandLine.Command;

/** The command without a subcommand. */
@Command(
    name = "columnveil",
    description = "Field-level encryption for SQL databases.",
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:problems found", "2:command line not understood"},
    subcommands = {
      DemoCommand.class,
      PolicyCommand.class,
      SchemaCommand.class,
      KeysCommand.class,
      StatusCommand.class,
      ExplainCommand.class
    })
final class ColumnveilCommand extends CommandGroup {}
