package io.columnveil.catalog;

/** The databases that can be wrapped. */
public enum Backend {
  POSTGRESQL,
  H2
}
