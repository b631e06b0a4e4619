package io.columnveil.sql.lex;

/**
 * Reads text as H2's tokenizer does in regular mode ({@code org.h2.command.Tokenizer}), after its
 * JDBC driver has replaced JDBC escapes.
 */
final class H2Lexer implements Lexer {

  /** As {@code org.h2.engine.Constants.MAX_PARAMETER_INDEX}. */
  private static final int MAX_PARAMETER = 100_000;

  @Override
  public TokenList lex(String sql) {
    return new Scan(sql).run();
  }

  private static final class Scan {

    private final String sql;
    private final int length;
    private final TokenCollector tokens;
    private int at;
    private boolean numbered;
    private boolean unnumbered;
    private boolean brace;

    Scan(String sql) {
      this.sql = sql;
      this.length = sql.length();
      this.tokens = new TokenCollector(sql);
    }

    TokenList run() {
      while (at < length) {
        char c = sql.charAt(at);
        if (c <= ' ') {
          at++;
        } else if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_') {
          word(c);
        } else if (c >= '0' && c <= '9') {
          number();
        } else {
          symbol(c);
        }
      }
      if (brace || sql.indexOf('{') >= 0) {
        new H2Escapes(sql, tokens).check();
      }
      return tokens.finish(Dialect.H2);
    }

    private void word(char first) {
      char next = peek(1);
      if (next == '\'' && (first == 'n' || first == 'N')) {
        string(at + 1);
      } else if (next == '\'' && (first == 'x' || first == 'X')) {
        binaryString();
      } else if (next == '&' && (first == 'u' || first == 'U') && peek(2) == '\'') {
        string(at + 2);
        uescape();
      } else if (next == '&' && (first == 'u' || first == 'U') && peek(2) == '"') {
        quotedIdentifier(at + 2, '"');
        uescape();
      } else {
        identifier(1);
      }
    }

    private void identifier(int firstLength) {
      int begin = at;
      at += firstLength;
      while (at < length) {
        int c = sql.codePointAt(at);
        if (!Character.isJavaIdentifierPart(c)) {
          break;
        }
        at += Character.charCount(c);
      }
      tokens.add(TokenKind.WORD, begin, at);
    }

    private void symbol(char c) {
      switch (c) {
        case '\'':
          string(at);
          break;
        case '"':
        case '`':
          quotedIdentifier(at, c);
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
        case '{':
          brace = true;
          tokens.open(TokenKind.ESCAPE_BRACE, at, ++at, '}');
          break;
        case '}':
          brace = true;
          tokens.close(TokenKind.ESCAPE_BRACE, at, ++at, '}');
          break;
        case ',':
        case ';':
          tokens.punctuation(at, ++at);
          break;
        case '.':
          if (peek(1) >= '0' && peek(1) <= '9') {
            fraction(at);
          } else {
            tokens.punctuation(at, ++at);
          }
          break;
        case ':':
          if (peek(1) == ':' || peek(1) == '=') {
            operator(2);
          } else {
            tokens.punctuation(at, ++at);
          }
          break;
        case '$':
          if (peek(1) == '$') {
            dollarString();
          } else {
            placeholder();
          }
          break;
        case '?':
          question();
          break;
        case '/':
          if (peek(1) == '*' || peek(1) == '/') {
            at = skipComment(at);
          } else {
            operator(1);
          }
          break;
        case '-':
          if (peek(1) == '-') {
            at = PostgresText.lineEnd(sql, at, length);
          } else {
            operator(1);
          }
          break;
        case '!':
          requireSecond(peek(1) == '=' || peek(1) == '~');
          break;
        case '&':
        case '|':
          requireSecond(peek(1) == c);
          break;
        case '<':
          operator(peek(1) == '=' || peek(1) == '>' ? 2 : 1);
          break;
        case '>':
          operator(peek(1) == '=' ? 2 : 1);
          break;
        case '%':
        case '*':
        case '+':
        case '=':
        case '@':
        case '~':
          operator(1);
          break;
        default:
          other(c);
      }
    }

    private void other(char c) {
      int codePoint = Character.isHighSurrogate(c) ? sql.codePointAt(at) : c;
      if (Character.isSpaceChar(codePoint)) {
        at += Character.charCount(codePoint);
      } else if (Character.isJavaIdentifierStart(codePoint)) {
        identifier(Character.charCount(codePoint));
      } else {
        throw tokens.error(at, "this character can't stand here");
      }
    }

