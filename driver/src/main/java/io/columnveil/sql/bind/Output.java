package io.columnveil.sql.bind;

import io.columnveil.sql.parse.Span;
import java.util.Optional;

/**
 * One result column of a query.
 *
 * @param name its name as the database folds it; empty where the database makes one up
 * @param lineage where its values come from
 * @param operand the protected operand that gives them, if it is one
 * @param given the value of the statement that gives them, if it is one
 * @param listed the list of the statement's values that holds them, if one does
 * @param item the expression of its select item; empty if a star stands for it
 * @param lookup the lookup column that it is, in the definition of a view
 */
public record Output(
    String name,
    Lineage lineage,
    Optional<StoredOperand> operand,
    Optional<Operand> given,
    Optional<Listed> listed,
    Optional<Span> item,
    Optional<LookupItem> lookup) {

  /**
   * Values of a list.
   *
   * @param column the list's column
   * @param reference the select item that stands for it; empty where the list itself stands
   */
  public record Listed(ListedColumn column, Optional<ListedReference> reference) {}

  /** Without an operand of its own. */
  static Output of(String name, Lineage lineage) {
    return new Output(
        name,
        lineage,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** A lookup column, which only views select. */
  static Output lookup(String name, LookupItem lookup) {
    return new Output(
        name,
        Lineage.PLAIN,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(lookup));
  }

  static Output plain(String name) {
    return of(name, Lineage.PLAIN);
  }

  /** Stored values. */
  static Output stored(String name, StoredOperand operand) {
    return new Output(
        name,
        new Lineage.Stored(operand.column()),
        Optional.of(operand),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** A value of the statement. */
  static Output given(String name, Operand operand) {
    return new Output(
        name,
        Lineage.PLAIN,
        Optional.empty(),
        Optional.of(operand),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static Output listed(String name, Optional<Operand> given, Listed listed) {
    return new Output(
        name,
        Lineage.PLAIN,
        Optional.empty(),
        given,
        Optional.of(listed),
        Optional.empty(),
        Optional.empty());
  }

  /** The same under another name. */
  Output named(String other) {
    return new Output(other, lineage, operand, given, listed, item, lookup);
  }

  /** The same with the place of its select item. */
  Output at(Optional<Span> place) {
    return new Output(name, lineage, operand, given, listed, place, lookup);
  }

  /** The same where rows are compared or ordered: what the list holds must not be encrypted. */
  Output withoutList() {
    return new Output(name, lineage, operand, given, Optional.empty(), item, lookup);
  }

  /** Whether it is NULL in every row. */
  boolean isNull() {
    return given.map(g -> g.kind() == Operand.Kind.NULL).orElse(false);
  }

  /** Whoever takes the column keeps account of the values himself. */
  void take() {
    listed.flatMap(Listed::reference).ifPresent(ListedReference::take);
  }
}
