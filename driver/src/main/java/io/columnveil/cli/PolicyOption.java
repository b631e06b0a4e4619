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
  @Nullable String location;

  /** Loads it, with secrets from the environment; its problems are thrown. */
  LoadedPolicy load() {
    return PolicyLoader.load(
        Objects.requireNonNull(location, "required by picocli"), System.getenv());
  }
}
