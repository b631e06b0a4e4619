package io.columnveil.cli;

import io.columnveil.policy.PolicySchema;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the JSON Schema of policies. */
@Command(
    name = "schema",
    description = "Print the JSON Schema of policies, with which editors complete and check them.",
    mixinStandardHelpOptions = true)
final class PolicySchemaCommand implements Callable<Integer> {

  @Spec @Nullable CommandSpec command;

  @Override
  public Integer call() {
    Console.of(command).out().line(PolicySchema.text().stripTrailing());
    return ExitCode.DONE;
  }
}
