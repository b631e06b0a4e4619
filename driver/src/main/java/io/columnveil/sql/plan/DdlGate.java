package io.columnveil.sql.plan;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.Classification;
import io.columnveil.sql.parse.Trait;
import java.util.Locale;
import java.util.Optional;
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
  private static final Set<String> HARMFUL_ALTER =
      Set.of(
          "RENAME", "TYPE", "USING", "ATTACH", "DETACH", "INHERIT", "DEFAULT", "GENERATED", "AS");

  private final Relevance relevance;

  DdlGate(Relevance relevance) {
    this.relevance = relevance;
  }

  Optional<Issue> refuse(TokenList tokens, Classification statement) {
    int first = statement.first();
    boolean names = relevance.namesClosure(tokens, first, statement.end());
    if (!names || isHarmless(tokens, statement)) {
      return Optional.empty();
    }
    return CodeGate.refuse(
        ErrorCode.STATEMENT_NOT_UNDERSTOOD,
        tokens,
        first,
        "this DDL could copy values of a protected table or take a column out of its protection",
        "Change the policy first, and run the DDL with a direct connection of the table's owner");
  }

  private static boolean isHarmless(TokenList tokens, Classification statement) {
    int first = statement.first();
    if (statement.has(Trait.TABLE_FROM_QUERY) || statement.has(Trait.SELECT_INTO)) {
      return false;
    }
    String verb = tokens.text(first).toUpperCase(Locale.ROOT);
    if (HARMLESS.contains(verb)) {
      return !dropsColumn(tokens, statement);
    }
    if (verb.equals("CREATE") && first + 1 < statement.end()) {
      String kind = tokens.text(first + 1).toUpperCase(Locale.ROOT);
      return HARMLESS_CREATE.contains(kind) || kind.equals("TABLE") || statement.has(Trait.VIEW);
    }
    return verb.equals("ALTER") && isHarmlessAlter(tokens, statement);
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
