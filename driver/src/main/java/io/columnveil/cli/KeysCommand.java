package io.columnveil.cli;

import picocli.CommandLine.Command;

/** Commands about the keyring. */
@Command(
    name = "keys",
    description = "Make a keyring, or show what is in it.",
    subcommands = {KeysInitCommand.class, KeysListCommand.class})
final class KeysCommand extends CommandGroup {}
