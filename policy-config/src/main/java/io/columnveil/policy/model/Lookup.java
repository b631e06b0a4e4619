package io.columnveil.policy.model;

import java.util.List;

/**
 * A companion column that answers equality for a randomized column.
 *
 * @param column its name, as written in the policy
 * @param normalize steps applied to a value before its token is computed
 */
public record Lookup(String column, List<Normalization> normalize) {

  public Lookup {
    normalize = List.copyOf(normalize);
  }
}
