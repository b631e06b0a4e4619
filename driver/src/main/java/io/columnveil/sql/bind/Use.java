package io.columnveil.sql.bind;

import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.parse.Span;
import java.util.List;

/** One thing that a statement does with a protected column. */
public sealed interface Use {

  ProtectedColumn column();

  /** Where. */
  Span span();

  /** A use of stored values where they stand. */
  sealed interface OfStored extends Use {

    StoredOperand stored();

    @Override
    default ProtectedColumn column() {
      return stored().column();
    }
  }

  /** Values that come with the statement are encrypted for the column. */
  sealed interface Encrypting extends Use {

    /** The values. */
    List<Operand> operands();
  }

  /**
   * It is selected; the session's grants decide what is read.
   *
   * @param operand the column
   * @param unnamed whether the select item has no alias, so that its name is the column's
   */
  record Projection(StoredOperand operand, boolean unnamed) implements Use {
    @Override
    public ProtectedColumn column() {
      return operand.column();
    }

    @Override
    public Span span() {
      return operand.span();
    }
  }

  /**
   * The definition of a view uses it.
   *
   * @param use what it does with it
   * @param span where the statement names the view
   */
  record InView(Use use, Span span) implements Use {
    @Override
    public ProtectedColumn column() {
      return use.column();
    }

    /** The same at the place of a view whose definition names the first one. */
    InView at(Span place) {
      return new InView(use, place);
    }
  }

  /** A function that the statement calls reads it and hands on what is stored. */
  record HandedOn(ProtectedColumn column, Span span) implements Use {}

  /**
   * It is one of the values that CASE, COALESCE or NULLIF choose among.
   *
   * @param evaluated for what the database does so
   */
  record Branch(StoredOperand stored, Evaluated evaluated) implements OfStored {
    @Override
    public Span span() {
      return stored.span();
    }
  }

  /**
   * A value that comes with the statement stands among its values in a result, so it is encrypted
   * like them.
   */
  record Supplied(ProtectedColumn column, Operand operand) implements Encrypting {
    @Override
    public Span span() {
      return operand.span();
    }

    @Override
    public List<Operand> operands() {
      return List.of(operand);
    }
  }

  /** Values of two columns come in one result column. */
  record Blend(ProtectedColumn column, ProtectedColumn other, Span span) implements Use {}

  /** How values are compared. */
  enum Operator {
    EQUAL("="),
    NOT_EQUAL("<>"),
    IN("IN"),
    NOT_IN("NOT IN"),
    DISTINCT("IS DISTINCT FROM"),
    NOT_DISTINCT("IS NOT DISTINCT FROM");

    private final String sql;

    Operator(String sql) {
      this.sql = sql;
    }

    /** As SQL spells it. */
    public String sql() {
      return sql;
    }
  }

  /**
   * It is compared with values that come with the statement.
   *
   * @param stored the column's side
   * @param operator how
   * @param operands the other side, at least one
   * @param span the whole predicate; only the tokens of the column where it is part of a row value
   * @param whole whether the span is the whole predicate, so that it can be replaced as one
   */
  record Comparison(
      StoredOperand stored, Operator operator, List<Operand> operands, Span span, boolean whole)
      implements OfStored, Encrypting {
    public Comparison {
      operands = List.copyOf(operands);
    }
  }

  /** It is compared with values that come with the statement in a list. */
  record ListedComparison(StoredOperand stored, Operator operator, ListedReference list, Span span)
      implements OfStored, Encrypting {
    @Override
    public List<Operand> operands() {
      return list.operands();
    }
  }

  /** It is written from values that come with the statement in a list. */
  record ListedWritten(ProtectedColumn column, ListedReference list, boolean update)
      implements Encrypting {
    @Override
    public Span span() {
      return list.span();
    }

    @Override
    public List<Operand> operands() {
      return list.operands();
    }
  }

  /** Values of a list that are encrypted for it are used as they are elsewhere. */
  record ListedOpenly(ProtectedColumn column, Span span) implements Use {}

  /** Stored values are compared with stored values. */
  record StoredComparison(StoredOperand left, StoredOperand right, Span span) implements Use {
    @Override
    public ProtectedColumn column() {
      return left.column();
    }
  }

  /** IS NULL, IS NOT NULL. */
  record NullTest(StoredOperand stored, Span span) implements OfStored {}

  /** What puts equal values together. */
  enum Clause {
    GROUP_BY("GROUP BY"),
    DISTINCT("DISTINCT"),
    DISTINCT_ON("DISTINCT ON"),
    PARTITION_BY("PARTITION BY"),
    SET_OPERATION("a set operation");

    private final String sql;

    Clause(String sql) {
      this.sql = sql;
    }

    /** As messages name it. */
    public String sql() {
      return sql;
    }
  }

  /** Equal values are put together. */
  record Grouping(StoredOperand stored, Clause clause, Span span) implements OfStored {}

  /** COUNT(column), COUNT(DISTINCT column). */
  record Count(StoredOperand stored, boolean distinct, Span span) implements OfStored {}

  /**
   * The target of ON CONFLICT names it: uniqueness decides.
   *
   * @param of whose column
   */
  record ConflictTarget(Target of, ProtectedColumn column, Span span) implements Use {}

  /** The target of ON CONFLICT is a constraint, which may be one of this column's. */
  record ConflictConstraint(ProtectedColumn column, Span span) implements Use {}

  /** It is written. See {@link Assignment} and {@link WrittenRows}. */
  record Written(ProtectedColumn column, Operand operand, boolean update) implements Encrypting {
    @Override
    public Span span() {
      return operand.span();
    }

    @Override
    public List<Operand> operands() {
      return List.of(operand);
    }
  }

  /** It is written from stored values of the same domain, as they are. */
  record Copied(ProtectedColumn column, StoredOperand from, boolean update) implements Use {
    @Override
    public Span span() {
      return from.span();
    }
  }

  /** A value is written to it that is computed in the database. */
  record WrittenFromComputation(ProtectedColumn column, Span span) implements Use {}

  /**
   * Anything else: it cannot be answered exactly.
   *
   * @param operation what was tried, as messages name it: "LIKE", "function lower", "ORDER BY"
   */
  record Other(StoredOperand stored, String operation, Span span) implements OfStored {}
}
