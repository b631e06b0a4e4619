package io.columnveil.sql.lex;

/**
 * Reads text as PostgreSQL 16 and later do ({@code src/backend/parser/scan.l} with {@code
 * standard_conforming_strings} on), after pgjdbc has turned every lone {@code ?} into a parameter
 * and every {@code ??} into {@code ?}. The few texts that pgjdbc and the server read differently
 * are refused, because a placeholder may hide in the difference.
 */
final class PostgresLexer implements Lexer {

  @Override
  public TokenList lex(String sql) {
    return new Scan(sql).run();
  }

  private static final class Scan {

    private static final int NONE = -1;

    private final String sql;
    private final int length;
    private final TokenCollector tokens;
    private final PgjdbcEscapes escapes;
    private int at;

    Scan(String sql) {
      this.sql = sql;
      this.length = sql.length();
      this.tokens = new TokenCollector(sql);
      this.escapes = new PgjdbcEscapes(sql, tokens);
    }

    TokenList run() {
      int zero = sql.indexOf('\0');
      if (zero >= 0) {
        throw tokens.error(zero, "a zero byte, at which the server's protocol ends the text");
      }
      while (at < length) {
        char c = sql.charAt(at);
        if (PostgresText.isSpace(c)) {
          at++;
        } else if (PostgresText.isWordStart(c)) {
          word(c);
        } else if (c >= '0' && c <= '9') {
          number();
        } else {
          symbol(c);
        }
      }
      return tokens.finish(Dialect.POSTGRESQL);
    }

    private void symbol(char c) {
      switch (c) {
        case '\'':
          plainString(at);
          break;
        case '"':
          quotedIdentifier(at);
          break;
        case '(':
          tokens.open(TokenKind.PUNCTUATION, at, ++at, ')');
          break;
        case '[':
          tokens.open(TokenKind.PUNCTUATION, at, ++at, ']');
          break;
        case ')':
        case ']':
          tokens.close(TokenKind.PUNCTUATION, at, ++at, c);
          break;
        case ',':
        case ';':
          tokens.punctuation(at, ++at);
          break;
        case '.':
          dot();
          break;
        case ':':
          colon();
          break;
        case '$':
          dollar();
          break;
        case '{':
          at = escapes.open(at);
          break;
        case '}':
          escapes.close(at++);
          break;
        default:
          if (!isOperatorChar(c)) {
            throw tokens.error(at, "this character can't stand here");
          }
          operatorOrComment(c);
      }
    }

    private void word(char first) {
      int next = at + 1 < length ? sql.charAt(at + 1) : NONE;
      if (next == '\'') {
        switch (first) {
          case 'e':
          case 'E':
            escapeString();
            return;
          case 'b':
          case 'B':
          case 'x':
          case 'X':
            binaryString();
            return;
          case 'n':
          case 'N':
            plainString(at + 1);
            return;
          default:
        }
      } else if (next == '&' && (first == 'u' || first == 'U') && at + 2 < length) {
        char quote = sql.charAt(at + 2);
        if (quote == '\'') {
          plainString(at + 2);
          uescape();
          return;
        }
        if (quote == '"') {
          quotedIdentifier(at + 2);
          uescape();
          return;
        }
      }
      int begin = at++;
      while (at < length && PostgresText.isWordPart(sql.charAt(at))) {
        // To pgjdbc a word is made of what Java takes for letters, so it may see a $$ start here.
        if (sql.charAt(at) == '$' && !Character.isJavaIdentifierPart(sql.charAt(at - 1))) {
          throw tokens.error(at, "driver and server read a dollar sign at this place differently");
        }
        at++;
      }
      refuseGluedPlaceholder();
      tokens.add(TokenKind.WORD, begin, at);
    }

    /** pgjdbc would write {@code $1} right after the word, which makes it part of the word. */
    private void refuseGluedPlaceholder() {
      if (at < length && sql.charAt(at) == '?' && !(at + 1 < length && sql.charAt(at + 1) == '?')) {
        throw tokens.error(at, "a placeholder must not touch the word before it");
      }
    }

