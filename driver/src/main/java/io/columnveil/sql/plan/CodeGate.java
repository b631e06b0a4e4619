package io.columnveil.sql.plan;

import io.columnveil.catalog.Backend;
import io.columnveil.catalog.Bypass;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.Source;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.Classification;
import io.columnveil.sql.parse.StatementKind;
import io.columnveil.sql.parse.Trait;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Decides about everything that is not bound: code, bulk commands, settings and DDL. Each either
 * cannot touch a protected table and passes, or is refused.
 */
final class CodeGate {

  private final Backend backend;
  private final Relevance relevance;
  private final DdlGate ddl;
  private final PreparedGate prepared;
  private final TextExecutors executors;
  private final boolean oldPlaintext;

  CodeGate(
      Backend backend,
      Relevance relevance,
      Set<String> protectedColumns,
      Set<String> hiddenColumns,
      boolean oldPlaintext) {
    this.backend = backend;
    this.relevance = relevance;
    this.ddl = new DdlGate(relevance, protectedColumns, hiddenColumns);
    this.prepared = new PreparedGate(relevance);
    this.executors = new TextExecutors(backend, oldPlaintext);
    this.oldPlaintext = oldPlaintext;
  }

  /** Why a text is refused whatever else it does. */
  Optional<Issue> refuseAnywhere(TokenList tokens) {
    OptionalInt executor = executors.find(tokens);
    if (executor.isPresent()) {
      return refuse(
          ErrorCode.OPAQUE_CODE,
          tokens,
          executor.getAsInt(),
          "'"
              + tokens.text(executor.getAsInt())
              + "' reads tables named by text, or the database's own copies of their values, past"
              + " every grant",
          "Query the tables themselves");
    }
    if (SessionEffects.callsSetConfig(tokens, 0, tokens.size())) {
      // Anywhere: parentheses and casts may stand between the function and the setting's name.
      for (int token = 0; token < tokens.size(); token++) {
        if (tokens.kind(token) == TokenKind.STRING && changesReading(tokens.stringValue(token))) {
          return refuseReading(tokens, token);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean changesReading(String setting) {
    return setting.toLowerCase(Locale.ROOT).equals("standard_conforming_strings");
  }

  private static Optional<Issue> refuseReading(TokenList tokens, int token) {
    return refuse(
        ErrorCode.SETTING_REFUSED,
        tokens,
        token,
        "this setting changes how SQL is read, and protected values could be read past it",
        "Leave it at its default");
  }

  /** Why a statement that is not bound is refused. */
  Optional<Issue> refuse(TokenList tokens, Classification statement) {
    if (statement.has(Trait.READING)) {
      return turnsOn(tokens, statement)
          ? Optional.empty()
          : refuseReading(tokens, statement.first());
    }
    Optional<Issue> unaccounted = prepared.refuse(tokens, statement);
    if (unaccounted.isPresent()) {
      return unaccounted;
    }
    return switch (statement.kind()) {
      case OPAQUE -> opaque(tokens, statement);
      case DDL -> ddl.refuse(tokens, statement);
      case CURSOR, SESSION, TRANSACTION, EMPTY, OTHER -> other(tokens, statement);
      default -> Optional.empty();
    };
  }

  /** RESET goes back to what held when the connection was made, which was not refused. */
  private static boolean turnsOn(TokenList tokens, Classification statement) {
    int last = statement.end() - 1;
    return tokens.isWord(statement.first(), "RESET")
        || tokens.isWord(last, "DEFAULT")
        || tokens.isWord(last, "ON")
        || tokens.isWord(last, "TRUE")
        || tokens.kind(last) == TokenKind.STRING && tokens.stringValue(last).equalsIgnoreCase("on");
  }

  private Optional<Issue> opaque(TokenList tokens, Classification statement) {
    boolean dumps = backend == Backend.H2 && statement.has(Trait.BULK);
    boolean reaches =
        dumps
            || copiesPast(tokens, statement)
            || touches(tokens, statement)
            || relevance.callsOpaqueCode(tokens, statement.first(), statement.end())
            || bodyReaches(tokens, statement);
    return reaches
        ? refuse(
            ErrorCode.OPAQUE_CODE,
            tokens,
            statement.first(),
            "what "
                + verb(tokens, statement)
                + " does with protected tables cannot be seen from here",
            remedy(tokens, statement))
        : Optional.empty();
  }

  /** COPY that runs a program of the server, or reads a file of it while that may be plaintext. */
  private boolean copiesPast(TokenList tokens, Classification statement) {
    if (!tokens.isWord(statement.first(), "COPY")) {
      return false;
    }
    for (int token = statement.first() + 1; token < statement.end(); token++) {
      boolean from = tokens.isWord(token - 1, "FROM");
      boolean program = tokens.isWord(token, "PROGRAM") && (from || tokens.isWord(token - 1, "TO"));
      if (program || from && oldPlaintext && tokens.kind(token) == TokenKind.STRING) {
        return true;
      }
    }
    return false;
  }

  private static String remedy(TokenList tokens, Classification statement) {
    if (statement.has(Trait.SERVER_PREPARED)) {
      return PreparedGate.REMEDY;
    }
    return verb(tokens, statement).equals("CALL")
        ? "Select from a function instead, as in SELECT * FROM f(?), and run what a procedure does"
            + " statement by statement from the application"
        : "Run its statements one by one from the application; what an administrator runs belongs"
            + " on a connection without Columnveil";
  }

  private static String verb(TokenList tokens, Classification statement) {
    String first = tokens.text(statement.first()).toUpperCase(Locale.ROOT);
    return first.equals("{") ? "CALL" : first;
  }

  private boolean bodyReaches(TokenList tokens, Classification statement) {
    for (int token = statement.first(); token < statement.end(); token++) {
      if (tokens.kind(token) == TokenKind.STRING) {
        String body = tokens.stringValue(token);
        if (relevance.textNamesClosure(body)
            || relevance.textNamesOpaqueCode(body)
            || isDynamic(body)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether a body may read what it does not name. {@code U&"..."} spells names by code points. */
  private boolean isDynamic(String body) {
    String lower = body.toLowerCase(Locale.ROOT);
    return Bypass.mayBeIn(backend, lower)
        || lower.contains("u&\"")
        || lower.contains("execute")
        || lower.contains("prepare")
        || lower.contains("deallocate")
        || lower.contains("_to_xml")
        || lower.contains("dblink")
        || lower.contains("set_config")
        || lower.contains("pg_stat");
  }

  private Optional<Issue> other(TokenList tokens, Classification statement) {
    boolean carriesQuery =
        statement.kind() == StatementKind.OTHER
            || statement.kind() == StatementKind.SESSION && hasExpression(tokens, statement);
    boolean reaches =
        touches(tokens, statement)
            || relevance.callsOpaqueCode(tokens, statement.first(), statement.end());
    return carriesQuery && reaches
        ? refuse(
            ErrorCode.STATEMENT_NOT_UNDERSTOOD,
            tokens,
            relevance
                .closureName(tokens, statement.first(), statement.end())
                .orElse(statement.first()),
            "this statement names a protected table, and "
                + verb(tokens, statement)
                + " is not understood with one",
            "Write it as SELECT, INSERT, UPDATE or DELETE")
        : Optional.empty();
  }

  /** H2 takes any expression as a setting: {@code SET @x = (SELECT ...)}. */
  private static boolean hasExpression(TokenList tokens, Classification statement) {
    for (int token = statement.first(); token < statement.end(); token++) {
      if (tokens.is(token, "(")) {
        return true;
      }
    }
    return false;
  }

  private boolean touches(TokenList tokens, Classification statement) {
    return relevance.namesClosure(tokens, statement.first(), statement.end())
        || relevance.stringNamesClosure(tokens, statement.first(), statement.end());
  }

  static Optional<Issue> refuse(
      ErrorCode code, TokenList tokens, int token, String message, String remedy) {
    return Optional.of(
        Issue.error(code, Source.sql(tokens.sql()).at(tokens.begin(token)), message, remedy));
  }
}
