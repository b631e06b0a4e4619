package io.columnveil.store;

/** Names in SQL of our own. */
public final class Identifiers {

  private Identifiers() {}

  /** A name in quotes, which every database reads without folding. */
  public static String quoted(String name) {
    return Ddl.quoted(name);
  }
}