    /** A string without backslash escapes, whose quote is at {@code quote}. */
    private void plainString(int quote) {
      int begin = at;
      at = quote;
      do {
        at = closingQuote(at, begin) + 1;
      } while (continues());
      tokens.add(TokenKind.STRING, begin, at);
    }

    private void binaryString() {
      int begin = at++;
      do {
        at = sql.indexOf('\'', at + 1) + 1;
        if (at == 0) {
          throw unterminatedString(begin);
        }
      } while (continues());
      tokens.add(TokenKind.BINARY_STRING, begin, at);
    }

    /** Position of the quote that ends the segment that starts at {@code quote}. */
    private int closingQuote(int quote, int begin) {
      int i = quote;
      while (true) {
        i = sql.indexOf('\'', i + 1);
        if (i < 0) {
          throw unterminatedString(begin);
        }
        if (i + 1 == length || sql.charAt(i + 1) != '\'') {
          return i;
        }
        i++;
      }
    }

    /** Whether the string goes on after white space with a newline; moves to its next quote. */
    private boolean continues() {
      int next = PostgresText.continuation(sql, at, length);
      if (next < 0) {
        return false;
      }
      at = next;
      return true;
    }

    private void escapeString() {
      int begin = at++;
      // pgjdbc knows E'..' only after a char that ends an identifier, and forgets it at the first
      // doubled quote and at a continuation: what a backslash does there is read in two ways.
      boolean backslashes = begin > 0 && PostgresText.pgjdbcEndsWord(sql.charAt(begin - 1));
      boolean escapes = false;
      do {
        at++;
        while (true) {
          if (at >= length) {
            throw unterminatedString(begin);
          }
          char c = sql.charAt(at);
          if (c == '\\') {
            if (!backslashes) {
              throw tokens.error(
                  at,
                  "driver and server read a backslash at this place of an E'' string differently");
            }
            escapes = true;
            at += 2;
          } else if (c == '\'') {
            backslashes = false;
            if (at + 1 < length && sql.charAt(at + 1) == '\'') {
              at += 2;
            } else {
              at++;
              break;
            }
          } else {
            at++;
          }
        }
      } while (continues());
      if (escapes && !PostgresText.isValidEscapeString(sql, begin, at)) {
        throw tokens.error(begin, "an escape of a string is not valid");
      }
      tokens.add(TokenKind.STRING, begin, at);
    }

    private void quotedIdentifier(int quote) {
      int begin = at;
      int i = quote;
      while (true) {
        i = sql.indexOf('"', i + 1);
        if (i < 0) {
          throw tokens.error(begin, "a quoted identifier does not end");
        }
        if (i + 1 == length || sql.charAt(i + 1) != '"') {
          break;
        }
        i++;
      }
      if (i == quote + 1) {
        throw tokens.error(begin, "a quoted identifier is empty");
      }
      at = i + 1;
      tokens.add(TokenKind.QUOTED_IDENTIFIER, begin, at);
    }

    /** Takes {@code UESCAPE 'x'} into the Unicode token before it, and checks the escapes. */
    private void uescape() {
      int token = tokens.size() - 1;
      int i = skipBlank(at);
      if (i + 7 <= length
          && sql.regionMatches(true, i, "UESCAPE", 0, 7)
          && (i + 7 == length || !PostgresText.isWordPart(sql.charAt(i + 7)))) {
        i = skipBlank(i + 7);
        if (i + 2 >= length || sql.charAt(i) != '\'' || sql.charAt(i + 2) != '\'') {
          throw tokens.error(Math.min(i, length), "UESCAPE needs a string of one character");
        }
        if (!PostgresText.isUescape(sql.charAt(i + 1))) {
          throw tokens.error(i, "this character can't be a Unicode escape");
        }
        at = i + 3;
        if (at < length && sql.charAt(at) == '\''
            || PostgresText.continuation(sql, at, length) >= 0) {
          throw tokens.error(i, "UESCAPE needs a string of one character");
        }
        tokens.extendLast(at);
      }
      String problem = PostgresText.unicodeProblem(sql, tokens.begin(token), at);
      if (problem != null) {
        throw tokens.error(tokens.begin(token), problem);
      }
    }

