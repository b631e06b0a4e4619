package io.columnveil.sql.parse;

import java.util.Arrays;

/** Where in a statement a pass over its tokens is: in which parentheses, and what they hold. */
final class Nesting {

  /** What literals are. */
  enum Clause {
    /** Literals are operands. */
    OPERANDS,
    /** Numbers are positions. */
    POSITIONS,
    /** Literals bound the rows. */
    LIMITS
  }

  private Clause[] clauses = new Clause[16];
  private boolean[] kept = new boolean[16];
  private boolean[] casts = new boolean[16];
  private int depth;

  Nesting() {
    clauses[0] = Clause.OPERANDS;
  }

  /** Says that another clause begins between the same parentheses. */
  void enter(Clause clause) {
    clauses[depth] = clause;
  }

  /**
   * Enters parentheses.
   *
   * @param keep whether literals between them stay as they are
   * @param clause what they are else
   * @param cast whether they are those of a CAST
   */
  void open(boolean keep, Clause clause, boolean cast) {
    boolean inherited = kept[depth];
    depth++;
    if (depth == clauses.length) {
      clauses = Arrays.copyOf(clauses, 2 * depth);
      kept = Arrays.copyOf(kept, 2 * depth);
      casts = Arrays.copyOf(casts, 2 * depth);
    }
    clauses[depth] = clause;
    kept[depth] = keep || inherited;
    casts[depth] = cast;
  }

  void close() {
    depth--;
  }

  Clause clause() {
    return clauses[depth];
  }

  /** Whether literals stay as they are here. */
  boolean keepsLiterals() {
    return kept[depth];
  }

  /** Whether the innermost parentheses are those of a CAST. */
  boolean inCast() {
    return casts[depth];
  }
}
