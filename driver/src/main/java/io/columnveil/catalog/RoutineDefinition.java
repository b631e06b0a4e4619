package io.columnveil.catalog;

import java.util.List;
import java.util.Optional;

/**
 * A function or procedure whose code is known, and what calling it gives.
 *
 * @param name its name
 * @param procedure whether it is called by CALL only
 * @param signature its result, parameters and their defaults as text, every name qualified
 * @param language in lower case
 * @param body its code; of a body that the database keeps as a tree, that as text with every name
 *     qualified
 * @param outputs its OUT parameters or the columns of RETURNS TABLE, in order
 * @param returns the name of the type that it returns
 * @param rowOf the relation whose rows it returns, if it does
 * @param searchPath the schemas in which its bare names are looked up; empty if the caller's
 */
public record RoutineDefinition(
    QualifiedName name,
    boolean procedure,
    String signature,
    String language,
    String body,
    List<Output> outputs,
    String returns,
    Optional<QualifiedName> rowOf,
    Optional<List<String>> searchPath) {

  /**
   * One value that it gives.
   *
   * @param name its name
   * @param typeName the name of its type
   */
  public record Output(String name, String typeName) {}

  public RoutineDefinition {
    outputs = List.copyOf(outputs);
  }

  /** Never the body. */
  @Override
  public String toString() {
    return name.toString();
  }
}