    private void number() {
      int begin = at;
      char second = at + 1 < length ? sql.charAt(at + 1) : 0;
      int radix = sql.charAt(at) != '0' ? 10 : PostgresText.radix(second);
      if (radix != 10) {
        at = digits(at + 2, radix, true);
        if (at == begin + 2) {
          throw tokens.error(begin, "a number has no digits");
        }
      } else {
        at = digits(at, 10, false);
        if (at < length
            && sql.charAt(at) == '.'
            && !(at + 1 < length && sql.charAt(at + 1) == '.')) {
          at = digits(at + 1, 10, false);
        }
        exponent(begin);
      }
      finishNumber(begin);
    }

    private void exponent(int begin) {
      if (at < length && (sql.charAt(at) | 32) == 'e') {
        int sign =
            at + 1 < length && (sql.charAt(at + 1) == '+' || sql.charAt(at + 1) == '-') ? 1 : 0;
        int end = digits(at + 1 + sign, 10, false);
        if (end == at + 1 + sign) {
          throw tokens.error(begin, "a number is followed by something that is no part of it");
        }
        at = end;
      }
    }

    private void finishNumber(int begin) {
      // The server from version 15 on; before it would read two tokens.
      if (at < length && (PostgresText.isWordStart(sql.charAt(at)) || sql.charAt(at) == '$')) {
        throw tokens.error(begin, "a number is followed by something that is no part of it");
      }
      refuseGluedPlaceholder();
      tokens.add(TokenKind.NUMBER, begin, at);
    }

    /** The end of {@code digit (_? digit)*}. */
    private int digits(int from, int radix, boolean underscoreFirst) {
      int i = from;
      while (i < length) {
        char c = sql.charAt(i);
        if (c == '_' && (i > from || underscoreFirst) && i + 1 < length) {
          c = sql.charAt(i + 1);
          if (c > 127 || Character.digit(c, radix) < 0) {
            return i;
          }
          i++;
        } else if (c > 127 || Character.digit(c, radix) < 0) {
          return i;
        }
        i++;
      }
      return i;
    }

    private void dot() {
      int begin = at;
      char next = at + 1 < length ? sql.charAt(at + 1) : 0;
      if (next >= '0' && next <= '9') {
        at = digits(at + 1, 10, false);
        exponent(begin);
        finishNumber(begin);
      } else {
        at += next == '.' ? 2 : 1;
        tokens.punctuation(begin, at);
      }
    }

    private void colon() {
      int begin = at++;
      if (at < length && (sql.charAt(at) == ':' || sql.charAt(at) == '=')) {
        at++;
        tokens.add(TokenKind.OPERATOR, begin, at);
      } else {
        tokens.punctuation(begin, at);
      }
    }

    private void dollar() {
      int begin = at;
      int i = at + 1;
      if (i < length && sql.charAt(i) >= '0' && sql.charAt(i) <= '9') {
        while (i < length && sql.charAt(i) >= '0' && sql.charAt(i) <= '9') {
          i++;
        }
        if (i < length && PostgresText.isWordStart(sql.charAt(i))) {
          throw tokens.error(begin, "a parameter is followed by something that is no part of it");
        }
        at = i;
        refuseGluedPlaceholder();
        tokens.add(TokenKind.POSITIONAL, begin, at);
        return;
      }
      int tagEnd = PostgresText.dollarTagEnd(sql, begin, length);
      if (tagEnd < 0) {
        throw tokens.error(begin, "this character can't stand here");
      }
      if (begin > 0 && PostgresText.isWordPart(sql.charAt(begin - 1))) {
        throw tokens.error(begin, "a dollar-quoted string must not touch what stands before it");
      }
      for (int c = begin + 1; c < tagEnd; c++) {
        if (!Character.isJavaIdentifierPart(sql.charAt(c))
            || c == begin + 1 && !Character.isJavaIdentifierStart(sql.charAt(c))) {
          throw tokens.error(c, "driver and server read this dollar-quoted string differently");
        }
      }
      String tag = sql.substring(begin, tagEnd);
      int end = sql.indexOf(tag, tagEnd);
      if (end < 0) {
        throw unterminatedString(begin);
      }
      at = end + tag.length();
      tokens.add(TokenKind.STRING, begin, at);
    }

