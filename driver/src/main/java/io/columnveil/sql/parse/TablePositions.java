package io.columnveil.sql.parse;

import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Names that stand where a relation can stand, found from tokens alone: after FROM, JOIN, INTO and
 * the like, and in the comma lists of FROM. It names too much rather than too little: aliases,
 * functions and common table expressions are among them.
 */
public final class TablePositions {

  private static final Set<String> INTRODUCERS =
      Set.of(
          "FROM", "JOIN", "INTO", "UPDATE", "TABLE", "USING", "ONLY", "VIEW", "REFERENCES", "LIKE",
          "OF", "ON", "TRUNCATE", "ANALYZE", "VACUUM", "CLUSTER", "COPY", "LOCK", "INHERITS", "EXISTS",
          "PARTITION", "APPLY", "LATERAL", "CONCURRENTLY", "VERBOSE", "SEQUENCE", "REINDEX");

  /** Words that may stand between an introducer and the name. */
  private static final Set<String> SKIPPED =
      Set.of("ONLY", "TABLE", "IF", "NOT", "EXISTS", "LATERAL", "VIEW", "TEMP", "TEMPORARY", "UNLOGGED",
          "CONCURRENTLY", "VERBOSE");

  /** Clauses that end a comma list of FROM. */
  private static final Set<String> ENDS_LIST =
      Set.of(
          "SELECT", "WHERE", "GROUP", "HAVING", "ORDER", "SET", "VALUES", "RETURNING", "UNION",
          "EXCEPT", "INTERSECT", "LIMIT", "OFFSET", "FETCH", "WINDOW", "WHEN", "QUALIFY", "FOR");

  private TablePositions() {}

  /**
   * A name in table position.
   *
   * @param parts its parts, folded as the database does; one for a bare name
   * @param span its tokens
   */
  public record Name(List<String> parts, Span span) {
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
    List<Name> names = new ArrayList<>();
    boolean[] inList = new boolean[tokens.size() + 2];
    int depth = 0;
    boolean expected = false;
    for (int i = 0; i < tokens.size(); i++) {
      TokenKind kind = tokens.kind(i);
      if (tokens.is(i, "(")) {
        // FROM (a JOIN b ..), FROM ((a)), ONLY (a)
        inList[++depth] = expected;
      } else if (tokens.is(i, ")")) {
        depth = Math.max(0, depth - 1);
        expected = false;
      } else if (tokens.is(i, ",")) {
        expected = inList[depth];
      } else if (kind == TokenKind.WORD || kind == TokenKind.QUOTED_IDENTIFIER) {
        String word = kind == TokenKind.WORD ? tokens.name(i).toUpperCase(Locale.ROOT) : "";
        boolean qualified = i > 0 && tokens.is(i - 1, ".");
        if (expected && !qualified && !SKIPPED.contains(word) && !word.equals("SELECT")) {
          i = addName(tokens, i, names);
          expected = false;
        } else if (!qualified && INTRODUCERS.contains(word)) {
          expected = true;
          inList[depth] |= opensList(word);
        } else if (!qualified && ENDS_LIST.contains(word)) {
          expected = false;
          inList[depth] = false;
        }
      } else {
        expected = false;
      }
    }
    return names;
  }

  private static boolean opensList(String word) {
    switch (word) {
      case "FROM":
      case "USING":
      case "TABLE":
      case "TRUNCATE":
      case "LOCK":
      case "ANALYZE":
      case "VACUUM":
      case "INHERITS":
      case "VIEW":
      case "ONLY":
      case "VERBOSE":
      case "EXISTS":
        return true;
      default:
        return false;
    }
  }

  /** Takes a dotted name; returns its last token. */
  private static int addName(TokenList tokens, int first, List<Name> names) {
    List<String> parts = new ArrayList<>(2);
    parts.add(tokens.name(first));
    int last = first;
    while (last + 2 < tokens.size()
        && tokens.is(last + 1, ".")
        && (tokens.kind(last + 2) == TokenKind.WORD
            || tokens.kind(last + 2) == TokenKind.QUOTED_IDENTIFIER)) {
      last += 2;
      parts.add(tokens.name(last));
    }
    names.add(new Name(parts, new Span(first, last)));
    return last;
  }
}
