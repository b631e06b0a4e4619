package io.columnveil.sql.parse;

import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The statements of a PL/pgSQL body that does no more than run them and hand on what they give:
 * with RETURN QUERY, SELECT INTO, PERFORM, INSERT, UPDATE, DELETE, FOR over a query, RETURN, IF and
 * assignments. What a query gave may be returned and copied, but neither looked at nor used in
 * another statement. All else is not understood.
 */
public final class PlpgsqlBody {

  /** Types whose values are never rows, by their first word. */
  private static final Set<String> SCALARS =
      Set.of(
          "TEXT",
          "VARCHAR",
          "CHARACTER",
          "CHAR",
          "BYTEA",
          "SMALLINT",
          "INTEGER",
          "INT",
          "BIGINT",
          "INT4",
          "INT8",
          "NUMERIC",
          "BOOLEAN",
          "BOOL",
          "DATE",
          "TIMESTAMP",
          "TIMESTAMPTZ",
          "UUID");

  private final TokenList tokens;
  private final String name;
  private final boolean givesRows;
  private final List<String> queries = new ArrayList<>();
  private final List<Span> expressions = new ArrayList<>();
  private final Set<String> filled = new HashSet<>();
  private final Set<String> declared = new HashSet<>();
  private final Set<String> rows = new HashSet<>();
  private int at;

  private PlpgsqlBody(TokenList tokens, String name, boolean givesRows) {
    this.tokens = tokens;
    this.name = name;
    this.givesRows = givesRows;
  }

  /**
   * Its statements, and its expressions as queries; empty if it is not understood.
   *
   * @param tokens the body
   * @param name of the function, which qualifies its parameters
   * @param givesRows whether it gives rows, so that a row need not become one value
   */
  public static Optional<List<String>> queries(TokenList tokens, String name, boolean givesRows) {
    PlpgsqlBody body = new PlpgsqlBody(tokens, name, givesRows);
    boolean understood = body.block() && body.at == tokens.size() && body.nothingFilledIsLookedAt();
    return understood ? Optional.of(List.copyOf(body.queries)) : Optional.empty();
  }

  private boolean block() {
    if (take("DECLARE")) {
      while (!isWord("BEGIN")) {
        if (!declaration()) {
          return false;
        }
      }
    }
    if (!take("BEGIN") || !statements()) {
      return false;
    }
    if (!take("END")) {
      return false;
    }
    return !is(";") || skip();
  }

  /** {@code name type [:= literal];}, where the type keeps text as it is. */
  private boolean declaration() {
    int end = semicolon();
    if (end < 0 || end < at + 2 || !isName(at) || !keepsText(at + 1)) {
      return false;
    }
    declared.add(tokens.name(at));
    if (mayBeRow(at + 1, end)) {
      rows.add(tokens.name(at));
    }
    for (int token = at; token < end; token++) {
      boolean value =
          tokens.is(token, ":=") || tokens.is(token, "=") || tokens.isWord(token, "DEFAULT");
      if (value) {
        boolean literal =
            token + 2 == end
                && (tokens.kind(token + 1) == TokenKind.NUMBER
                    || tokens.kind(token + 1) == TokenKind.STRING
                    || tokens.isWord(token + 1, "NULL")
                    || tokens.isWord(token + 1, "TRUE")
                    || tokens.isWord(token + 1, "FALSE"));
        if (!literal) {
          return false;
        }
        break;
      }
      if (tokens.is(token, ":") || tokens.isWord(token, "CURSOR")) {
        return false;
      }
    }
    at = end + 1;
    return true;
  }

  /** Not another name of a variable, nor a type that cuts text without saying so. */
  private boolean keepsText(int type) {
    return !tokens.isWord(type, "ALIAS")
        && !tokens.isWord(type, "NAME")
        && !(tokens.kind(type) == TokenKind.QUOTED_IDENTIFIER && tokens.name(type).equals("char"));
  }

  private boolean mayBeRow(int type, int end) {
    for (int token = type; token < end; token++) {
      if (tokens.isWord(token, "TYPE")) {
        return false;
      }
    }
    return SCALARS.stream().noneMatch(scalar -> tokens.isWord(type, scalar));
  }

  private boolean statements() {
    while (at < tokens.size() && !isWord("END") && !isWord("ELSE") && !isWord("ELSIF")) {
      if (!statement()) {
        return false;
      }
    }
    return at < tokens.size();
  }

  private boolean statement() {
    if (take("RETURN")) {
      return returned();
    }
    if (isWord("SELECT") || isWord("WITH")) {
      return selectInto();
    }
    if (isWord("INSERT") || isWord("UPDATE") || isWord("DELETE")) {
      return change();
    }
    if (take("PERFORM")) {
      int end = semicolon();
      if (end <= at) {
        return false;
      }
      expression(end);
      return true;
    }
    if (take("FOR")) {
      return loop();
    }
    if (take("IF")) {
      return choice();
    }
    if (take("NULL")) {
      return is(";") && skip();
    }
    return assignment();
  }

  private boolean returned() {
    if (is(";")) {
      return skip();
    }
    int end = semicolon();
    if (end < 0) {
      return false;
    }
    if (take("QUERY")) {
      if (isWord("EXECUTE")) {
        return false;
      }
      return query(at, end, end);
    }
    if (take("NEXT")) {
      return is(";") ? skip() : value(end);
    }
    return (givesRows || !isRow(end)) && value(end);
  }

