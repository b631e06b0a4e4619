package io.columnveil.cli;

import picocli.CommandLine.Command;

/** Commands about the keyring. */
@Command(
    name = "keys",
    description = "Make a keyring, show what is in it, and change its keys and records.",
    subcommands = {
      KeysInitCommand.class,
      KeysListCommand.class,
      KeysBindCommand.class,
      KeysRotateCommand.class,
      KeysRewrapCommand.class,
      KeysImportCommand.class,
      KeysDestroyCommand.class,
      KeysRestoreCommand.class
    })
final class KeysCommand extends CommandGroup {}
