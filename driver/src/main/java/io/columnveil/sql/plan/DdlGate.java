package io.columnveil.sql.plan;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.Classification;
import io.columnveil.sql.parse.Trait;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * DDL that names a protected table: what cannot move plaintext, and cannot take a column out of its
 * protection, passes. Renames and changes of columns would leave the policy behind.
 */
final class DdlGate {

  private static final Set<String> HARMLESS =
      Set.of(
          "ANALYZE",
          "CLUSTER",
          "COMMENT",
          "DROP",
          "GRANT",
          "LOCK",
          "REFRESH",
          "REINDEX",
          "REVOKE",
          "TRUNCATE",
          "VACUUM");
  private static final Set<String> HARMLESS_CREATE =
      Set.of("INDEX", "UNIQUE", "SEQUENCE", "SCHEMA", "STATISTICS");
  private static final Set<String> MODIFIERS =
      Set.of("GLOBAL", "LOCAL", "TEMP", "TEMPORARY", "UNLOGGED", "CACHED", "MEMORY");
  private static final Set<String> HARMFUL_ALTER =
      Set.of(
          "RENAME", "TYPE", "USING", "ATTACH", "DETACH", "INHERIT", "DEFAULT", "GENERATED", "AS");

  private final Relevance relevance;
  private final Set<String> protectedColumns;
  private final Set<String> hiddenColumns;

  /**
   * A gate.
   *
   * @param protectedColumns names of protected columns
   * @param hiddenColumns names of columns that do not exist for applications
   */
  DdlGate(Relevance relevance, Set<String> protectedColumns, Set<String> hiddenColumns) {
    this.relevance = relevance;
    this.protectedColumns = protectedColumns;
    this.hiddenColumns = hiddenColumns;
  }

  Optional<Issue> refuse(TokenList tokens, Classification statement) {
    OptionalInt named = relevance.closureName(tokens, statement.first(), statement.end());
    if (named.isEmpty()) {
      named = alteredSchemaOfClosure(tokens, statement);
    }
    if (named.isEmpty()) {
      return Optional.empty();
    }
    OptionalInt hidden = hiddenColumn(tokens, statement);
    if (hidden.isPresent()) {
      return CodeGate.refuse(
          ErrorCode.UNKNOWN_COLUMN,
          tokens,
          hidden.getAsInt(),
          "column \"" + tokens.name(hidden.getAsInt()) + "\" does not exist",
          "Companion columns belong to Columnveil: see its command 'schema'");
    }
    OptionalInt code = runCode(tokens, statement);
    if (code.isPresent()) {
      return CodeGate.refuse(
          ErrorCode.OPAQUE_CODE,
          tokens,
          code.getAsInt(),
          DdlHarm.CODE.message(tokens.text(code.getAsInt())),
          DdlHarm.CODE.remedy());
    }
    if (isHarmless(tokens, statement)) {
      return Optional.empty();
    }
    DdlHarm harm = harm(tokens, statement);
    return CodeGate.refuse(
        ErrorCode.STATEMENT_NOT_UNDERSTOOD,
        tokens,
        named.getAsInt(),
        harm.message(tokens.name(named.getAsInt())),
        harm.remedy());
  }

  private OptionalInt hiddenColumn(TokenList tokens, Classification statement) {
    for (int token = statement.first(); token < statement.end(); token++) {
      TokenKind kind = tokens.kind(token);
      if ((kind == TokenKind.WORD || kind == TokenKind.QUOTED_IDENTIFIER)
          && hiddenColumns.contains(tokens.name(token))) {
        return OptionalInt.of(token);
      }
    }
    return OptionalInt.empty();
  }

  /** Code that the database would run on rows: in defaults, checks, indexes and types. */
  private OptionalInt runCode(TokenList tokens, Classification statement) {
    boolean runs =
        tokens.isWord(statement.first(), "CREATE") && !statement.has(Trait.VIEW)
            || tokens.isWord(statement.first(), "ALTER");
    if (!runs) {
      return OptionalInt.empty();
    }
    OptionalInt reaching = relevance.reachingCode(tokens, statement.first(), statement.end());
    return reaching.isPresent()
        ? reaching
        : relevance.userFunctionCall(tokens, statement.first(), statement.end());
  }