    private void operatorOrComment(char c) {
      char next = at + 1 < length ? sql.charAt(at + 1) : 0;
      if (c == '-' && next == '-' || c == '/' && next == '*') {
        at = skipBlank(at);
      } else if (c == '?' && next != '?') {
        placeholder(next);
      } else {
        operator();
      }
    }

    private void placeholder(char next) {
      if (PostgresText.isWordPart(next)) {
        throw tokens.error(at, "a placeholder must not touch what follows it");
      }
      tokens.placeholder(at, ++at);
    }

    private void operator() {
      int begin = at;
      int end = at;
      while (end < length && isOperatorChar(sql.charAt(end))) {
        char c = sql.charAt(end);
        char next = end + 1 < length ? sql.charAt(end + 1) : 0;
        if (c == '?') {
          if (next != '?') {
            break;
          }
          end += 2;
        } else if (c == '-' && next == '-' || c == '/' && next == '*') {
          break;
        } else {
          end++;
        }
      }
      // A multi-char operator may end in + or - only if it holds a char that standard SQL has not.
      while (end - begin > 1
          && (sql.charAt(end - 1) == '+' || sql.charAt(end - 1) == '-')
          && !hasUncommonChar(begin, end - 1)) {
        end--;
      }
      at = end;
      tokens.add(TokenKind.OPERATOR, begin, end);
    }

    private boolean hasUncommonChar(int from, int to) {
      for (int i = from; i < to; i++) {
        if ("~!@#^&|`?%".indexOf(sql.charAt(i)) >= 0) {
          return true;
        }
      }
      return false;
    }

    /** The first position from {@code from} that is neither white space nor in a comment. */
    private int skipBlank(int from) {
      int i = from;
      while (i < length) {
        char c = sql.charAt(i);
        char next = i + 1 < length ? sql.charAt(i + 1) : 0;
        if (PostgresText.isSpace(c)) {
          i++;
        } else if (c == '-' && next == '-') {
          i = PostgresText.lineEnd(sql, i, length);
        } else if (c == '/' && next == '*') {
          i = commentEnd(i);
        } else {
          return i;
        }
      }
      return i;
    }

    private int commentEnd(int begin) {
      int i = begin + 2;
      if (i < length && sql.charAt(i) == '/') {
        throw tokens.error(
            begin, "driver and server read a comment that starts with '/*/' differently");
      }
      int level = 1;
      while (i + 1 < length) {
        char c = sql.charAt(i);
        char next = sql.charAt(i + 1);
        if (c == '*' && next == '/') {
          i += 2;
          if (--level == 0) {
            return i;
          }
        } else if (c == '/' && next == '*') {
          level++;
          i += 2;
        } else {
          i++;
        }
      }
      throw tokens.error(begin, "a comment does not end");
    }

    private RuntimeException unterminatedString(int begin) {
      return tokens.error(begin, "a string does not end");
    }

    private static boolean isOperatorChar(char c) {
      switch (c) {
        case '~':
        case '!':
        case '@':
        case '#':
        case '^':
        case '&':
        case '|':
        case '`':
        case '?':
        case '+':
        case '-':
        case '*':
        case '/':
        case '%':
        case '<':
        case '>':
        case '=':
          return true;
        default:
          return false;
      }
    }
  }
}
