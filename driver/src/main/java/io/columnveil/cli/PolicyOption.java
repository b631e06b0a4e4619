package io.columnveil.cli;

import io.columnveil.policy.LoadedPolicy;
import io.columnveil.policy.PolicyLoader;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which policy a command works with. */
final class PolicyOption {

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      required = true,
      description = "Policy: a path, file: or classpath: location.")
  private @Nullable String given;

  /** Where the policy is. */
  String location() {
    return Objects.requireNonNull(given, "required by picocli");
  }

  /** Loads it, with secrets from the environment; its problems are thrown. */
  LoadedPolicy load() {
    return PolicyLoader.load(location(), System.getenv());
  }
}