  /** What is most likely meant to happen, for the message: the gate itself asks for no more. */
  private DdlHarm harm(TokenList tokens, Classification statement) {
    if (statement.has(Trait.TABLE_FROM_QUERY) || statement.has(Trait.SELECT_INTO)) {
      return DdlHarm.COPY;
    }
    if (!statement.has(Trait.VIEW) && holdsQuery(tokens, statement)) {
      return DdlHarm.QUERY;
    }
    return holdsPlaintext(tokens, statement) ? DdlHarm.PLAINTEXT : DdlHarm.PROTECTION;
  }

  /** {@code ALTER SCHEMA name ..}: it takes all tables of the schema to another name. */
  private OptionalInt alteredSchemaOfClosure(TokenList tokens, Classification statement) {
    int schema = statement.first() + 2;
    if (!tokens.isWord(statement.first(), "ALTER")
        || schema >= statement.end()
        || !tokens.isWord(schema - 1, "SCHEMA")) {
      return OptionalInt.empty();
    }
    for (int token = schema; token < statement.end(); token++) {
      TokenKind kind = tokens.kind(token);
      if ((kind == TokenKind.WORD || kind == TokenKind.QUOTED_IDENTIFIER)
          && relevance.isSchemaOfClosure(tokens.name(token))) {
        return OptionalInt.of(token);
      }
    }
    return OptionalInt.empty();
  }

  private boolean isHarmless(TokenList tokens, Classification statement) {
    int first = statement.first();
    if (statement.has(Trait.TABLE_FROM_QUERY) || statement.has(Trait.SELECT_INTO)) {
      return false;
    }
    if (!statement.has(Trait.VIEW) && holdsQuery(tokens, statement)) {
      return false;
    }
    String verb = tokens.text(first).toUpperCase(Locale.ROOT);
    if (HARMLESS.contains(verb)) {
      return !dropsColumn(tokens, statement);
    }
    if (holdsPlaintext(tokens, statement)) {
      return false;
    }
    int object = first + 1;
    while (object < statement.end()
        && MODIFIERS.contains(tokens.text(object).toUpperCase(Locale.ROOT))) {
      object++;
    }
    if (verb.equals("CREATE") && object < statement.end()) {
      String kind = tokens.text(object).toUpperCase(Locale.ROOT);
      return HARMLESS_CREATE.contains(kind) || kind.equals("TABLE") || statement.has(Trait.VIEW);
    }
    return verb.equals("ALTER") && isHarmlessAlter(tokens, statement);
  }

  /**
   * Whether a string could be a value of a protected column, as in a view's WHERE, an index's
   * predicate or a CHECK: it would reach the database in plaintext and never match.
   */
  private boolean holdsPlaintext(TokenList tokens, Classification statement) {
    boolean column = false;
    boolean string = false;
    for (int token = statement.first(); token < statement.end(); token++) {
      TokenKind kind = tokens.kind(token);
      string |= kind == TokenKind.STRING;
      column |=
          (kind == TokenKind.WORD || kind == TokenKind.QUOTED_IDENTIFIER)
              && protectedColumns.contains(tokens.name(token));
    }
    return column && string;
  }

  /** H2 evaluates queries in DDL: {@code DEFAULT (SELECT ...)}, {@code START WITH (SELECT ...)}. */
  private static boolean holdsQuery(TokenList tokens, Classification statement) {
    for (int token = statement.first() + 1; token < statement.end(); token++) {
      boolean opens =
          tokens.is(token - 1, "(")
              && (tokens.isWord(token, "TABLE")
                  || tokens.isWord(token, "VALUES")
                  || tokens.isWord(token, "FROM")
                  || tokens.isWord(token, "WITH"));
      if (opens || tokens.isWord(token, "SELECT") && !isPrivilege(tokens, statement)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPrivilege(TokenList tokens, Classification statement) {
    return tokens.isWord(statement.first(), "GRANT") || tokens.isWord(statement.first(), "REVOKE");
  }

  private static boolean dropsColumn(TokenList tokens, Classification statement) {
    return tokens.isWord(statement.first(), "DROP")
        && statement.first() + 1 < statement.end()
        && tokens.isWord(statement.first() + 1, "COLUMN");
  }

  /** ALTER TABLE that only adds columns or constraints. */
  private static boolean isHarmlessAlter(TokenList tokens, Classification statement) {
    boolean adds = false;
    for (int token = statement.first(); token < statement.end(); token++) {
      String word = tokens.text(token).toUpperCase(Locale.ROOT);
      if (HARMFUL_ALTER.contains(word)
          || word.equals("DROP")
          || word.equals("ALTER") && token > statement.first()) {
        return false;
      }
      adds |= word.equals("ADD");
    }
    return adds;
  }
}
