package io.columnveil.sql.parse;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.issue.Source;
import io.columnveil.sql.lex.Dialect;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes the canonical text of one statement, in one pass over its tokens. */
final class Canonicalizer {

  private enum Clause {
    /** Literals are operands. */
    OPERANDS,
    /** Numbers are positions. */
    POSITIONS,
    /** Literals bound the rows. */
    LIMITS
  }

  private final TokenList tokens;
  private final int first;
  private final int end;
  private final boolean h2;
  private final StringBuilder text;
  private int[] starts;
  private int[] firsts;
  private int[] lasts;
  private int size;
  private final List<Leaf> leaves = new ArrayList<>();
  private final Optional<DeltaTable> delta;
  private final Paraphrase paraphrase;
  private final StringBuilder omitted = new StringBuilder();

  /** The known words among the tokens, in upper case; the empty word for all else. */
  private final String[] words;

  private Clause[] clauses = new Clause[16];
  private boolean[] kept = new boolean[16];
  private boolean[] casts = new boolean[16];
  private int depth;
  private int functionEscapes;

  Canonicalizer(TokenList tokens, int first, int end) {
    this.tokens = tokens;
    this.first = first;
    this.end = end;
    this.h2 = tokens.dialect() == Dialect.H2;
    int count = end - first;
    this.text = new StringBuilder(8 * count);
    this.starts = new int[count];
    this.firsts = new int[count];
    this.lasts = new int[count];
    this.words = new String[count];
    this.delta = DeltaTable.of(tokens, first, end);
    this.paraphrase =
        delta.isPresent()
            ? new Paraphrase(tokens, delta.get().change(), delta.get().end())
            : new Paraphrase(tokens, first, end);
    clauses[0] = Clause.OPERANDS;
    for (int i = first; i < end; i++) {
      words[i - first] = Words.of(tokens, i);
    }
  }

  CanonicalText run() {
    if (delta.isPresent()) {
      takeAll(delta.get().change(), delta.get().end());
      clauses[depth] = Clause.OPERANDS;
      write(delta.get().select(), delta.get().select(), "returning");
      takeAll(delta.get().select() + 1, delta.get().from());
    } else {
      takeAll(first, end);
    }
    return new CanonicalText(
        tokens,
        text.toString(),
        Arrays.copyOf(starts, size),
        Arrays.copyOf(firsts, size),
        Arrays.copyOf(lasts, size),
        leaves,
        omitted.toString(),
        delta.isPresent());
  }

  private void takeAll(int from, int to) {
    int i = from;
    while (i < to) {
      i = take(i);
    }
  }

  /** Writes what starts at a token; returns the token after it. */
  private int take(int i) {
    switch (tokens.kind(i)) {
      case WORD:
        return word(i);
      case QUOTED_IDENTIFIER:
        return quoted(i);
      case STRING:
        return string(i);
      case BINARY_STRING:
        return binaryString(i);
      case NUMBER:
        return number(i, i);
      case PLACEHOLDER:
        if (functionEscapes > 0 && !h2) {
          // pgjdbc repeats the arguments of some functions, and so their placeholders.
          throw notUnderstood(i, "a placeholder inside {fn ..} can't be followed");
        }
        return leaf(new Leaf.Placeholder(new Span(i, i), tokens.placeholder(i)));
      case POSITIONAL:
        throw notUnderstood(i, "a parameter is written with its number");
      case PUNCTUATION:
        return punctuation(i);
      case ESCAPE_BRACE:
        return brace(i);
      case OPERATOR:
        return operator(i);
      default:
        throw new IllegalStateException("unknown kind of token");
    }
  }

  private int word(int i) {
    String word = words[i - first];
    boolean qualified = i > first && tokens.is(i - 1, ".");
    if (!qualified) {
      Optional<Paraphrase.Form> form = paraphrase.at(i);
      if (form.isPresent()) {
        return say(i, form.get());
      }
    }
    if (!qualified && !word.isEmpty()) {
      int typed = typedLiteral(i, word);
      if (typed > 0) {
        return typed;
      }
      if ((word.equals("TRUE") || word.equals("FALSE")) && isReplaceableBoolean(i)) {
        return leaf(
            new Leaf.Literal(new Span(i, i), Leaf.Kind.BOOLEAN, word.toLowerCase(Locale.ROOT)));
      }
      if (word.equals("ONLY") && isInheritanceOnly(i)) {
        return i + 1;
      }
      enterClause(i, word);
    }
    String name = tokens.name(i);
    if (!isPlainWord(name) || isClashingName(i, word, qualified)) {
      return write(i, i, quote(name));
    }
    return write(i, i, name);
  }

