package io.columnveil.sql.bind;

import java.util.Optional;

/**
 * One result column of a query.
 *
 * @param name its name as the database folds it; empty where the database makes one up
 * @param lineage where its values come from
 * @param operand the protected operand that gives them, if it is one
 * @param given the value of the statement that gives them, if it is one
 * @param listed the list of the statement's values that holds them, if one does
 */
public record Output(
    String name,
    Lineage lineage,
    Optional<StoredOperand> operand,
    Optional<Operand> given,
    Optional<Listed> listed) {

  /**
   * Values of a list.
   *
   * @param column the list's column
   * @param reference the select item that stands for it; empty where the list itself stands
   */
  public record Listed(ListedColumn column, Optional<ListedReference> reference) {}

  Output(String name, Lineage lineage, Optional<StoredOperand> operand, Optional<Operand> given) {
    this(name, lineage, operand, given, Optional.empty());
  }

  static Output plain(String name) {
    return new Output(name, Lineage.PLAIN, Optional.empty(), Optional.empty());
  }

  static Output listed(String name, Optional<Operand> given, Listed listed) {
    return new Output(name, Lineage.PLAIN, Optional.empty(), given, Optional.of(listed));
  }

  Output named(String other) {
    return new Output(other, lineage, operand, given, listed);
  }

  /** The same where rows are compared or ordered: what the list holds must not be encrypted. */
  Output withoutList() {
    return new Output(name, lineage, operand, given);
  }

  /** Whoever takes the column keeps account of the values himself. */
  void take() {
    listed.flatMap(Listed::reference).ifPresent(ListedReference::take);
  }
}
