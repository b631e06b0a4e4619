package io.columnveil.cli;

import picocli.CommandLine.Command;

/** Commands about the policy file. */
@Command(
    name = "policy",
    description = "Check a policy, or print the JSON Schema of policies.",
    subcommands = {PolicyCheckCommand.class, PolicySchemaCommand.class})
final class PolicyCommand extends CommandGroup {}
