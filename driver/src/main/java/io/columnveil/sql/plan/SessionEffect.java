package io.columnveil.sql.plan;

/**
 * What running a statement may change that later plans rest on. In the order of weight: each also
 * stands for all before it.
 */
public enum SessionEffect {
  NONE,
  /**
   * A transaction or savepoint ended, which may have taken settings back, or deferred constraints
   * were checked.
   */
  TRANSACTION,
  /** Role, user, search_path or another followed setting: read the identity again. */
  IDENTITY,
  /** The catalog. */
  CATALOG;

  /** The weightier of two. */
  public SessionEffect and(SessionEffect other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
