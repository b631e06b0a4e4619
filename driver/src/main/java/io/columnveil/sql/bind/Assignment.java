package io.columnveil.sql.bind;

import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.parse.Span;
import java.util.List;

/**
 * A SET of a protected column in UPDATE or ON CONFLICT DO UPDATE.
 *
 * @param of whose column
 * @param column the target
 * @param target the tokens of the target's name
 * @param value what it is set to
 * @param end the token after which a further assignment can stand
 */
public record Assignment(
    Target of, ProtectedColumn column, Span target, AssignedValue value, int end) {

  /** What is assigned. */
  public sealed interface AssignedValue {

    /** Its tokens. */
    Span span();

    /** A value that comes with the statement. */
    record Given(Operand operand) implements AssignedValue {
      @Override
      public Span span() {
        return operand.span();
      }
    }

    /**
     * One of several values, which the database chooses.
     *
     * @param values all of them
     * @param span the expression that chooses
     */
    record OneOf(List<AssignedValue> values, Span span) implements AssignedValue {
      public OneOf {
        values = List.copyOf(values);
      }
    }

    /** Values that come with the statement in a list. */
    record Listed(ListedReference list) implements AssignedValue {
      @Override
      public Span span() {
        return list.span();
      }
    }

    /** Stored values of the same domain. */
    record FromStored(StoredOperand operand) implements AssignedValue {
      @Override
      public Span span() {
        return operand.span();
      }
    }
  }
}
