package io.columnveil.sql.plan;

import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.Classification;
import io.columnveil.sql.parse.Trait;

/** Tells of a statement what it may change about its session. */
final class SessionEffects {

  private final Relevance relevance;

  SessionEffects(Relevance relevance) {
    this.relevance = relevance;
  }

  SessionEffect of(TokenList tokens, Classification statement) {
    SessionEffect effect =
        switch (statement.kind()) {
          case TRANSACTION -> SessionEffect.TRANSACTION;
          case SESSION -> ofSetting(tokens, statement);
          case DDL, OPAQUE -> SessionEffect.CATALOG;
          case OTHER -> SessionEffect.IDENTITY;
          default -> statement.has(Trait.SELECT_INTO) ? SessionEffect.CATALOG : SessionEffect.NONE;
        };
    return effect.and(
        changesSettings(tokens, statement) ? SessionEffect.IDENTITY : SessionEffect.NONE);
  }

  /** SET CONSTRAINTS looks at rows, as the end of the transaction would. */
  private static SessionEffect ofSetting(TokenList tokens, Classification statement) {
    if (statement.has(Trait.SHOW)) {
      return SessionEffect.NONE;
    }
    int second = statement.first() + 1;
    return second < statement.end() && tokens.isWord(second, "CONSTRAINTS")
        ? SessionEffect.TRANSACTION
        : SessionEffect.IDENTITY;
  }

  /** Functions may change settings: set_config does, and those of users may. */
  private boolean changesSettings(TokenList tokens, Classification statement) {
    return relevance.callsUserFunction(tokens, statement.first(), statement.end())
        || callsSetConfig(tokens, statement.first(), statement.end());
  }

  /** Whether some tokens name PostgreSQL's function that changes a setting. */
  static boolean callsSetConfig(TokenList tokens, int first, int end) {
    for (int token = first; token < end; token++) {
      TokenKind kind = tokens.kind(token);
      if ((kind == TokenKind.WORD || kind == TokenKind.QUOTED_IDENTIFIER)
          && tokens.name(token).equalsIgnoreCase("set_config")) {
        return true;
      }
    }
    return false;
  }
}
