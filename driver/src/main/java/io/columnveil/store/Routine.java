package io.columnveil.store;

import io.columnveil.catalog.QualifiedName;

/**
 * A function or procedure that is not built in.
 *
 * @param name its name
 * @param text its signature and body, as far as they are known
 * @param opaque whether what it does with tables cannot be known from the text
 */
record Routine(QualifiedName name, String text, boolean opaque) {

  /** Never the text. */
  @Override
  public String toString() {
    return name.toString();
  }
}
