package io.columnveil.policy.model;

import io.columnveil.issue.Location;
import java.util.Map;

/**
 * Where the key encryption key comes from.
 *
 * @param name {@code passphrase}, {@code file}, ..., or {@code none}
 * @param settings the provider's own settings with secrets already resolved
 * @param location where it stands
 */
public record KekProvider(String name, Map<String, String> settings, Location location) {

  public KekProvider {
    settings = Map.copyOf(settings);
  }

  /** Never the settings: they hold secrets. */
  @Override
  public String toString() {
    return name;
  }
}
