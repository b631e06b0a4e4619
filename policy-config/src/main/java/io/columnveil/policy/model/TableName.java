package io.columnveil.policy.model;

import java.util.Optional;

/**
 * A table as the policy or a grant names it: {@code users}, {@code crm.users}, {@code *.users}.
 *
 * @param schema schema pattern; empty means the default schema
 * @param table table pattern
 */
public record TableName(Optional<NamePattern> schema, NamePattern table) {

  /** As the policy writes it. */
  @Override
  public String toString() {
    return schema.map(s -> s + ".").orElse("") + table;
  }
}