  /** Whether a bare name may stand for a row, which as one value would hold ciphertext. */
  private boolean isRow(int end) {
    return end == at + 1 && isName(at) && rows.contains(tokens.name(at));
  }

  /** A bare name hands on; anything else must not look at what queries gave. */
  private boolean value(int end) {
    if (isPath(at, end)) {
      at = end + 1;
    } else {
      expression(end);
    }
    return true;
  }

  private void expression(int end) {
    expressions.add(new Span(at, end - 1));
    queries.add("SELECT " + text(at, end));
    at = end + 1;
  }

  /** Not with RETURNING, whose rows may be put into variables. */
  private boolean change() {
    int end = semicolon();
    for (int token = at; token < end; token++) {
      if (tokens.isWord(token, "RETURNING")) {
        return false;
      }
    }
    return end >= 0 && query(at, end, end);
  }

  private boolean selectInto() {
    int end = semicolon();
    int into = end < 0 ? -1 : wordAtDepth("INTO", end);
    if (into < 0) {
      return false;
    }
    int last = into + 1;
    if (tokens.isWord(last, "STRICT")) {
      last++;
    }
    while (last < end && isName(last)) {
      filled.add(tokens.name(last));
      last++;
      while (last + 1 < end && tokens.is(last, ".") && isName(last + 1)) {
        last += 2;
      }
      if (last < end && tokens.is(last, ",")) {
        last++;
      } else {
        break;
      }
    }
    expressions.add(new Span(at, into - 1));
    if (last < end) {
      expressions.add(new Span(last, end - 1));
    }
    queries.add(text(at, into) + " " + (last < end ? text(last, end) : ""));
    at = end + 1;
    return true;
  }

  /** {@code FOR name IN query LOOP .. END LOOP;} */
  private boolean loop() {
    if (at + 1 >= tokens.size() || !isName(at) || !tokens.isWord(at + 1, "IN")) {
      return false;
    }
    filled.add(tokens.name(at));
    rows.add(tokens.name(at));
    at += 2;
    int loop = wordAtDepth("LOOP", tokens.size());
    if (loop < 0 || !(isWord("SELECT") || isWord("WITH"))) {
      return false;
    }
    return query(at, loop, loop)
        && statements()
        && take("END")
        && take("LOOP")
        && is(";")
        && skip();
  }

  private boolean choice() {
    do {
      int then = wordAtDepth("THEN", tokens.size());
      if (then < 0) {
        return false;
      }
      expression(then);
      if (!statements()) {
        return false;
      }
    } while (take("ELSIF"));
    if (take("ELSE") && !statements()) {
      return false;
    }
    return take("END") && take("IF") && is(";") && skip();
  }

  private boolean assignment() {
    int end = semicolon();
    if (end < 0 || !isName(at)) {
      return false;
    }
    int operator = at + 1;
    if (operator >= end || !(tokens.is(operator, ":=") || tokens.is(operator, "="))) {
      return false;
    }
    filled.add(tokens.name(at));
    at = operator + 1;
    return !isRow(end) && value(end);
  }

  private boolean query(int first, int end, int last) {
    expressions.add(new Span(first, end - 1));
    queries.add(text(first, end));
    at = last + 1;
    return true;
  }

  /**
   * A parameter has three names: its own, that behind the function's, and its number. The latter
   * two are not followed.
   */
  private boolean nothingFilledIsLookedAt() {
    boolean parameterFilled = !declared.containsAll(filled);
    for (int token = 0; parameterFilled && token < tokens.size(); token++) {
      boolean qualified =
          isName(token)
              && tokens.name(token).equals(name)
              && token + 1 < tokens.size()
              && tokens.is(token + 1, ".");
      if (qualified || tokens.kind(token) == TokenKind.POSITIONAL) {
        return false;
      }
    }
    for (Span span : expressions) {
      for (int token = span.first(); token <= span.last(); token++) {
        boolean looked =
            isName(token)
                && filled.contains(tokens.name(token))
                && !(token > 0 && tokens.is(token - 1, "."));
        if (looked) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean isPath(int first, int end) {
    for (int token = first; token < end; token++) {
      if ((token - first) % 2 == 0 ? !isName(token) : !tokens.is(token, ".")) {
        return false;
      }
    }
    return (end - first) % 2 == 1;
  }

  private boolean isName(int token) {
    return tokens.kind(token) == TokenKind.WORD
        || tokens.kind(token) == TokenKind.QUOTED_IDENTIFIER;
  }

  private int semicolon() {
    for (int token = at; token < tokens.size(); token++) {
      if (tokens.is(token, ";")) {
        return token;
      }
    }
    return -1;
  }

  private int wordAtDepth(String word, int end) {
    int depth = 0;
    for (int token = at; token < end; token++) {
      if (tokens.is(token, "(")) {
        depth++;
      } else if (tokens.is(token, ")")) {
        depth--;
      } else if (depth == 0 && tokens.isWord(token, word)) {
        return token;
      }
    }
    return -1;
  }

  private String text(int first, int end) {
    return first < end ? tokens.sql().substring(tokens.begin(first), tokens.end(end - 1)) : "";
  }

  private boolean isWord(String word) {
    return at < tokens.size() && tokens.isWord(at, word);
  }

  private boolean is(String punctuation) {
    return at < tokens.size() && tokens.is(at, punctuation);
  }

  private boolean take(String word) {
    return isWord(word) && skip();
  }

  private boolean skip() {
    at++;
    return true;
  }
}