    private void operator(int chars) {
      tokens.add(TokenKind.OPERATOR, at, at + chars);
      at += chars;
    }

    private void requireSecond(boolean there) {
      if (!there) {
        throw tokens.error(at, "this character can't stand here");
      }
      operator(2);
    }

    private void question() {
      if (peek(1) == '?' && peek(2) == '(') {
        tokens.open(TokenKind.PUNCTUATION, at, at += 3, ']');
      } else if (peek(1) == '?' && peek(2) == ')') {
        tokens.close(TokenKind.PUNCTUATION, at, at += 3, ']');
      } else {
        placeholder();
      }
    }

    /** {@code ?}, {@code ?1}, {@code $} or {@code $1}; a text uses numbers for all or for none. */
    private void placeholder() {
      int begin = at++;
      int number = 0;
      while (at < length && sql.charAt(at) >= '0' && sql.charAt(at) <= '9') {
        number = number * 10 + sql.charAt(at) - '0';
        if (number > MAX_PARAMETER) {
          throw tokens.error(begin, "the number of a parameter is too large");
        }
        at++;
      }
      if (at == begin + 1) {
        unnumbered = true;
        tokens.placeholder(begin, at);
      } else {
        numbered = true;
        if (number == 0) {
          throw tokens.error(begin, "parameters are numbered from 1");
        }
        tokens.placeholder(begin, at, number);
      }
      if (numbered && unnumbered) {
        throw tokens.error(begin, "numbered and unnumbered parameters can't be mixed");
      }
    }

    private void dollarString() {
      int end = sql.indexOf("$$", at + 2);
      if (end < 0) {
        throw unterminatedString(at);
      }
      tokens.add(TokenKind.STRING, at, end + 2);
      at = end + 2;
    }

    private void string(int quote) {
      int begin = at;
      int end = segmentEnd(quote, begin);
      while (true) {
        int next = skipInsideString(end);
        if (next == length || sql.charAt(next) != '\'') {
          break;
        }
        end = segmentEnd(next, begin);
      }
      at = end;
      tokens.add(TokenKind.STRING, begin, end);
    }

    /** The position after the quote that ends the segment opened at {@code quote}. */
    private int segmentEnd(int quote, int begin) {
      int i = quote;
      while (true) {
        i = sql.indexOf('\'', i + 1);
        if (i < 0) {
          throw unterminatedString(begin);
        }
        if (i + 1 == length || sql.charAt(i + 1) != '\'') {
          return i + 1;
        }
        i++;
      }
    }

    private void binaryString() {
      int begin = at;
      int quote = at + 1;
      int end;
      do {
        end = sql.indexOf('\'', quote + 1) + 1;
        if (end == 0) {
          throw unterminatedString(begin);
        }
        if (end < length && sql.charAt(end) == '\'') {
          throw tokens.error(end, "a binary string holds no quotes");
        }
        quote = skipInsideString(end);
      } while (quote < length && sql.charAt(quote) == '\'');
      at = end;
      tokens.add(TokenKind.BINARY_STRING, begin, end);
      if (!H2Text.isHex(sql, begin, end)) {
        throw tokens.error(begin, "a binary string is not hexadecimal");
      }
    }

    private int skipInsideString(int from) {
      return H2Text.skipBetweenSegments(sql, from, length);
    }

    private void quotedIdentifier(int open, char quote) {
      int begin = at;
      int i = open;
      while (true) {
        i = sql.indexOf(quote, i + 1);
        if (i < 0) {
          throw tokens.error(begin, "a quoted identifier does not end");
        }
        if (i + 1 == length || sql.charAt(i + 1) != quote) {
          break;
        }
        i++;
      }
      at = i + 1;
      tokens.add(TokenKind.QUOTED_IDENTIFIER, begin, at);
    }

