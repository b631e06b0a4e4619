package io.columnveil.engine;

import io.columnveil.policy.model.LogicalType;

/**
 * A value that a session gets to see. It may be plaintext, so it never prints itself.
 *
 * @param value of the canonical class of its type
 * @param type its type
 */
public record Shown(Object value, LogicalType type) {

  @Override
  public String toString() {
    return "<" + type + ">";
  }
}
