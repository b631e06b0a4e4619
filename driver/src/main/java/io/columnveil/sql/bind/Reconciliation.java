package io.columnveil.sql.bind;

import io.columnveil.catalog.CatalogSnapshot;
import io.columnveil.catalog.Relation;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.IssueException;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.Span;
import java.util.HashSet;
import java.util.Set;

/**
 * Holds the binder to the text: every token that is spelled like a protected or companion column,
 * or a relation that holds one, or like code that reaches one, must have been understood as
 * something. What the parser skipped or misread can then not slip through.
 */
final class Reconciliation {

  private Reconciliation() {}

  static void require(Binding binding) {
    Set<String> names = names(binding);
    CatalogSnapshot catalog = binding.names.catalog();
    TokenList tokens = binding.tokens();
    for (int token = 0; token < tokens.size(); token++) {
      if (!names.isEmpty() && tokens.isWord(token, "NATURAL") && !binding.isConsumed(token)) {
        // The parser forgets this word before INNER JOIN.
        throw binding.notUnderstood(
            new Span(token, token),
            "NATURAL at this place",
            "Write JOIN .. USING with the names of the columns");
      }
      TokenKind kind = tokens.kind(token);
      if ((kind == TokenKind.WORD || kind == TokenKind.QUOTED_IDENTIFIER)
          && !binding.isConsumed(token)) {
        if (catalog.isReachingCode(tokens.name(token))) {
          throw reaching(binding, token);
        }
        if (names.contains(tokens.name(token))) {
          throw binding.notUnderstood(
              new Span(token, token),
              "the name '" + tokens.name(token) + "' at this place",
              "Leave out the part of the statement that it stands in, or use another name there");
        }
      } else if (kind == TokenKind.OPERATOR && catalog.isReachingOperator(tokens.text(token))) {
        throw reaching(binding, token);
      }
    }
  }

  private static IssueException reaching(Binding binding, int token) {
    return binding.refusal(
        ErrorCode.OPAQUE_CODE,
        new Span(token, token),
        "'"
            + binding.tokens().text(token)
            + "' runs a function that may read or write protected"
            + " tables by itself",
        "Do without it beside protected tables, or take the protected table out of its function");
  }

  private static Set<String> names(Binding binding) {
    Set<String> names = new HashSet<>();
    for (Relation relation : binding.relations) {
      if (!binding.names.protectedColumns(relation).isEmpty()) {
        names.add(relation.name());
        binding.names.protectedColumns(relation).forEach(c -> names.add(c.id().column()));
        relation.columns().stream()
            .filter(c -> binding.names.isHidden(relation, c.name()))
            .forEach(c -> names.add(c.name()));
      }
    }
    return names;
  }
}