    private void uescape() {
      int token = tokens.size() - 1;
      if (token > 0 && isUnicode(tokens.begin(token - 1))) {
        // H2 looks for UESCAPE after the first and then passes by the second, escapes and all.
        throw tokens.error(
            tokens.begin(token),
            "one text with U& directly follows another, and H2 would not read its escapes");
      }
      int i = skipBlank(at);
      if (i + 7 <= length
          && sql.regionMatches(true, i, "UESCAPE", 0, 7)
          && (i + 7 == length || !Character.isJavaIdentifierPart(sql.codePointAt(i + 7)))) {
        i = skipBlank(i + 7);
        if (i + 2 >= length
            || sql.charAt(i) != '\''
            || sql.charAt(i + 2) != '\''
            || !PostgresText.isUescape(sql.charAt(i + 1))) {
          throw tokens.error(Math.min(i, length), "UESCAPE needs a string of one character");
        }
        at = i + 3;
        int next = skipInsideString(at);
        if (next < length && sql.charAt(next) == '\'') {
          throw tokens.error(next, "UESCAPE needs a string of one character");
        }
        tokens.extendLast(at);
      }
      String problem = H2Text.unicodeProblem(sql, tokens.begin(token), at);
      if (problem != null) {
        throw tokens.error(tokens.begin(token), problem);
      }
    }

    private boolean isUnicode(int begin) {
      char first = sql.charAt(begin);
      return (first == 'u' || first == 'U')
          && begin + 2 < length
          && sql.charAt(begin + 1) == '&'
          && (sql.charAt(begin + 2) == '\'' || sql.charAt(begin + 2) == '"');
    }

    private int skipBlank(int from) {
      int i = from;
      while (i < length) {
        char c = sql.charAt(i);
        if (c <= ' ') {
          i++;
        } else if (c == '-' && i + 1 < length && sql.charAt(i + 1) == '-') {
          i = PostgresText.lineEnd(sql, i, length);
        } else if (c == '/'
            && i + 1 < length
            && (sql.charAt(i + 1) == '*' || sql.charAt(i + 1) == '/')) {
          i = skipComment(i);
        } else if (c > 127 && Character.isSpaceChar(sql.codePointAt(i))) {
          i += Character.charCount(sql.codePointAt(i));
        } else {
          return i;
        }
      }
      return i;
    }

    private int skipComment(int begin) {
      int end =
          sql.charAt(begin + 1) == '/'
              ? PostgresText.lineEnd(sql, begin, length)
              : H2Text.commentEnd(sql, begin, length);
      if (end < 0) {
        throw tokens.error(begin, "a comment does not end");
      }
      return end;
    }

    private void number() {
      int begin = at;
      int radix = sql.charAt(at) == '0' ? PostgresText.radix(peek(1)) : 10;
      if (radix != 10) {
        at += 2;
        digits(begin, radix, true);
        if ((peek(0) | 32) == 'l') {
          at++;
        }
        if (at < length && Character.isJavaIdentifierPart(sql.codePointAt(at))) {
          throw notANumber(begin);
        }
        tokens.add(TokenKind.NUMBER, begin, at);
        return;
      }
      digits(begin, 10, false);
      if (peek(0) == '.') {
        fraction(begin);
      } else if ((peek(0) | 32) == 'e') {
        exponent(begin);
      } else {
        if ((peek(0) | 32) == 'l') {
          at++;
        }
        tokens.add(TokenKind.NUMBER, begin, at);
      }
    }

    /** From the point on. */
    private void fraction(int begin) {
      at++;
      if (peek(0) == '_') {
        throw notANumber(begin);
      }
      if (peek(0) >= '0' && peek(0) <= '9') {
        digits(begin, 10, false);
      }
      if ((peek(0) | 32) == 'e') {
        exponent(begin);
      } else {
        tokens.add(TokenKind.NUMBER, begin, at);
      }
    }

    private void exponent(int begin) {
      at++;
      if (peek(0) == '+' || peek(0) == '-') {
        at++;
      }
      digits(begin, 10, false);
      tokens.add(TokenKind.NUMBER, begin, at);
    }

    /** At least one digit, single underscores between them. */
    private void digits(int begin, int radix, boolean underscoreFirst) {
      boolean digit = underscoreFirst;
      int from = at;
      while (at < length) {
        char c = sql.charAt(at);
        if (c == '_' && digit) {
          digit = false;
        } else if (c < 128 && Character.digit(c, radix) >= 0) {
          digit = true;
        } else {
          break;
        }
        at++;
      }
      if (!digit || at == from) {
        throw notANumber(begin);
      }
    }

    private char peek(int ahead) {
      return at + ahead < length ? sql.charAt(at + ahead) : 0;
    }

    private RuntimeException notANumber(int begin) {
      return tokens.error(begin, "a number is not valid");
    }

    private RuntimeException unterminatedString(int begin) {
      return tokens.error(begin, "a string does not end");
    }
  }
}
