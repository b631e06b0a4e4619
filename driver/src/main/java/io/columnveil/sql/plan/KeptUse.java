package io.columnveil.sql.plan;

import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.Classification;
import io.columnveil.sql.parse.StatementKind;
import java.util.ArrayList;
import java.util.List;

/**
 * What a statement does with something that the server keeps under a name, a cursor or a prepared
 * statement. Its name does not tell what it reads, so the session keeps account of them.
 */
public sealed interface KeptUse permits CursorUse, PreparedUse {

  /** The same as one of several statements. */
  KeptUse amongOthers();

  /** What the statements of a text do, in order. */
  static List<KeptUse> of(TokenList tokens, List<Classification> statements) {
    List<KeptUse> uses = new ArrayList<>(1);
    for (Classification statement : statements) {
      if (statement.kind() == StatementKind.CURSOR) {
        CursorUse.of(tokens, statement).ifPresent(uses::add);
      } else {
        PreparedUse.of(tokens, statement).ifPresent(uses::add);
      }
    }
    if (statements.size() > 1) {
      uses.replaceAll(KeptUse::amongOthers);
    }
    return uses;
  }
}
