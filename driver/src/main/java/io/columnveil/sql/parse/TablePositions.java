package io.columnveil.sql.parse;

import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names that stand where a relation can stand, found from tokens alone: after FROM, JOIN, INTO and
 * the like, and in the comma lists of FROM. It names too much rather than too little; function
 * calls and aliases are left out, common table expressions are marked.
 */
public final class TablePositions {

  /** Words that stand between an introducer and the name. */
  private static final Set<String> SKIPPED =
      Set.of(
          "ONLY",
          "TABLE",
          "IF",
          "NOT",
          "EXISTS",
          "LATERAL",
          "TEMP",
          "TEMPORARY",
          "UNLOGGED",
          "CONCURRENTLY",
          "VERBOSE",
          "FREEZE",
          "FULL",
          "ANALYZE",
          "VIEW",
          "COLUMN",
          "INDEX");

  /** After these a parenthesis holds a query, or nothing that names a relation. */
  private static final Set<String> NO_NAME = Set.of("SELECT", "VALUES", "WITH", "SET");

  /** Clauses that end a comma list of FROM. */
  private static final Set<String> ENDS_LIST =
      Set.of(
          "SELECT",
          "WHERE",
          "GROUP",
          "HAVING",
          "ORDER",
          "SET",
          "VALUES",
          "RETURNING",
          "UNION",
          "EXCEPT",
          "INTERSECT",
          "LIMIT",
          "OFFSET",
          "FETCH",
          "WINDOW",
          "WHEN",
          "QUALIFY",
          "FOR");

  /** Commands whose first word is followed by relations. */
  private static final Set<String> COMMANDS =
      Set.of("TRUNCATE", "ANALYZE", "VACUUM", "CLUSTER", "COPY", "LOCK", "REINDEX");

  /** Commands in which ON names a relation. */
  private static final Set<String> ON_COMMANDS =
      Set.of("CREATE", "ALTER", "DROP", "COMMENT", "GRANT", "REVOKE", "SECURITY");

  private TablePositions() {}

  /**
   * A name in table position.
   *
   * @param parts its parts, folded as the database does; one for a bare name
   * @param span its tokens
   * @param mayBeCte whether a common table expression of that name is defined before it, so that it
   *     need not name a relation
   */
  public record Name(List<String> parts, Span span, boolean mayBeCte) {
    public Name {
      parts = List.copyOf(parts);
    }

    /** The last part. */
    public String simple() {
      return parts.get(parts.size() - 1);
    }
  }

  /** All of them, in the order of the text. */
  public static List<Name> of(TokenList tokens) {
    return new Scan(tokens).run();
  }

  private static final class Scan {

    private final TokenList tokens;
    private final int size;
    private final List<Name> names = new ArrayList<>();
    private final Set<String> ctes = new HashSet<>();

    /** By depth: whether a comma goes on to the next relation, and what the level has seen. */
    private boolean[] list = new boolean[16];

    private boolean[] query = new boolean[16];
    private boolean[] join = new boolean[16];
    private int depth;
    private boolean expected;
    private String command = "";
    private boolean with;

    Scan(TokenList tokens) {
      this.tokens = tokens;
      this.size = tokens.size();
    }

    List<Name> run() {
      boolean start = true;
      for (int i = 0; i < size; i++) {
        TokenKind kind = tokens.kind(i);
        if (kind == TokenKind.WORD || kind == TokenKind.QUOTED_IDENTIFIER) {
          String word = Words.of(tokens, i);
          if (start) {
            command = word;
          }
          i = name(i, word, start);
          start = false;
        } else if (kind == TokenKind.PUNCTUATION) {
          start = punctuation(i, start);
        } else {
          expected = false;
        }
      }
      return names;
    }

    private boolean punctuation(int i, boolean start) {
      if (tokens.is(i, "(")) {
        // FROM (a JOIN b ..), FROM ((a)), ONLY (a), but not JOIN b USING (c)
        boolean columns = expected && i > 0 && tokens.isWord(i - 1, "USING") && join[depth];
        push(expected && !columns);
        return start;
      }
      if (tokens.is(i, ")")) {
        depth = Math.max(0, depth - 1);
        expected = false;
      } else if (tokens.is(i, ",")) {
        expected = list[depth];
      } else if (tokens.is(i, ";")) {
        list[depth] = false;
        query[depth] = false;
        join[depth] = false;
        expected = false;
        with = false;
        ctes.clear();
        return depth == 0;
      } else {
        expected = false;
      }
      return false;
    }

