package io.columnveil.sql.parse;

import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.Nesting.Clause;
import java.util.Locale;

/**
 * Tells of the literals of a statement which are operands. Those can become placeholders; the
 * others decide what the statement means.
 */
final class LiteralPlaces {

  private final TokenList tokens;
  private final StatementWords words;
  private final Nesting nesting;

  LiteralPlaces(StatementWords words, Nesting nesting) {
    this.tokens = words.tokens();
    this.words = words;
    this.nesting = nesting;
  }

  /**
   * Whether the literal in tokens {@code from} to {@code to} is an operand and can become a
   * placeholder.
   *
   * @param quoted whether it is a string, which also names types, objects and settings
   */
  boolean isReplaceable(int from, int to, boolean quoted) {
    if (nesting.keepsLiterals() || nesting.clause() == Clause.LIMITS) {
      return false;
    }
    if (nesting.clause() == Clause.POSITIONS && (!quoted || !followsOperator(from))) {
      return false;
    }
    if (words.isWord(to + 1, "PRECEDING")
        || words.isWord(to + 1, "FOLLOWING")
        || !castIsPlain(from, to)) {
      return false;
    }
    if (from == words.first()) {
      return false;
    }
    int before = from - 1;
    switch (tokens.kind(before)) {
      case WORD:
        return followsWord(from, quoted);
      case OPERATOR:
        return !isArrow(before) && !tokens.is(before, "::");
      case PUNCTUATION:
        if (tokens.is(before, "(") || tokens.is(before, ",") || tokens.is(before, "[")) {
          return true;
        }
        break;
      default:
    }
    if (quoted) {
      throw words.notUnderstood(from, "a string stands where none is expected");
    }
    return false;
  }

  private boolean followsWord(int literal, boolean quoted) {
    String word = words.at(literal - 1);
    if (tokens.is(Math.max(words.first(), literal - 2), ".")) {
      word = "";
    }
    if (ContextWords.BEFORE_OPERAND.contains(word)) {
      return true;
    }
    if (word.equals("FROM") && words.at(literal - 2).equals("DISTINCT")) {
      return true;
    }
    if (quoted && !ContextWords.BEFORE_KEPT_LITERAL.contains(word)) {
      throw words.notUnderstood(literal, "a string stands where none is expected");
    }
    return false;
  }

  private boolean followsOperator(int literal) {
    return literal > words.first()
        && (tokens.kind(literal - 1) == TokenKind.OPERATOR
            || ContextWords.BEFORE_OPERAND.contains(words.at(literal - 1)));
  }

  private boolean isArrow(int operator) {
    return tokens.is(operator, "->")
        || tokens.is(operator, "->>")
        || tokens.is(operator, "#>")
        || tokens.is(operator, "#>>")
        || tokens.is(operator, "#-");
  }

  /** Whether what the literal is cast to, if anything, is a type that only gives it a type. */
  private boolean castIsPlain(int from, int to) {
    int type;
    if (words.is(to + 1, "::")) {
      type = to + 2;
    } else if (words.isWord(to + 1, "AS") && nesting.inCast() && words.is(from - 1, "(")) {
      type = to + 2;
    } else {
      return true;
    }
    return ContextWords.PLAIN_TYPES.contains(words.at(type)) && !words.is(type + 1, ".");
  }

  /** Whether TRUE or FALSE is an operand as well, and no column of that name. */
  boolean isReplaceableBoolean(int i) {
    if (i == words.first() || !isReplaceable(i, i, false)) {
      return false;
    }
    boolean before =
        words.is(i - 1, "(")
            || words.is(i - 1, ",")
            || words.is(i - 1, "=")
            || words.is(i - 1, "<>")
            || words.is(i - 1, "!=")
            || words.isWord(i - 1, "SELECT")
            || words.isWord(i - 1, "THEN")
            || words.isWord(i - 1, "ELSE");
    return before
        && (i + 1 >= words.end()
            || words.is(i + 1, ",")
            || words.is(i + 1, ")")
            || words.is(i + 1, "::")
            || words.is(i + 1, ";")
            || ContextWords.AFTER_NAME.contains(words.at(i + 1)));
  }

  /** Enters the parentheses that a token opens. */
  void open(int parenthesis) {
    nesting.open(keepsLiterals(parenthesis), nestedClause(parenthesis), isCast(parenthesis - 1));
  }

  /** Enters the brackets that a token opens: of an array's values, or of a subscript. */
  void openBrackets(int bracket) {
    boolean subscript =
        !words.isWord(bracket - 1, "ARRAY")
            && !words.is(bracket - 1, "[")
            && !words.is(bracket - 1, ",");
    nesting.open(subscript, Clause.OPERANDS, false);
  }

  private boolean isCast(int i) {
    return words.isWord(i, "CAST") || words.isWord(i, "TRY_CAST");
  }

  private Clause nestedClause(int open) {
    if (words.isWord(open - 1, "ON") && words.isWord(open - 2, "DISTINCT")) {
      return Clause.POSITIONS;
    }
    // ORDER BY (1) is a position as well.
    return nesting.clause() == Clause.POSITIONS && !isCall(open)
        ? Clause.POSITIONS
        : Clause.OPERANDS;
  }

  private boolean isCall(int open) {
    return open > words.first()
        && (tokens.kind(open - 1) == TokenKind.WORD
                && !ContextWords.BEFORE_OPERAND.contains(words.at(open - 1))
                && !words.isWord(open - 1, "BY")
            || tokens.kind(open - 1) == TokenKind.QUOTED_IDENTIFIER);
  }

  /** Types with modifiers, and functions that name things by their arguments. */
  private boolean keepsLiterals(int open) {
    if (open == words.first()) {
      return false;
    }
    TokenKind kind = tokens.kind(open - 1);
    if (kind != TokenKind.WORD && kind != TokenKind.QUOTED_IDENTIFIER) {
      return false;
    }
    if (ContextWords.TYPES_WITH_MODIFIER.contains(words.at(open - 1)) || words.is(open - 2, "::")) {
      return true;
    }
    if (!words.at(open - 1).isEmpty()
        && !ContextWords.NAMING_FUNCTIONS.contains(words.at(open - 1))) {
      return false;
    }
    String name = tokens.name(open - 1).toUpperCase(Locale.ROOT);
    if (ContextWords.NAMING_FUNCTIONS.contains(name)) {
      return true;
    }
    for (String prefix : ContextWords.NAMING_PREFIXES) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
