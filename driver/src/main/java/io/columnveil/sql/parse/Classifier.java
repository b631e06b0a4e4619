package io.columnveil.sql.parse;

import io.columnveil.sql.lex.Dialect;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Tells by leading keywords what kind of statement a text is. It never says less than the truth: an
 * unknown word is {@link StatementKind#OTHER}, and whatever may run text or code is OPAQUE.
 */
public final class Classifier {

  private static final Map<String, StatementKind> VERBS =
      Map.ofEntries(
          Map.entry("SELECT", StatementKind.QUERY),
          Map.entry("VALUES", StatementKind.QUERY),
          Map.entry("TABLE", StatementKind.QUERY),
          Map.entry("FROM", StatementKind.QUERY),
          Map.entry("INSERT", StatementKind.INSERT),
          Map.entry("REPLACE", StatementKind.INSERT),
          Map.entry("UPDATE", StatementKind.UPDATE),
          Map.entry("DELETE", StatementKind.DELETE),
          Map.entry("MERGE", StatementKind.MERGE),
          Map.entry("BEGIN", StatementKind.TRANSACTION),
          Map.entry("START", StatementKind.TRANSACTION),
          Map.entry("COMMIT", StatementKind.TRANSACTION),
          Map.entry("END", StatementKind.TRANSACTION),
          Map.entry("ROLLBACK", StatementKind.TRANSACTION),
          Map.entry("ABORT", StatementKind.TRANSACTION),
          Map.entry("SAVEPOINT", StatementKind.TRANSACTION),
          Map.entry("RELEASE", StatementKind.TRANSACTION),
          Map.entry("FETCH", StatementKind.CURSOR),
          Map.entry("MOVE", StatementKind.CURSOR),
          Map.entry("CLOSE", StatementKind.CURSOR),
          Map.entry("LISTEN", StatementKind.CURSOR),
          Map.entry("UNLISTEN", StatementKind.CURSOR),
          Map.entry("NOTIFY", StatementKind.CURSOR),
          Map.entry("CREATE", StatementKind.DDL),
          Map.entry("ALTER", StatementKind.DDL),
          Map.entry("DROP", StatementKind.DDL),
          Map.entry("TRUNCATE", StatementKind.DDL),
          Map.entry("COMMENT", StatementKind.DDL),
          Map.entry("GRANT", StatementKind.DDL),
          Map.entry("REVOKE", StatementKind.DDL),
          Map.entry("ANALYZE", StatementKind.DDL),
          Map.entry("ANALYSE", StatementKind.DDL),
          Map.entry("VACUUM", StatementKind.DDL),
          Map.entry("REINDEX", StatementKind.DDL),
          Map.entry("CLUSTER", StatementKind.DDL),
          Map.entry("REFRESH", StatementKind.DDL),
          Map.entry("REASSIGN", StatementKind.DDL),
          Map.entry("SECURITY", StatementKind.DDL),
          Map.entry("IMPORT", StatementKind.DDL),
          Map.entry("LOCK", StatementKind.DDL),
          Map.entry("CHECKPOINT", StatementKind.DDL),
          Map.entry("SHUTDOWN", StatementKind.DDL),
          Map.entry("DO", StatementKind.OPAQUE),
          Map.entry("CALL", StatementKind.OPAQUE),
          Map.entry("EXECUTE", StatementKind.OPAQUE),
          Map.entry("DEALLOCATE", StatementKind.OPAQUE),
          Map.entry("COPY", StatementKind.OPAQUE),
          Map.entry("LOAD", StatementKind.OPAQUE),
          Map.entry("SCRIPT", StatementKind.OPAQUE),
          Map.entry("RUNSCRIPT", StatementKind.OPAQUE),
          Map.entry("BACKUP", StatementKind.OPAQUE),
          Map.entry("HELP", StatementKind.SESSION),
          Map.entry("SHOW", StatementKind.SESSION),
          Map.entry("RESET", StatementKind.SESSION),
          Map.entry("DISCARD", StatementKind.SESSION),
          Map.entry("USE", StatementKind.SESSION));

  private static final Set<String> BULK = Set.of("COPY", "SCRIPT", "RUNSCRIPT", "BACKUP");

  private Classifier() {}

  /**
   * The statements of a text, in order, empty ones left out. A text without any gives one of kind
   * EMPTY.
   */
  public static List<Classification> classifyAll(TokenList tokens) {
    List<Classification> statements = new ArrayList<>(1);
    int start = 0;
    for (int semicolon : tokens.semicolons()) {
      if (semicolon > start) {
        statements.add(classify(tokens, start, semicolon));
      }
      start = semicolon + 1;
    }
    if (start < tokens.size()) {
      statements.add(classify(tokens, start, tokens.size()));
    }
    if (statements.isEmpty()) {
      statements.add(new Classification(StatementKind.EMPTY, Set.of(), 0, 0, 0));
    }
    return statements;
  }

  /**
   * The one statement in a run of tokens.
   *
   * @param first its first token
   * @param end the token after its last
   */
  private static Classification classify(TokenList tokens, int first, int end) {
    return new Reading(tokens, first, end).classify();
  }

  private static final class Reading {

    private final TokenList tokens;
    private final int first;
    private final int end;
    private final EnumSet<Trait> traits = EnumSet.noneOf(Trait.class);
    private int verb;

    Reading(TokenList tokens, int first, int end) {
      this.tokens = tokens;
      this.first = first;
      this.end = end;
      this.verb = first;
    }

    Classification classify() {
      StatementKind kind = kind();
      return new Classification(kind, traits, first, end, Math.min(verb, Math.max(first, end - 1)));
    }

    private StatementKind kind() {
      int at = first;
      while (at < end && tokens.is(at, "(")) {
        at++;
      }
      if (at >= end) {
        return first >= end ? StatementKind.EMPTY : StatementKind.OTHER;
      }
      verb = at;
      if (tokens.kind(at) == TokenKind.ESCAPE_BRACE) {
        return StatementKind.OPAQUE;
      }
      if (tokens.kind(at) != TokenKind.WORD) {
        // H2 takes "? = CALL f()" without braces.
        return tokens.kind(at) == TokenKind.PLACEHOLDER
            ? StatementKind.OPAQUE
            : StatementKind.OTHER;
      }
      switch (word(at)) {
        case "WITH":
          return with(at);
        case "EXPLAIN":
          return explain(at);
        case "SET":
          return set(at);
        case "DECLARE":
          return declare(at);
        case "PREPARE":
          return prepare(at);
        case "EXECUTE":
        case "DEALLOCATE":
          traits.add(Trait.SERVER_PREPARED);
          return StatementKind.OPAQUE;
        default:
          return verb(at);
      }
    }

    private StatementKind verb(int at) {
      String word = word(at);
      StatementKind kind = VERBS.getOrDefault(word, StatementKind.OTHER);
      switch (kind) {
        case QUERY:
          if (selectsInto(at)) {
            traits.add(Trait.SELECT_INTO);
          }
          return kind;
        case TRANSACTION:
          if (word.equals("ROLLBACK") || word.equals("ABORT")) {
            traits.add(Trait.ROLLBACK);
          }
          return kind;
        case SESSION:
          return session(at, word);
        case DDL:
          return ddl(at);
        case OPAQUE:
          if (BULK.contains(word)) {
            traits.add(Trait.BULK);
          }
          return kind;
        default:
          return kind;
      }
    }

    /** The main verb stands after the last common table expression, at the depth of WITH. */
    private StatementKind with(int with) {
      int depth = 0;
      for (int i = with + 1; i < end; i++) {
        if (tokens.is(i, "(")) {
          depth++;
          if (i + 1 < end && isWriting(i + 1)) {
            traits.add(Trait.WRITES_IN_WITH);
          }
        } else if (tokens.is(i, ")")) {
          depth--;
          if (depth < 0) {
            return StatementKind.OTHER;
          }
        } else if (depth == 0 && tokens.kind(i) == TokenKind.WORD && mainVerb(i)) {
          verb = i;
          return verb(i);
        }
      }
      return mainInParentheses(with);
    }

    private boolean isWriting(int token) {
      return tokens.isWord(token, "INSERT")
          || tokens.isWord(token, "UPDATE")
          || tokens.isWord(token, "DELETE")
          || tokens.isWord(token, "MERGE");
    }

    /** A verb follows the closing parenthesis of a CTE or its SEARCH or CYCLE clause, never AS. */
    private boolean mainVerb(int at) {
      switch (word(at)) {
        case "SELECT":
        case "VALUES":
        case "TABLE":
        case "INSERT":
        case "UPDATE":
        case "DELETE":
        case "MERGE":
          return !tokens.is(at - 1, ",")
              && !tokens.isWord(at - 1, "WITH")
              && !tokens.isWord(at - 1, "RECURSIVE")
              && !tokens.isWord(at - 1, "SET")
              && !tokens.isWord(at - 1, "USING");
        default:
          return false;
      }
    }

    /** {@code WITH a AS (..) (SELECT ..)}. */
    private StatementKind mainInParentheses(int with) {
      for (int i = with + 1; i + 1 < end; i++) {
        if (tokens.is(i, ")") && tokens.is(i + 1, "(")) {
          int at = i + 1;
          while (at < end && tokens.is(at, "(")) {
            at++;
          }
          if (at < end
              && (tokens.isWord(at, "SELECT")
                  || tokens.isWord(at, "VALUES")
                  || tokens.isWord(at, "TABLE")
                  || tokens.isWord(at, "WITH"))) {
            verb = at;
            return StatementKind.QUERY;
          }
        }
      }
      return StatementKind.OTHER;
    }

    /** INTO at the depth of a SELECT, before its FROM: the query makes a table. */
    private boolean selectsInto(int select) {
      int depth = 0;
      for (int i = select; i < end; i++) {
        if (tokens.is(i, "(")) {
          depth++;
        } else if (tokens.is(i, ")")) {
          depth--;
        } else if (depth <= 0 && tokens.isWord(i, "INTO") && !tokens.is(i - 1, ".")) {
          return true;
        }
      }
      return false;
    }

    private StatementKind explain(int explain) {
      ExplainHead head = ExplainHead.read(tokens, explain, end);
      if (head.analyzes()) {
        traits.add(Trait.ANALYZE);
      }
      verb = head.statement();
      return StatementKind.EXPLAIN;
    }

    private StatementKind declare(int at) {
      // DECLARE name [options] CURSOR [options] FOR query
      for (int i = at + 1; i + 1 < end; i++) {
        if (tokens.isWord(i, "FOR")) {
          traits.add(Trait.CURSOR_QUERY);
          verb = i + 1;
          return StatementKind.CURSOR;
        }
      }
      return StatementKind.OPAQUE;
    }

    private StatementKind prepare(int at) {
      if (at + 1 < end
          && (tokens.isWord(at + 1, "TRANSACTION") || tokens.isWord(at + 1, "COMMIT"))) {
        return StatementKind.TRANSACTION;
      }
      traits.add(Trait.SERVER_PREPARED);
      return StatementKind.OPAQUE;
    }

    private StatementKind session(int at, String word) {
      switch (word) {
        case "SHOW":
        case "HELP":
          traits.add(Trait.SHOW);
          break;
        case "USE":
          traits.add(Trait.SEARCH_PATH);
          break;
        case "DISCARD":
          traits.add(Trait.IDENTITY);
          traits.add(Trait.SEARCH_PATH);
          break;
        default:
          setting(at + 1);
          if (at + 1 < end && tokens.isWord(at + 1, "ALL")) {
            traits.add(Trait.IDENTITY);
            traits.add(Trait.SEARCH_PATH);
          }
      }
      return StatementKind.SESSION;
    }

    private StatementKind set(int set) {
      int at = set + 1;
      if (at + 1 < end && (tokens.isWord(at, "LOCAL") || tokens.isWord(at, "SESSION"))) {
        if (tokens.isWord(at + 1, "CHARACTERISTICS")) {
          return StatementKind.TRANSACTION;
        }
        if (tokens.isWord(at + 1, "AUTHORIZATION")) {
          traits.add(Trait.IDENTITY);
          return StatementKind.SESSION;
        }
        at++;
      }
      if (at < end && (tokens.isWord(at, "TRANSACTION") || tokens.isWord(at, "CONSTRAINTS"))) {
        return StatementKind.TRANSACTION;
      }
      setting(at);
      return StatementKind.SESSION;
    }

    private void setting(int at) {
      if (at >= end) {
        return;
      }
      boolean named =
          tokens.kind(at) == TokenKind.WORD || tokens.kind(at) == TokenKind.QUOTED_IDENTIFIER;
      String name = named ? tokens.name(at).toUpperCase(Locale.ROOT) : "";
      if (name.equals("SESSION") && at + 1 < end && tokens.isWord(at + 1, "AUTHORIZATION")) {
        traits.add(Trait.IDENTITY);
      } else {
        SettingNames.trait(name).ifPresent(traits::add);
      }
    }

    private StatementKind ddl(int at) {
      DdlHead head = DdlHead.read(tokens, at, end);
      head.trait().ifPresent(traits::add);
      return head.carriesCode() ? StatementKind.OPAQUE : StatementKind.DDL;
    }

    private String word(int at) {
      String name = tokens.name(at);
      return tokens.dialect() == Dialect.H2 ? name : name.toUpperCase(Locale.ROOT);
    }
  }
}
