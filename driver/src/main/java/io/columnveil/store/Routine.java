package io.columnveil.store;

import io.columnveil.catalog.QualifiedName;
import io.columnveil.catalog.RoutineDefinition;
import java.util.Optional;

/**
 * A function or procedure that is not built in.
 *
 * @param name its name
 * @param text its signature and body, as far as they are known
 * @param opaque whether what it does with tables cannot be known from the text
 * @param definition what calling it runs and gives, where that is known
 */
record Routine(
    QualifiedName name, String text, boolean opaque, Optional<RoutineDefinition> definition) {

  /** A routine of which no more is known. */
  Routine(QualifiedName name, String text, boolean opaque) {
    this(name, text, opaque, Optional.empty());
  }

  /** Never the text. */
  @Override
  public String toString() {
    return name.toString();
  }
}