  private int say(int i, Paraphrase.Form form) {
    omitted.append(form.omitted());
    return form.canonical().isEmpty() ? form.last() + 1 : write(i, form.last(), form.canonical());
  }

  private void enterClause(int i, String word) {
    switch (word) {
      case "ORDER":
      case "GROUP":
      case "PARTITION":
        if (isWord(i + 1, "BY")) {
          clauses[depth] = Clause.POSITIONS;
        }
        break;
      case "LIMIT":
      case "OFFSET":
      case "FETCH":
        if (isName(i)) {
          break;
        }
        clauses[depth] = Clause.LIMITS;
        break;
      case "SELECT":
      case "FROM":
      case "WHERE":
      case "HAVING":
      case "UNION":
      case "INTERSECT":
      case "EXCEPT":
      case "VALUES":
      case "SET":
      case "RETURNING":
      case "WINDOW":
      case "FOR":
      case "WHEN":
        if (!(word.equals("WHEN") && clauses[depth] == Clause.POSITIONS)) {
          clauses[depth] = Clause.OPERANDS;
        }
        break;
      default:
    }
  }

  /** {@code UPDATE ONLY t}, which JSqlParser lacks; ONLY makes the rows fewer, not others. */
  private boolean isInheritanceOnly(int i) {
    return (isWord(i - 1, "UPDATE")
            || isWord(i - 1, "FROM") && isWord(i - 2, "DELETE")
            || isWord(i - 1, "INTO") && i >= 2 && tokens.isWord(i - 2, "MERGE"))
        && i + 1 < end
        && (tokens.kind(i + 1) == TokenKind.WORD
            || tokens.kind(i + 1) == TokenKind.QUOTED_IDENTIFIER)
        && !isWord(i + 1, "SET")
        && !isWord(i + 1, "WHERE")
        && !isWord(i + 1, "AS");
  }

  private int quoted(int i) {
    return write(i, i, quote(tokens.name(i)));
  }

