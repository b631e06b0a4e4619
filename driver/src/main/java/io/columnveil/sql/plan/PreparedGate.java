package io.columnveil.sql.plan;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.Classification;
import io.columnveil.sql.parse.Trait;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Decides about statements that SQL keeps in the server by PREPARE. They are run as they are, so
 * only those that touch nothing protected pass, under names of their own.
 */
final class PreparedGate {

  static final String REMEDY =
      "Prepare it by Connection.prepareStatement, which the server keeps as well";

  /** The wrapped driver's own: what they run was rewritten, and is read by its plan only. */
  private static final String OF_THE_DRIVER = "S_";

  private final Relevance relevance;

  PreparedGate(Relevance relevance) {
    this.relevance = relevance;
  }

  Optional<Issue> refuse(TokenList tokens, Classification statement) {
    OptionalInt execute = PreparedUse.execute(tokens, statement);
    if (execute.isEmpty() && !statement.has(Trait.SERVER_PREPARED)) {
      return Optional.empty();
    }
    int place = execute.orElse(statement.first());
    if (place + 1 < statement.end() && tokens.isWord(place + 1, "IMMEDIATE")) {
      return refused(
          tokens,
          place,
          "what EXECUTE IMMEDIATE runs is put together in the database, and cannot be seen from"
              + " here",
          "Run the statement itself from the application");
    }
    Optional<PreparedUse> use = PreparedUse.of(tokens, statement);
    if (use.isEmpty()) {
      return refused(tokens, place, "which prepared statement is meant cannot be read", REMEDY);
    }
    if (name(use.get()).startsWith(OF_THE_DRIVER)) {
      return refused(
          tokens,
          place,
          "prepared statements of such names are the wrapped driver's, and may give protected"
              + " columns past every grant",
          "Use a name that does not begin with " + OF_THE_DRIVER);
    }
    return named(tokens, statement, use.get());
  }

  private static String name(PreparedUse use) {
    if (use instanceof PreparedUse.Prepares prepares) {
      return prepares.name();
    }
    return use instanceof PreparedUse.Executes executes ? executes.name() : "";
  }

  /** PREPARE of a protected table. */
  private Optional<Issue> named(TokenList tokens, Classification statement, PreparedUse use) {
    OptionalInt named = relevance.closureName(tokens, statement.first(), statement.end());
    if (!(use instanceof PreparedUse.Prepares) || named.isEmpty()) {
      return Optional.empty();
    }
    return refused(
        tokens,
        named.getAsInt(),
        "what PREPARE keeps in the server is run by EXECUTE as it is: values would not be encrypted"
            + " for '"
            + tokens.name(named.getAsInt())
            + "', nor results decrypted",
        REMEDY);
  }

  private static Optional<Issue> refused(
      TokenList tokens, int place, String message, String remedy) {
    return CodeGate.refuse(ErrorCode.OPAQUE_CODE, tokens, place, message, remedy);
  }
}
