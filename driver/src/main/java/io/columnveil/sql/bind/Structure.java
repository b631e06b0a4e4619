package io.columnveil.sql.bind;

import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.Span;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Makes sure that operator precedence cannot lie. The parser builds other trees than the databases
 * for some pairs of operators, so a predicate, a selected column or a written value counts only if
 * the tokens just outside it can belong to no operator, and those inside it to no other operator
 * than its own.
 */
final class Structure {

  private static final Set<String> BEFORE =
      Set.of(
          "WHERE",
          "AND",
          "OR",
          "NOT",
          "ON",
          "HAVING",
          "WHEN",
          "SELECT",
          "DISTINCT",
          "ALL",
          "BY",
          "RETURNING",
          "THEN",
          "ELSE",
          "CASE",
          "(",
          ",",
          "[");
  private static final Set<String> AFTER =
      Set.of(
          "AND",
          "OR",
          "THEN",
          "ELSE",
          "END",
          "FROM",
          "WHERE",
          "GROUP",
          "ORDER",
          "HAVING",
          "LIMIT",
          "OFFSET",
          "FETCH",
          "FOR",
          "RETURNING",
          "UNION",
          "EXCEPT",
          "INTERSECT",
          "MINUS",
          "WINDOW",
          "AS",
          "ON",
          "JOIN",
          "LEFT",
          "RIGHT",
          "INNER",
          "CROSS",
          "FULL",
          "NATURAL",
          "WHEN",
          "DO",
          "ASC",
          "DESC",
          "NULLS",
          "ROWS",
          "RANGE",
          "GROUPS",
          ")",
          ",",
          "]",
          ";",
          "}");
  private static final Set<String> OWN =
      Set.of("=", "<>", "!=", "IN", "NOT", "IS", "DISTINCT", "FROM", "(", ")", ",");

  private final Binding binding;
  private final TokenList tokens;

  private Structure(Binding binding) {
    this.binding = binding;
    this.tokens = binding.tokens();
  }

  static void require(Binding binding) {
    Structure structure = new Structure(binding);
    binding.uses.forEach(structure::check);
  }

  private void check(Use use) {
    if (use instanceof Use.OfStored stored
        && stored.stored() instanceof NullIf call
        && binding.queries.stream().anyMatch(q -> q.grouped().isKey(call.reference()))) {
      throw binding.notUnderstood(
          call.reference().span(), "NULLIF of a lookup column by which the query is grouped");
    }
    if (use instanceof Use.Count count) {
      requireNoWindow(count);
    } else if (use instanceof Use.Comparison comparison) {
      requireAround(comparison.span());
      if (comparison.whole()) {
        requireOnlyOwn(comparison);
      }
    } else if (use instanceof Use.ListedComparison comparison) {
      requireAround(comparison.span());
    } else if (use instanceof Use.StoredComparison comparison) {
      if (!comparison.left().span().equals(comparison.right().span())) {
        requireAround(comparison.span());
      }
    } else if (use instanceof Use.NullTest test) {
      requireAround(test.span());
    } else if (use instanceof Use.Branch branch && branch.stored() instanceof Reference) {
      requireAround(branch.span());
      requireToldForWhat(branch, (Reference) branch.stored());
    } else if (use instanceof Use.Supplied supplied) {
      requireAround(supplied.span());
    } else if (use instanceof Use.Grouping grouping && grouping.stored() instanceof Reference) {
      requireAround(grouping.span());
    } else if (use instanceof Use.Projection projection
        && projection.operand() instanceof Reference reference
        && isKeyOfAnother(reference)) {
      throw binding.notUnderstood(
          reference.span(), "a subquery that selects what the query around it is grouped by");
    }
  }

  /** A key is any value of its group for results, and the row's own for rows. */
  private void requireToldForWhat(Use.Branch branch, Reference reference) {
    if (branch.evaluated() == Evaluated.UNTOLD
        && reference.column().lookup().isPresent()
        && isKey(reference)) {
      throw binding.notUnderstood(
          reference.span(),
          "a lookup column by which the query is grouped, inside a function or a subquery");
    }
  }

  /** An aggregate over a window sees groups only, which are told apart by the lookup column. */
  private void requireNoWindow(Use.Count count) {
    Span span = count.span();
    boolean window =
        tokens.is(span.first() + 1, "(")
            && IntStream.rangeClosed(tokens.matching(span.first() + 1), span.last())
                .anyMatch(token -> tokens.isWord(token, "OVER"));
    if (window
        && count.stored() instanceof Reference reference
        && reference.column().lookup().isPresent()
        && isKey(reference)) {
      throw binding.notUnderstood(
          span, "a window that counts a lookup column by which the query is grouped");
    }
  }

  private boolean isKey(Reference reference) {
    return binding.queries.stream().anyMatch(query -> query.grouped().isKey(reference));
  }

  /** Any value of a group stands for the key, which only the query itself can ask for. */
  private boolean isKeyOfAnother(Reference selected) {
    return selected.column().lookup().isPresent()
        && binding.queries.stream()
            .map(BoundQuery::grouped)
            .anyMatch(
                grouped ->
                    grouped.isKey(selected)
                        && grouped.outputs().stream()
                            .noneMatch(key -> key.reference().equals(selected)));
  }

  private void requireAround(Span span) {
    int previous = span.first() - 1;
    int next = span.last() + 1;
    if (previous >= 0 && (!BEFORE.contains(word(previous)) || closesBetween(previous))) {
      throw ambiguous(previous);
    }
    if (next < tokens.size() && !AFTER.contains(word(next)) && !isAlias(next)) {
      throw ambiguous(next);
    }
  }

  /** Whether a token is the AND of a BETWEEN, which binds closer than a comparison. */
  private boolean closesBetween(int token) {
    if (!tokens.isWord(token, "AND")) {
      return false;
    }
    int depth = 0;
    for (int t = token - 1; t >= 0 && depth >= 0; t--) {
      String word = word(t);
      if (word.equals(")")) {
        depth++;
      } else if (word.equals("(")) {
        depth--;
      } else if (depth == 0 && word.equals("BETWEEN")) {
        return true;
      } else if (depth == 0 && BEFORE.contains(word) && !word.equals("NOT")) {
        return false;
      }
    }
    return false;
  }

  /** An alias was understood as such; an operator never is. */
  private boolean isAlias(int token) {
    TokenKind kind = tokens.kind(token);
    return (kind == TokenKind.WORD || kind == TokenKind.QUOTED_IDENTIFIER)
        && binding.isConsumed(token);
  }

  private void requireOnlyOwn(Use.Comparison comparison) {
    Span span = comparison.span();
    for (int token = span.first(); token <= span.last(); token++) {
      int here = token;
      boolean operand =
          comparison.stored().span().covers(here)
              || comparison.operands().stream().anyMatch(o -> o.span().covers(here));
      if (!operand && !OWN.contains(word(token))) {
        throw ambiguous(token);
      }
    }
  }

  private String word(int token) {
    return tokens.kind(token) == TokenKind.QUOTED_IDENTIFIER
        ? ""
        : tokens.text(token).toUpperCase(Locale.ROOT);
  }

  private RuntimeException ambiguous(int token) {
    return binding.notUnderstood(
        new Span(token, token),
        "the order in which operators bind here",
        "Put the comparison of the protected column into parentheses");
  }
}