  private static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static boolean isPlainWord(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if ((c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && c != '_' && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  /** Whether JSqlParser would take this name for one of its keywords. */
  private boolean isClashingName(int i, String word, boolean qualified) {
    boolean always = ClashingWords.ALWAYS.contains(word);
    if (!always && !ClashingWords.SOMETIMES.contains(word)) {
      return false;
    }
    if (qualified || is(i + 1, ".")) {
      return true;
    }
    if (is(i + 1, "(")) {
      return always && ContextWords.TABLE_INTRODUCERS.contains(wordAt(i - 1));
    }
    return always || isName(i);
  }

  /** Whether a word that may be a keyword stands where only a name can stand. */
  private boolean isName(int i) {
    if (i > first && tokens.is(i - 1, ".") || is(i + 1, ".")) {
      return true;
    }
    if (wordAt(i - 1).equals("AS")) {
      return !inCast();
    }
    boolean before =
        i > first
            && (ContextWords.BEFORE_NAME.contains(wordAt(i - 1))
                || is(i - 1, ",")
                || is(i - 1, "(")
                || tokens.kind(i - 1) == TokenKind.OPERATOR && !tokens.is(i - 1, "::"));
    if (!before) {
      return false;
    }
    if (is(i - 1, "(") && wordAt(i - 2).equals("EXTRACT") && wordAt(i + 1).equals("FROM")) {
      return false;
    }
    return i + 1 >= end
        || is(i + 1, ",")
        || is(i + 1, ")")
        || is(i + 1, ";")
        || is(i + 1, "[")
        || tokens.kind(i + 1) == TokenKind.OPERATOR
        || ContextWords.AFTER_NAME.contains(wordAt(i + 1));
  }

  private boolean inCast() {
    return casts[depth];
  }

  // Literals

  private int string(int i) {
    char start = tokens.sql().charAt(tokens.begin(i));
    boolean national = start == 'n' || start == 'N';
    boolean replaced = isReplaceable(i, i, true) && !(national && !h2);
    if (replaced) {
      return leaf(new Leaf.Literal(new Span(i, i), Leaf.Kind.STRING, tokens.stringValue(i)));
    }
    return write(i, i, '\'' + tokens.stringValue(i).replace("'", "''") + '\'');
  }

  private int binaryString(int i) {
    // PostgreSQL's X'..' is a bit string, no bytea.
    if (h2 && isReplaceable(i, i, true)) {
      return leaf(new Leaf.Literal(new Span(i, i), Leaf.Kind.BINARY, tokens.stringValue(i)));
    }
    char letter = Character.toUpperCase(tokens.sql().charAt(tokens.begin(i)));
    return write(i, i, letter + "'" + tokens.stringValue(i).replace("'", "''") + '\'');
  }

  /** A number with the sign before it, or without. */
  private int number(int from, int i) {
    if (isReplaceable(from, i, false)) {
      String value = decimal(tokens.text(i));
      return leaf(
          new Leaf.Literal(new Span(from, i), Leaf.Kind.NUMBER, from == i ? value : '-' + value));
    }
    return write(i, i, tokens.text(i).toLowerCase(Locale.ROOT));
  }

  private String decimal(String number) {
    String digits = number.indexOf('_') < 0 ? number : number.replace("_", "");
    if (h2 && (digits.endsWith("L") || digits.endsWith("l"))) {
      digits = digits.substring(0, digits.length() - 1);
    }
    if (digits.length() > 2 && digits.charAt(0) == '0' && Character.isLetter(digits.charAt(1))) {
      switch (digits.charAt(1)) {
        case 'x':
        case 'X':
          return new BigInteger(digits.substring(2), 16).toString();
        case 'o':
        case 'O':
          return new BigInteger(digits.substring(2), 8).toString();
        case 'b':
        case 'B':
          return new BigInteger(digits.substring(2), 2).toString();
        default:
      }
    }
    return digits;
  }

  /** {@code DATE '..'}, {@code TIMESTAMP WITH TIME ZONE '..'} and the like; 0 if it is none. */
  private int typedLiteral(int i, String word) {
    int at = i + 1;
    Leaf.Kind kind;
    switch (word) {
      case "DATE":
        kind = Leaf.Kind.DATE;
        break;
      case "TIME":
        kind = Leaf.Kind.TIME;
        at = zone(at);
        break;
      case "TIMESTAMP":
        kind = Leaf.Kind.TIMESTAMP;
        at = zone(at);
        break;
      case "TIMESTAMPTZ":
        kind = Leaf.Kind.TIMESTAMPTZ;
        break;
      case "UUID":
        kind = Leaf.Kind.UUID;
        break;
      case "D":
        kind = Leaf.Kind.DATE;
        break;
      case "T":
        kind = Leaf.Kind.TIME;
        break;
      case "TS":
        kind = Leaf.Kind.TIMESTAMP;
        break;
      default:
        return 0;
    }
    if (word.length() <= 2 && !h2 || word.equals("TIMESTAMPTZ") && h2) {
      return 0;
    }
    if (at >= end || tokens.kind(at) != TokenKind.STRING) {
      return 0;
    }
    if (isWord(at - 1, "ZONE") && isWord(i + 1, "WITH")) {
      if (kind == Leaf.Kind.TIME) {
        throw notUnderstood(i, "a time with time zone is written as a literal");
      }
      kind = Leaf.Kind.TIMESTAMPTZ;
    }
    if (!isReplaceable(i, at, true)) {
      throw notUnderstood(i, "a date or time literal stands where none is expected");
    }
    return leaf(new Leaf.Literal(new Span(i, at), kind, tokens.stringValue(at)));
  }

  private int zone(int at) {
    boolean zone =
        (isWord(at, "WITH") || isWord(at, "WITHOUT"))
            && isWord(at + 1, "TIME")
            && isWord(at + 2, "ZONE");
    return zone ? at + 3 : at;
  }

  /**
   * Whether the literal in tokens {@code from} to {@code to} is an operand and can become a
   * placeholder.
   *
   * @param quoted whether it is a string, which also names types, objects and settings
   */
  private boolean isReplaceable(int from, int to, boolean quoted) {
    if (kept[depth] || clauses[depth] == Clause.LIMITS) {
      return false;
    }
    if (clauses[depth] == Clause.POSITIONS && (!quoted || !followsOperator(from))) {
      return false;
    }
    if (isWord(to + 1, "PRECEDING") || isWord(to + 1, "FOLLOWING") || !castIsPlain(from, to)) {
      return false;
    }
    if (from == first) {
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
      throw notUnderstood(from, "a string stands where none is expected");
    }
    return false;
  }

  private boolean followsWord(int literal, boolean quoted) {
    String word = wordAt(literal - 1);
    if (tokens.is(Math.max(first, literal - 2), ".")) {
      word = "";
    }
    if (ContextWords.BEFORE_OPERAND.contains(word)) {
      return true;
    }
    if (word.equals("FROM") && wordAt(literal - 2).equals("DISTINCT")) {
      return true;
    }
    if (quoted && !ContextWords.BEFORE_KEPT_LITERAL.contains(word)) {
      throw notUnderstood(literal, "a string stands where none is expected");
    }
    return false;
  }

  private boolean followsOperator(int literal) {
    return literal > first
        && (tokens.kind(literal - 1) == TokenKind.OPERATOR
            || ContextWords.BEFORE_OPERAND.contains(wordAt(literal - 1)));
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
    if (is(to + 1, "::")) {
      type = to + 2;
    } else if (isWord(to + 1, "AS") && inCast() && is(from - 1, "(")) {
      type = to + 2;
    } else {
      return true;
    }
    return ContextWords.PLAIN_TYPES.contains(wordAt(type)) && !is(type + 1, ".");
  }

  private boolean isReplaceableBoolean(int i) {
    if (i == first || !isReplaceable(i, i, false)) {
      return false;
    }
    boolean before =
        is(i - 1, "(")
            || is(i - 1, ",")
            || is(i - 1, "=")
            || is(i - 1, "<>")
            || is(i - 1, "!=")
            || isWord(i - 1, "SELECT")
            || isWord(i - 1, "THEN")
            || isWord(i - 1, "ELSE");
    return before
        && (i + 1 >= end
            || is(i + 1, ",")
            || is(i + 1, ")")
            || is(i + 1, "::")
            || is(i + 1, ";")
            || ContextWords.AFTER_NAME.contains(wordAt(i + 1)));
  }

  private int leaf(Leaf leaf) {
    leaves.add(leaf);
    int next = write(leaf.span().first(), leaf.span().last(), "$");
    text.append(leaves.size());
    return next;
  }

  // Operators, parentheses, escapes

  private int operator(int i) {
    if (tokens.is(i, "-")
        && i + 1 < end
        && tokens.kind(i + 1) == TokenKind.NUMBER
        && isPrefix(i)
        && !is(i + 2, "::")
        && !is(i + 2, "[")
        && !is(i + 2, ".")
        && !is(i + 2, "^")
        && isReplaceable(i, i + 1, false)) {
      return number(i, i + 1);
    }
    String operator = tokens.text(i);
    return write(i, i, operator.indexOf('?') < 0 ? operator : operator.replace("??", "?"));
  }

  private boolean isPrefix(int i) {
    if (i == first) {
      return false;
    }
    switch (tokens.kind(i - 1)) {
      case OPERATOR:
        // In "a - - 1" the first minus would be taken for a sign, too.
        return !tokens.is(i - 1, "-") && !tokens.is(i - 1, "+") && !tokens.is(i - 1, "*");
      case PUNCTUATION:
        return is(i - 1, "(") || is(i - 1, ",");
      case WORD:
        return ContextWords.BEFORE_OPERAND.contains(wordAt(i - 1));
      default:
        return false;
    }
  }

  private int punctuation(int i) {
    if (tokens.is(i, "(")) {
      push(keepsParentheses(i), nestedClause(i));
      casts[depth] = isCast(i - 1);
      return write(i, i, "(");
    }
    int begin = tokens.begin(i);
    char last = tokens.sql().charAt(tokens.end(i) - 1);
    boolean trigraph = tokens.end(i) - begin == 3;
    if (last == '[' || trigraph && last == '(') {
      push(!isWord(i - 1, "ARRAY") && !is(i - 1, "[") && !is(i - 1, ","), Clause.OPERANDS);
      return write(i, i, "[");
    }
    if (last == ')' || last == ']') {
      depth--;
      return write(i, i, trigraph ? "]" : last == ')' ? ")" : "]");
    }
    if (last == ';') {
      throw notUnderstood(i, "the text holds more than one statement");
    }
    return write(i, i, tokens.text(i));
  }

  private boolean isCast(int i) {
    return isWord(i, "CAST") || isWord(i, "TRY_CAST");
  }

  private void push(boolean keep, Clause clause) {
    boolean inherited = kept[depth];
    depth++;
    if (depth == clauses.length) {
      clauses = Arrays.copyOf(clauses, 2 * depth);
      kept = Arrays.copyOf(kept, 2 * depth);
      casts = Arrays.copyOf(casts, 2 * depth);
    }
    clauses[depth] = clause;
    kept[depth] = keep || inherited;
    casts[depth] = false;
  }

  private Clause nestedClause(int open) {
    if (isWord(open - 1, "ON") && isWord(open - 2, "DISTINCT")) {
      return Clause.POSITIONS;
    }
    // ORDER BY (1) is a position as well.
    return clauses[depth] == Clause.POSITIONS && !isCall(open) ? Clause.POSITIONS : Clause.OPERANDS;
  }

  private boolean isCall(int open) {
    return open > first
        && (tokens.kind(open - 1) == TokenKind.WORD
                && !ContextWords.BEFORE_OPERAND.contains(wordAt(open - 1))
                && !isWord(open - 1, "BY")
            || tokens.kind(open - 1) == TokenKind.QUOTED_IDENTIFIER);
  }

  private boolean keepsParentheses(int open) {
    if (open == first) {
      return false;
    }
    TokenKind kind = tokens.kind(open - 1);
    if (kind != TokenKind.WORD && kind != TokenKind.QUOTED_IDENTIFIER) {
      return false;
    }
    if (ContextWords.TYPES_WITH_MODIFIER.contains(wordAt(open - 1)) || is(open - 2, "::")) {
      return true;
    }
    if (!wordAt(open - 1).isEmpty() && !ContextWords.NAMING_FUNCTIONS.contains(wordAt(open - 1))) {
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

  /** {@code {d '..'}} is one leaf; of the others the braces go, of two the word as well. */
  private int brace(int i) {
    if (tokens.sql().charAt(tokens.begin(i)) == '}') {
      if (functionEscapes > 0) {
        functionEscapes--;
      }
      return i + 1;
    }
    switch (wordAt(i + 1)) {
      case "D":
        return escapeLiteral(i, Leaf.Kind.DATE);
      case "T":
        return escapeLiteral(i, Leaf.Kind.TIME);
      case "TS":
        return escapeLiteral(i, Leaf.Kind.TIMESTAMP);
      case "FN":
        functionEscapes++;
        return i + 2;
      case "OJ":
        return i + 2;
      case "ESCAPE":
        return i + 1;
      default:
        throw notUnderstood(i, "a JDBC escape stands where none is expected");
    }
  }

  private int escapeLiteral(int i, Leaf.Kind kind) {
    if (!isReplaceable(i, i + 3, true)) {
      throw notUnderstood(i, "a date or time literal stands where none is expected");
    }
    return leaf(new Leaf.Literal(new Span(i, i + 3), kind, tokens.stringValue(i + 2)));
  }

  // Output

  private int write(int from, int to, String canonical) {
    if (size > 0) {
      text.append(' ');
    }
    starts[size] = text.length();
    firsts[size] = from;
    lasts[size] = to;
    size++;
    text.append(canonical);
    return to + 1;
  }

  private boolean is(int i, String symbol) {
    return i >= first && i < end && tokens.is(i, symbol);
  }

  private boolean isWord(int i, String word) {
    return wordAt(i).equals(word);
  }

  private String wordAt(int i) {
    return i >= first && i < end ? words[i - first] : Words.OTHER;
  }

  private IssueException notUnderstood(int token, String why) {
    return new IssueException(
        Issue.error(
            ErrorCode.STATEMENT_NOT_UNDERSTOOD,
            Source.sql(tokens.sql()).at(tokens.begin(token)),
            why,
            "Write it in standard SQL, with placeholders for values"));
  }
}
