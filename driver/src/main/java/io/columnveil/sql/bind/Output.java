package io.columnveil.sql.bind;

import java.util.Optional;

/**
 * One result column of a query.
 *
 * @param name its name as the database folds it; empty where the database makes one up
 * @param lineage where its values come from
 * @param operand the protected operand that gives them, if it is one
 * @param given the value of the statement that gives them, if it is one
 */
public record Output(
    String name, Lineage lineage, Optional<StoredOperand> operand, Optional<Operand> given) {

  static Output plain(String name) {
    return new Output(name, Lineage.PLAIN, Optional.empty(), Optional.empty());
  }
}
