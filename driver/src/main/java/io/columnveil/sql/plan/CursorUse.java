package io.columnveil.sql.plan;

import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.Classification;
import io.columnveil.sql.parse.Trait;
import java.util.Optional;

/**
 * What a statement does with a cursor that lives in the server. What FETCH gives is known only
 * where the cursor was declared.
 */
public sealed interface CursorUse extends KeptUse {

  /**
   * DECLARE.
   *
   * @param name as the database folds it
   * @param sql the statement, so that it can be planned again when rows are fetched
   * @param hold whether it may outlive the transaction
   */
  record Declares(String name, String sql, boolean hold) implements CursorUse {
    /** Never the text: it may hold literals. */
    @Override
    public String toString() {
      return "Declares[" + name + "]";
    }
  }

  /**
   * FETCH.
   *
   * @param name of the cursor
   * @param alone whether it is the only statement of its text
   */
  record Reads(String name, boolean alone) implements CursorUse {}

  /**
   * CLOSE.
   *
   * @param name which, or empty for all
   */
  record Closes(Optional<String> name) implements CursorUse {}

  @Override
  default CursorUse amongOthers() {
    return this instanceof Reads reads ? new Reads(reads.name(), false) : this;
  }

  /** What a statement does, which is the only one of its text; empty if nothing. */
  static Optional<CursorUse> of(TokenList tokens, Classification statement) {
    int first = statement.first();
    int last = statement.end() - 1;
    if (last <= first) {
      return Optional.empty();
    }
    if (statement.has(Trait.CURSOR_QUERY)) {
      boolean hold = false;
      for (int token = first; token < statement.verb(); token++) {
        hold |= tokens.isWord(token, "HOLD") && !tokens.isWord(token - 1, "WITHOUT");
      }
      String sql = tokens.sql().substring(tokens.begin(first), tokens.end(last));
      return Optional.of(new Declares(tokens.name(first + 1), sql, hold));
    }
    if (tokens.isWord(first, "FETCH")) {
      return isName(tokens, last)
          ? Optional.of(new Reads(tokens.name(last), true))
          : Optional.empty();
    }
    if (tokens.isWord(first, "CLOSE")) {
      boolean all = tokens.isWord(last, "ALL");
      return Optional.of(new Closes(all ? Optional.empty() : Optional.of(tokens.name(last))));
    }
    return Optional.empty();
  }

  private static boolean isName(TokenList tokens, int token) {
    return tokens.kind(token) == TokenKind.WORD
        || tokens.kind(token) == TokenKind.QUOTED_IDENTIFIER;
  }
}
