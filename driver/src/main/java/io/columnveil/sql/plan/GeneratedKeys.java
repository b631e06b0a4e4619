package io.columnveil.sql.plan;

import java.util.List;

/** What an application asked for with {@code prepareStatement(sql, ...)}. */
public sealed interface GeneratedKeys {

  record None() implements GeneratedKeys {}

  /** {@code Statement.RETURN_GENERATED_KEYS}. */
  record All() implements GeneratedKeys {}

  /** By name, as the application spelled them. */
  record Named(List<String> columns) implements GeneratedKeys {
    public Named {
      columns = List.copyOf(columns);
    }
  }

  /** By position in the table as applications see it, from 1. */
  record Numbered(List<Integer> positions) implements GeneratedKeys {
    public Numbered {
      positions = List.copyOf(positions);
    }
  }
}
