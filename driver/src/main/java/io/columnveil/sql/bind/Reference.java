package io.columnveil.sql.bind;

import io.columnveil.policy.model.ColumnState;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.parse.Span;
import java.util.Optional;

/**
 * A name that stands for a protected column.
 *
 * @param column the column whose values it has
 * @param source where it is selected from
 * @param field number of the field in the source, from 0
 * @param span its tokens, qualifiers included
 */
public record Reference(ProtectedColumn column, Source source, int field, Span span)
    implements StoredOperand {

  /** The same column at a place that a call or a cast around its name makes wider. */
  Reference at(Span wider) {
    return new Reference(column, source, field, wider);
  }

  /**
   * Text that names the column that holds the ciphertext, where that is not the column itself;
   * empty elsewhere, also behind a subquery, which gives the ciphertext under the column's own
   * name.
   */
  public Optional<String> storedElsewhere() {
    return source instanceof BaseTable ? column.heldIn().flatMap(this::beside) : Optional.empty();
  }

  /**
   * Text that names another column of the same row; empty behind a subquery, where only the column
   * itself can be named.
   */
  public Optional<String> beside(String other) {
    return source instanceof BaseTable table ? Optional.of(table.named(other)) : Optional.empty();
  }

  /** Whether its values are compared by another column than the one that it names. */
  boolean isComparedElsewhere() {
    return column.lookup().isPresent() || storedElsewhere().isPresent();
  }

  /**
   * Text that gives the stored values where they are not in the column itself: those that are not
   * encrypted yet come as the text of the old value.
   */
  public Optional<String> valueElsewhere() {
    return storedElsewhere()
        .map(
            stored ->
                column.state() == ColumnState.ENCRYPTED
                    ? stored
                    : "COALESCE("
                        + stored
                        + ", CAST("
                        + beside(column.id().column()).orElseThrow()
                        + " AS VARCHAR))");
  }

  @Override
  public Optional<Substitution> companion() {
    return source.companion(field).map(text -> new Substitution(span, text));
  }
}
