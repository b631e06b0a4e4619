package io.columnveil.sql.plan;

/** What running a statement may change that later plans rest on. */
public enum SessionEffect {
  NONE,
  /** Role, user, search_path or another followed setting: read the identity again. */
  IDENTITY,
  /** A transaction or savepoint ended, which may have taken settings back. */
  TRANSACTION,
  /** The catalog. */
  CATALOG
}
