package io.columnveil.policy.model;

import java.util.Optional;

/**
 * A table as the policy or a grant names it: {@code users}, {@code crm.users}, {@code *.users}.
 *
 * @param schema schema pattern; empty means the default schema
 * @param table table pattern
 */
public record TableName(Optional<NamePattern> schema, NamePattern table) {

  /** Whether it covers a real table, given the name of the default schema. */
  public boolean matches(String realSchema, String realTable, String defaultSchema) {
    return table.matches(realTable)
        && schema.map(s -> s.matches(realSchema)).orElse(defaultSchema.equals(realSchema));
  }

  /** As the policy writes it. */
  @Override
  public String toString() {
    return schema.map(s -> s + ".").orElse("") + table;
  }
}
