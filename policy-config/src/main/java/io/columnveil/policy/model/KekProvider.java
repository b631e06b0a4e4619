package io.columnveil.policy.model;

import io.columnveil.issue.Location;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the key encryption key comes from.
 *
 * @param name {@code passphrase}, {@code file}, ..., or {@code none}
 * @param settings the provider's own settings with secrets already resolved
 * @param folder the policy's folder, which relative paths among the settings start from; empty for
 *     a policy that is not a file
 * @param location where it stands
 */
public record KekProvider(
    String name, Map<String, String> settings, Optional<Path> folder, Location location) {

  /** The name of a process that has no access to keys. */
  public static final String NONE = "none";

  public KekProvider {
    settings = Map.copyOf(settings);
  }

  /** A provider of a policy that is not a file. */
  public KekProvider(String name, Map<String, String> settings, Location location) {
    this(name, settings, Optional.empty(), location);
  }

  /** Whether this process has access to keys at all. */
  public boolean hasKeys() {
    return !name.equals(NONE);
  }

  /** A path among the settings, made absolute by the policy's folder. */
  public Path resolve(String path) {
    Path given = Path.of(path);
    return folder.map(f -> f.resolve(given)).orElse(given).normalize();
  }

  /** Never the settings: they hold secrets. */
  @Override
  public String toString() {
    return name;
  }
}
