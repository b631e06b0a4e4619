package io.columnveil.cli;

import picocli.CommandLine.Command;

/** Commands about the keyring. */
@Command(
    name = "keys",
    description = "Make a keyring, show what is in it, and carry it along with the tables.",
    subcommands = {KeysInitCommand.class, KeysListCommand.class, KeysBindCommand.class})
final class KeysCommand extends CommandGroup {}
