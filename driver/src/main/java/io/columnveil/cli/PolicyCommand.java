package io.columnveil.cli;

import picocli.CommandLine.Command;

/** Commands about the policy file. */
@Command(
    name = "policy",
    description = "Check or seal a policy, or print the JSON Schema of policies.",
    subcommands = {PolicyCheckCommand.class, PolicySchemaCommand.class, PolicySealCommand.class})
final class PolicyCommand extends CommandGroup {}
