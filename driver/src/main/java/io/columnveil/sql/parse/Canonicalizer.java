package io.columnveil.sql.parse;

import io.columnveil.sql.lex.Dialect;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.Nesting.Clause;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes the canonical text of one statement, in one pass over its tokens. */
final class Canonicalizer {

  private final TokenList tokens;
  private final int first;
  private final int end;
  private final boolean h2;
  private final StringBuilder text;
  private final int[] starts;
  private final int[] firsts;
  private final int[] lasts;
  private int size;
  private final List<Leaf> leaves = new ArrayList<>();
  private final Optional<DeltaTable> delta;
  private final Paraphrase paraphrase;
  private final StringBuilder omitted = new StringBuilder();
  private final StatementWords words;
  private final Nesting nesting = new Nesting();
  private final LiteralPlaces literals;
  private final NamePlaces names;
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
    this.words = new StatementWords(tokens, first, end);
    this.literals = new LiteralPlaces(words, nesting);
    this.names = new NamePlaces(words, nesting);
    this.delta = DeltaTable.of(tokens, first, end);
    this.paraphrase =
        delta.isPresent()
            ? new Paraphrase(tokens, delta.get().change(), delta.get().end())
            : new Paraphrase(tokens, first, end);
  }

  CanonicalText run() {
    if (delta.isPresent()) {
      takeAll(delta.get().change(), delta.get().end());
      nesting.enter(Clause.OPERANDS);
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
          throw words.notUnderstood(i, "a placeholder inside {fn ..} can't be followed");
        }
        return leaf(new Leaf.Placeholder(new Span(i, i), tokens.placeholder(i)));
      case POSITIONAL:
        throw words.notUnderstood(
            i, "a parameter is written with its number", "Write ? for every parameter");
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
    String word = words.at(i);
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
      if ((word.equals("TRUE") || word.equals("FALSE")) && literals.isReplaceableBoolean(i)) {
        return leaf(
            new Leaf.Literal(new Span(i, i), Leaf.Kind.BOOLEAN, word.toLowerCase(Locale.ROOT)));
      }
      if (word.equals("ONLY") && isInheritanceOnly(i)) {
        return i + 1;
      }
      enterClause(i, word);
    }
    String name = tokens.name(i);
    if (!isPlainWord(name) || names.isClashing(i, word, qualified)) {
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
        if (words.isWord(i + 1, "BY")) {
          nesting.enter(Clause.POSITIONS);
        }
        break;
      case "LIMIT":
      case "OFFSET":
      case "FETCH":
        if (names.isName(i)) {
          break;
        }
        nesting.enter(Clause.LIMITS);
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
        if (!(word.equals("WHEN") && nesting.clause() == Clause.POSITIONS)) {
          nesting.enter(Clause.OPERANDS);
        }
        break;
      default:
    }
  }

  /** {@code UPDATE ONLY t}, which JSqlParser lacks; ONLY makes the rows fewer, not others. */
  private boolean isInheritanceOnly(int i) {
    return (words.isWord(i - 1, "UPDATE")
            || words.isWord(i - 1, "FROM") && words.isWord(i - 2, "DELETE")
            || words.isWord(i - 1, "INTO") && i >= 2 && tokens.isWord(i - 2, "MERGE"))
        && i + 1 < end
        && (tokens.kind(i + 1) == TokenKind.WORD
            || tokens.kind(i + 1) == TokenKind.QUOTED_IDENTIFIER)
        && !words.isWord(i + 1, "SET")
        && !words.isWord(i + 1, "WHERE")
        && !words.isWord(i + 1, "AS");
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

  // Literals

  private int string(int i) {
    char start = tokens.sql().charAt(tokens.begin(i));
    boolean national = start == 'n' || start == 'N';
    boolean replaced = literals.isReplaceable(i, i, true) && !(national && !h2);
    if (replaced) {
      return leaf(new Leaf.Literal(new Span(i, i), Leaf.Kind.STRING, tokens.stringValue(i)));
    }
    return write(i, i, '\'' + tokens.stringValue(i).replace("'", "''") + '\'');
  }

  private int binaryString(int i) {
    // PostgreSQL's X'..' is a bit string, no bytea.
    if (h2 && literals.isReplaceable(i, i, true)) {
      return leaf(new Leaf.Literal(new Span(i, i), Leaf.Kind.BINARY, tokens.stringValue(i)));
    }
    char letter = Character.toUpperCase(tokens.sql().charAt(tokens.begin(i)));
    return write(i, i, letter + "'" + tokens.stringValue(i).replace("'", "''") + '\'');
  }

  /** A number with the sign before it, or without. */
  private int number(int from, int i) {
    if (literals.isReplaceable(from, i, false)) {
      String value = decimal(tokens.text(i));
      return leaf(
          new Leaf.Literal(new Span(from, i), Leaf.Kind.NUMBER, from == i ? value : '-' + value));
    }
    if (i > first && isValue(tokens.kind(i - 1))) {
      // To the parser "? 2" is the second parameter.
      throw words.notUnderstood(i, "a number follows a value");
    }
    return write(i, i, tokens.text(i).toLowerCase(Locale.ROOT));
  }

  private static boolean isValue(TokenKind kind) {
    return kind == TokenKind.PLACEHOLDER || kind == TokenKind.STRING || kind == TokenKind.NUMBER;
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
    if (words.isWord(at - 1, "ZONE") && words.isWord(i + 1, "WITH")) {
      if (kind == Leaf.Kind.TIME) {
        throw words.notUnderstood(i, "a time with time zone is written as a literal");
      }
      kind = Leaf.Kind.TIMESTAMPTZ;
    }
    if (!literals.isReplaceable(i, at, true)) {
      throw words.notUnderstood(i, "a date or time literal stands where none is expected");
    }
    return leaf(new Leaf.Literal(new Span(i, at), kind, tokens.stringValue(at)));
  }

  private int zone(int at) {
    boolean zone =
        (words.isWord(at, "WITH") || words.isWord(at, "WITHOUT"))
            && words.isWord(at + 1, "TIME")
            && words.isWord(at + 2, "ZONE");
    return zone ? at + 3 : at;
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
        && !words.is(i + 2, "::")
        && !words.is(i + 2, "[")
        && !words.is(i + 2, ".")
        && !words.is(i + 2, "^")
        && literals.isReplaceable(i, i + 1, false)) {
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
        return words.is(i - 1, "(") || words.is(i - 1, ",");
      case WORD:
        return ContextWords.BEFORE_OPERAND.contains(words.at(i - 1));
      default:
        return false;
    }
  }

  private int punctuation(int i) {
    if (tokens.is(i, "(")) {
      literals.open(i);
      return write(i, i, "(");
    }
    int begin = tokens.begin(i);
    char last = tokens.sql().charAt(tokens.end(i) - 1);
    boolean trigraph = tokens.end(i) - begin == 3;
    if (last == '[' || trigraph && last == '(') {
      literals.openBrackets(i);
      return write(i, i, "[");
    }
    if (last == ')' || last == ']') {
      nesting.close();
      return write(i, i, trigraph ? "]" : last == ')' ? ")" : "]");
    }
    if (last == ';') {
      throw words.notUnderstood(i, "the text holds more than one statement");
    }
    return write(i, i, tokens.text(i));
  }

  /** {@code {d '..'}} is one leaf; of the others the braces go, of two the word as well. */
  private int brace(int i) {
    if (tokens.sql().charAt(tokens.begin(i)) == '}') {
      if (functionEscapes > 0) {
        functionEscapes--;
      }
      return i + 1;
    }
    switch (words.at(i + 1)) {
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
        throw words.notUnderstood(i, "a JDBC escape stands where none is expected");
    }
  }

  private int escapeLiteral(int i, Leaf.Kind kind) {
    if (!literals.isReplaceable(i, i + 3, true)) {
      throw words.notUnderstood(i, "a date or time literal stands where none is expected");
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
}
