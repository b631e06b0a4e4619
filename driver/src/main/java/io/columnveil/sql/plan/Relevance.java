package io.columnveil.sql.plan;

import io.columnveil.catalog.Backend;
import io.columnveil.catalog.CatalogSnapshot;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.TablePositions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a statement could touch a protected table, from its tokens alone. Errs on the side of
 * yes: what it calls irrelevant is sent without being understood.
 */
final class Relevance {

  private final CatalogSnapshot catalog;
  private final Set<String> foldedNames;

  Relevance(CatalogSnapshot catalog) {
    this.catalog = catalog;
    this.foldedNames =
        catalog.relevantNames().stream()
            .map(Relevance::folded)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether an identifier among some tokens belongs to the closure of the protected tables. */
  boolean namesClosure(TokenList tokens, int first, int end) {
    return closureName(tokens, first, end).isPresent();
  }

  /** The first identifier among some tokens that belongs to the closure. */
  OptionalInt closureName(TokenList tokens, int first, int end) {
    for (int token = first; token < end; token++) {
      TokenKind kind = tokens.kind(token);
      if ((kind == TokenKind.WORD || kind == TokenKind.QUOTED_IDENTIFIER)
              && catalog.isRelevantName(tokens.name(token))
          || kind == TokenKind.OPERATOR
              && catalog.hasReachingOperators()
              && catalog.isReachingOperator(tokens.text(token))) {
        return OptionalInt.of(token);
      }
    }
    return OptionalInt.empty();
  }

  /** The first operator that runs a function that reaches the closure. */
  OptionalInt reachingOperator(TokenList tokens, int first, int end) {
    for (int token = first; catalog.hasReachingOperators() && token < end; token++) {
      if (tokens.kind(token) == TokenKind.OPERATOR
          && catalog.isReachingOperator(tokens.text(token))) {
        return OptionalInt.of(token);
      }
    }
    return OptionalInt.empty();
  }

  /** The first token that runs code that reaches the closure: a function, an operator, a type. */
  OptionalInt reachingCode(TokenList tokens, int first, int end) {
    for (int token = first; token < end; token++) {
      switch (tokens.kind(token)) {
        case WORD, QUOTED_IDENTIFIER, OPERATOR -> {
          if (catalog.isReachingCode(tokens.name(token))) {
            return OptionalInt.of(token);
          }
        }
        default -> {}
      }
    }
    return OptionalInt.empty();
  }

  /** Whether the snapshot lacks a function of that name. */
  boolean isUnknownFunction(String name) {
    return catalog.isUnknownFunction(name);
  }

  /** Whether a schema has a relation of the closure. */
  boolean isSchemaOfClosure(String schema) {
    return catalog.relations().stream()
        .anyMatch(r -> r.schema().equals(schema) && catalog.isRelevantName(r.name()));
  }

  /** Whether code is called whose effect is unknown, built-in functions excepted. */
  boolean callsOpaqueCode(TokenList tokens, int first, int end) {
    for (int token = first; token < end; token++) {
      TokenKind kind = tokens.kind(token);
      if ((kind == TokenKind.WORD || kind == TokenKind.QUOTED_IDENTIFIER)
          && catalog.isOpaqueFunction(tokens.name(token))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a function is called that is not built in. */
  boolean callsUserFunction(TokenList tokens, int first, int end) {
    return userFunctionCall(tokens, first, end).isPresent();
  }

  /** The first call of a function that is not built in. */
  OptionalInt userFunctionCall(TokenList tokens, int first, int end) {
    for (int token = first; token < end; token++) {
      TokenKind kind = tokens.kind(token);
      if ((kind == TokenKind.WORD || kind == TokenKind.QUOTED_IDENTIFIER)
          && TextExecutors.isCall(tokens, token)
          && catalog.isUserFunction(tokens.name(token))) {
        return OptionalInt.of(token);
      }
    }
    return OptionalInt.empty();
  }

  /** Whether a string holds the name of something in the closure. */
  boolean stringNamesClosure(TokenList tokens, int first, int end) {
    for (int token = first; token < end; token++) {
      if (tokens.kind(token) == TokenKind.STRING && textNamesClosure(tokens.stringValue(token))) {
        return true;
      }
    }
    return false;
  }

  boolean textNamesClosure(String text) {
    return foldedNames.stream().anyMatch(folded(text)::contains);
  }

  /** H2 reads some letters as others when it makes names upper-case: the long s is an S. */
  private static String folded(String text) {
    return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  /** Whether a text names code whose effect is unknown. */
  boolean textNamesOpaqueCode(String text) {
    String folded = folded(text);
    return catalog.opaqueFunctions().stream().anyMatch(name -> folded.contains(folded(name)));
  }

  /** The first name in a table position that the catalog does not know. */
  Optional<TablePositions.Name> unknownTable(TokenList tokens) {
    for (TablePositions.Name name : TablePositions.of(tokens)) {
      if (!isKnown(name, tokens)) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  private boolean isKnown(TablePositions.Name name, TokenList tokens) {
    List<String> parts = name.parts();
    String simple = name.simple();
    if (parts.size() > 1) {
      String schema = parts.get(parts.size() - 2);
      return isSystemSchema(schema) || catalog.find(schema, simple).isPresent();
    }
    // In whatever schema: if it were one of the closure, its name alone would have told.
    return catalog.knowsRelation(simple)
        || catalog.backend() == Backend.POSTGRESQL && simple.startsWith("pg_")
        || TextExecutors.isCall(tokens, name.span().last())
        || isDefinedBefore(simple, tokens);
  }

  private boolean isSystemSchema(String schema) {
    return schema.equals("INFORMATION_SCHEMA")
        || schema.equals("information_schema")
        || schema.equals("pg_catalog");
  }

  /** A name that the statement itself defines: {@code WITH name AS (...)}. */
  private static boolean isDefinedBefore(String name, TokenList tokens) {
    for (int token = 1; token + 1 < tokens.size(); token++) {
      TokenKind kind = tokens.kind(token);
      if ((kind == TokenKind.WORD || kind == TokenKind.QUOTED_IDENTIFIER)
          && tokens.name(token).equals(name)
          && (tokens.isWord(token - 1, "WITH")
              || tokens.isWord(token - 1, "RECURSIVE")
              || tokens.is(token - 1, ","))
          && startsDefinition(tokens, token + 1)) {
        return true;
      }
    }
    return false;
  }

  /** {@code AS (}, {@code AS [NOT] MATERIALIZED (}, or the column list before it. */
  private static boolean startsDefinition(TokenList tokens, int token) {
    return tokens.is(token, "(")
        || tokens.isWord(token, "AS")
            && token + 1 < tokens.size()
            && (tokens.is(token + 1, "(")
                || tokens.isWord(token + 1, "MATERIALIZED")
                || tokens.isWord(token + 1, "NOT"));
  }
}