    private void push(boolean relations) {
      depth++;
      if (depth == list.length) {
        list = Arrays.copyOf(list, 2 * depth);
        query = Arrays.copyOf(query, 2 * depth);
        join = Arrays.copyOf(join, 2 * depth);
      }
      list[depth] = relations;
      query[depth] = relations;
      join[depth] = false;
      expected = relations;
    }

    /** Takes the name or keyword at a token; returns its last token. */
    private int name(int i, String word, boolean start) {
      if (i > 0 && tokens.is(i - 1, ".")) {
        return i;
      }
      noteCte(i, word);
      if (expected && !SKIPPED.contains(word)) {
        expected = false;
        if (!NO_NAME.contains(word)) {
          return relation(i);
        }
      }
      if (start && COMMANDS.contains(word)) {
        expected = true;
        list[depth] = true;
        return i;
      }
      keyword(i, word);
      return i;
    }

    private void keyword(int i, String word) {
      switch (word) {
        case "SELECT":
        case "DELETE":
          query[depth] = true;
          list[depth] = false;
          break;
        case "FROM":
          // EXTRACT(x FROM y), SUBSTRING(x FROM y), IS DISTINCT FROM
          boolean clause =
              (depth == 0 || query[depth] || tokens.is(i - 1, "("))
                  && !(isWord(i - 1, "DISTINCT") && (isWord(i - 2, "IS") || isWord(i - 2, "NOT")));
          introduce(clause, true);
          join[depth] = false;
          break;
        case "JOIN":
          join[depth] = true;
          introduce(true, false);
          break;
        case "USING":
          introduce(!command.equals("CREATE"), true);
          break;
        case "INTO":
        case "APPLY":
        case "REFERENCES":
          introduce(true, false);
          break;
        case "UPDATE":
          introduce(
              !isWord(i - 1, "FOR")
                  && !isWord(i - 1, "KEY")
                  && !isWord(i - 1, "DO")
                  && !isWord(i - 1, "ON")
                  && !isWord(i - 1, "THEN"),
              false);
          break;
        case "TABLE":
        case "VIEW":
        case "INHERITS":
          introduce(true, true);
          break;
        case "SEQUENCE":
        case "LIKE":
          introduce(ON_COMMANDS.contains(command), false);
          break;
        case "ON":
          introduce(ON_COMMANDS.contains(command), true);
          break;
        case "OF":
          introduce(isWord(i - 1, "PARTITION"), false);
          break;
        case "PARTITION":
          introduce(isWord(i - 1, "ATTACH") || isWord(i - 1, "DETACH"), false);
          break;
        case "WITH":
          with = true;
          break;
        default:
          if (ENDS_LIST.contains(word)) {
            list[depth] = false;
          }
      }
    }

    private void introduce(boolean relation, boolean opensList) {
      if (relation) {
        expected = true;
        list[depth] |= opensList;
      }
    }

    /** {@code name [(columns)] AS [[NOT] MATERIALIZED] (}, anywhere after a WITH. */
    private void noteCte(int i, String word) {
      if (!with || word.equals("CAST")) {
        return;
      }
      int next = i + 1;
      if (next < size && tokens.is(next, "(")) {
        next = tokens.matching(next) + 1;
      }
      if (!isWord(next, "AS")) {
        return;
      }
      next++;
      if (isWord(next, "NOT")) {
        next++;
      }
      if (isWord(next, "MATERIALIZED")) {
        next++;
      }
      if (next < size && tokens.is(next, "(")) {
        ctes.add(tokens.name(i));
      }
    }

    /** Takes a dotted name; returns its last token. */
    private int relation(int first) {
      List<String> parts = new ArrayList<>(2);
      parts.add(tokens.name(first));
      int last = first;
      while (last + 2 < size
          && tokens.is(last + 1, ".")
          && (tokens.kind(last + 2) == TokenKind.WORD
              || tokens.kind(last + 2) == TokenKind.QUOTED_IDENTIFIER)) {
        last += 2;
        parts.add(tokens.name(last));
      }
      boolean call =
          last + 1 < size
              && tokens.is(last + 1, "(")
              && (isWord(first - 1, "FROM")
                  || isWord(first - 1, "JOIN")
                  || isWord(first - 1, "LATERAL")
                  || tokens.is(first - 1, ","));
      if (!call) {
        boolean cte =
            parts.size() == 1 && ctes.contains(parts.get(0)) && !isWord(first - 1, "INTO");
        names.add(new Name(parts, new Span(first, last), cte));
      }
      return last;
    }

    private boolean isWord(int i, String word) {
      return i >= 0 && i < size && tokens.isWord(i, word);
    }
  }
}
