package io.columnveil.sql.plan;

import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.Classification;
import io.columnveil.sql.parse.StatementKind;
import io.columnveil.sql.parse.Trait;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a statement does with one that SQL keeps in the server by PREPARE. What EXECUTE runs is
 * known only where it was prepared, and what the tables in it mean may have changed since.
 */
public sealed interface PreparedUse extends KeptUse {

  /**
   * PREPARE.
   *
   * @param name as the database folds it
   * @param sql the statement that is kept
   */
  record Prepares(String name, String sql) implements PreparedUse {
    /** Never the text: it may hold literals. */
    @Override
    public String toString() {
      return "Prepares[" + name + "]";
    }
  }

  /** EXECUTE, also as the source of a new table. */
  record Executes(String name) implements PreparedUse {}

  /**
   * DEALLOCATE.
   *
   * @param name which, or empty for all
   */
  record Deallocates(Optional<String> name) implements PreparedUse {}

  /** The session knows what it prepared only when a text was executed. */
  @Override
  default KeptUse amongOthers() {
    return this;
  }

  /** What a statement does; empty if nothing. */
  static Optional<PreparedUse> of(TokenList tokens, Classification statement) {
    OptionalInt execute = execute(tokens, statement);
    if (execute.isPresent()) {
      return name(tokens, execute.getAsInt() + 1, statement.end()).map(Executes::new);
    }
    int first = statement.first();
    if (!statement.has(Trait.SERVER_PREPARED)) {
      return Optional.empty();
    }
    if (tokens.isWord(first, "PREPARE")) {
      return name(tokens, first + 1, statement.end())
          .map(name -> new Prepares(name, kept(tokens, statement)));
    }
    int last = statement.end() - 1;
    return tokens.isWord(last, "ALL")
        ? Optional.of(new Deallocates(Optional.empty()))
        : name(tokens, last, statement.end()).map(name -> new Deallocates(Optional.of(name)));
  }

  /** The word EXECUTE of a statement that runs a prepared one. */
  static OptionalInt execute(TokenList tokens, Classification statement) {
    int first = statement.first();
    if (statement.has(Trait.SERVER_PREPARED)) {
      return tokens.isWord(first, "EXECUTE") ? OptionalInt.of(first) : OptionalInt.empty();
    }
    if (statement.kind() == StatementKind.EXPLAIN
        && statement.verb() < statement.end()
        && tokens.isWord(statement.verb(), "EXECUTE")) {
      return OptionalInt.of(statement.verb());
    }
    boolean mayMakeTable =
        statement.has(Trait.TABLE_FROM_QUERY) || statement.kind() == StatementKind.EXPLAIN;
    for (int token = first + 1; mayMakeTable && token < statement.end(); token++) {
      if (tokens.isWord(token - 1, "AS") && tokens.isWord(token, "EXECUTE")) {
        return OptionalInt.of(token);
      }
    }
    return OptionalInt.empty();
  }

  private static Optional<String> name(TokenList tokens, int token, int end) {
    boolean isName =
        token < end
            && (tokens.kind(token) == TokenKind.WORD
                || tokens.kind(token) == TokenKind.QUOTED_IDENTIFIER);
    return isName ? Optional.of(tokens.name(token)) : Optional.empty();
  }

  /** What follows {@code PREPARE name [(types)] AS}. */
  private static String kept(TokenList tokens, Classification statement) {
    int token = statement.first() + 2;
    if (token < statement.end() && tokens.is(token, "(")) {
      token = tokens.matching(token) + 1;
    }
    int begin = token + 1;
    return begin > 0 && begin < statement.end()
        ? tokens.sql().substring(tokens.begin(begin), tokens.end(statement.end() - 1))
        : "";
  }
}
