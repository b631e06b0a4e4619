package io.columnveil.sql.lex;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Character classes, names and string values of PostgreSQL. */
final class PostgresText {

  /** NAMEDATALEN - 1: longer names are cut by the server, so two spellings may be one name. */
  private static final int MAX_NAME_BYTES = 63;

  private PostgresText() {}

  static boolean isSpace(char c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }

  static boolean isWordStart(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c > 127;
  }

  static boolean isWordPart(char c) {
    return isWordStart(c) || c >= '0' && c <= '9' || c == '$';
  }

  /** pgjdbc's {@code charTerminatesIdentifier}. */
  static boolean pgjdbcEndsWord(char c) {
    return c == '"'
        || c == ' '
        || c == '\t'
        || c == '\n'
        || c == '\r'
        || c == '\f'
        || ",()[].;:+-*/%^<>=~!@#&|`?".indexOf(c) >= 0;
  }

  static int radix(char second) {
    switch (second) {
      case 'x':
      case 'X':
        return 16;
      case 'o':
      case 'O':
        return 8;
      case 'b':
      case 'B':
        return 2;
      default:
        return 10;
    }
  }

  static int lineEnd(String sql, int from, int length) {
    int i = from;
    while (i < length && sql.charAt(i) != '\n' && sql.charAt(i) != '\r') {
      i++;
    }
    return i;
  }

  /**
   * Where a string goes on that was closed just before {@code from}: at a quote after white space
   * or line comments with at least one newline. -1 if it does not.
   */
  static int continuation(String sql, int from, int end) {
    boolean newline = false;
    int i = from;
    while (i < end) {
      char c = sql.charAt(i);
      if (c == '\n' || c == '\r') {
        newline = true;
        i++;
      } else if (isSpace(c)) {
        i++;
      } else if (c == '-' && i + 1 < end && sql.charAt(i + 1) == '-') {
        i = lineEnd(sql, i, end);
      } else {
        return c == '\'' && newline ? i : -1;
      }
    }
    return -1;
  }

  /** End of the opening {@code $tag$} that starts at {@code begin}, -1 if it is none. */
  static int dollarTagEnd(String sql, int begin, int length) {
    int i = begin + 1;
    while (i < length) {
      char c = sql.charAt(i);
      if (c == '$') {
        return i + 1;
      }
      if (!isWordPart(c) || i == begin + 1 && !isWordStart(c)) {
        return -1;
      }
      i++;
    }
    return -1;
  }

  static boolean isUescape(char c) {
    return c > ' ' && c < 127 && c != '+' && c != '\'' && c != '"' && Character.digit(c, 16) < 0;
  }

  static String foldWord(String word) {
    char[] folded = null;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        if (folded == null) {
          folded = word.toCharArray();
        }
        folded[i] = (char) (c + 32);
      }
    }
    return cut(folded == null ? word : new String(folded));
  }

  /** The name in {@code "..."} or {@code U&"..." [UESCAPE 'x']}. */
  static String quotedName(String sql, int begin, int end) {
    boolean unicode = sql.charAt(begin) != '"';
    int open = unicode ? begin + 2 : begin;
    StringBuilder name = new StringBuilder(end - open);
    int after = appendQuoted(sql, open, '"', name);
    return cut(unicode ? unescapeUnicode(name, uescape(sql, after, end)) : name.toString());
  }

  private static String cut(String name) {
    if (3 * name.length() <= MAX_NAME_BYTES) {
      return name;
    }
    int bytes = 0;
    for (int i = 0; i < name.length(); ) {
      int c = name.codePointAt(i);
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      if (bytes > MAX_NAME_BYTES) {
        return name.substring(0, i);
      }
      i += Character.charCount(c);
    }
    return name;
  }

  /** The value of a string token of any form; digits of a bit string as they stand. */
  static String stringValue(String sql, int begin, int end) {
    switch (sql.charAt(begin)) {
      case '$':
        int tagEnd = dollarTagEnd(sql, begin, end);
        return sql.substring(tagEnd, end - (tagEnd - begin));
      case 'e':
      case 'E':
        return escaped(sql, begin, end);
      case 'u':
      case 'U':
        StringBuilder value = new StringBuilder(end - begin);
        int after = appendSegments(sql, begin + 2, end, value);
        return unescapeUnicode(value, uescape(sql, after, end));
      case '\'':
        return plain(sql, begin, end);
      default:
        return plain(sql, begin + 1, end);
    }
  }

  private static String plain(String sql, int quote, int end) {
    int first = sql.indexOf('\'', quote + 1);
    if (first == end - 1) {
      return sql.substring(quote + 1, first);
    }
    StringBuilder value = new StringBuilder(end - quote);
    appendSegments(sql, quote, end, value);
    return value.toString();
  }

  /** Appends all segments of a string; returns the position after the last. */
  private static int appendSegments(String sql, int quote, int end, StringBuilder value) {
    int at = quote;
    while (true) {
      int after = appendQuoted(sql, at, '\'', value);
      at = continuation(sql, after, end);
      if (at < 0) {
        return after;
      }
    }
  }

  /** Appends what stands between quotes, doubled ones made one; returns the position after it. */
  private static int appendQuoted(String sql, int open, char quote, StringBuilder value) {
    int i = open + 1;
    while (true) {
      int close = sql.indexOf(quote, i);
      value.append(sql, i, close);
      if (close + 1 == sql.length() || sql.charAt(close + 1) != quote) {
        return close + 1;
      }
      value.append(quote);
      i = close + 2;
    }
  }

  /** The escape character: the one of UESCAPE, which ends the token, or a backslash. */
  private static char uescape(String sql, int after, int end) {
    return after == end ? '\\' : sql.charAt(end - 2);
  }

  static @Nullable String unicodeProblem(String sql, int begin, int end) {
    try {
      if (sql.charAt(begin + 2) == '"') {
        quotedName(sql, begin, end);
      } else {
        stringValue(sql, begin, end);
      }
      return null;
    } catch (IllegalArgumentException e) {
      return "a Unicode escape is not valid";
    }
  }

  static String unescapeUnicode(CharSequence text, char escape) {
    StringBuilder out = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c != escape) {
        out.append(c);
        i++;
      } else if (i + 1 < text.length() && text.charAt(i + 1) == escape) {
        out.append(escape);
        i += 2;
      } else if (i + 1 < text.length() && text.charAt(i + 1) == '+') {
        appendCodePoint(out, hex(text, i + 2, 6));
        i += 8;
      } else {
        appendCodePoint(out, hex(text, i + 1, 4));
        i += 5;
      }
    }
    requirePairs(out);
    return out.toString();
  }

  private static void appendCodePoint(StringBuilder out, int codePoint) {
    if (codePoint == 0 || codePoint > Character.MAX_CODE_POINT) {
      throw new IllegalArgumentException("no code point");
    }
    out.appendCodePoint(codePoint);
  }

  private static void requirePairs(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new IllegalArgumentException("a lone surrogate");
      }
    }
  }

  private static int hex(CharSequence text, int from, int digits) {
    if (from + digits > text.length()) {
      throw new IllegalArgumentException("too few digits");
    }
    int value = 0;
    for (int i = from; i < from + digits; i++) {
      char c = text.charAt(i);
      int digit = c > 127 ? -1 : Character.digit(c, 16);
      if (digit < 0) {
        throw new IllegalArgumentException("no digit");
      }
      value = value << 4 | digit;
    }
    return value;
  }

  static boolean isValidEscapeString(String sql, int begin, int end) {
    try {
      escaped(sql, begin, end);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * The value of {@code E'..'}. Octal and hexadecimal escapes are bytes of the server's encoding,
   * taken as UTF-8, so the value is built as bytes.
   */
  private static String escaped(String sql, int begin, int end) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(end - begin);
    StringBuilder text = new StringBuilder(end - begin);
    int quote = begin + 1;
    while (quote >= 0) {
      int i = quote + 1;
      while (true) {
        char c = sql.charAt(i);
        if (c == '\'') {
          if (i + 1 < end && sql.charAt(i + 1) == '\'') {
            text.append('\'');
            i += 2;
            continue;
          }
          break;
        }
        if (c != '\\') {
          text.append(c);
          i++;
          continue;
        }
        i = escape(sql, i + 1, text, bytes);
      }
      quote = continuation(sql, i + 1, end);
    }
    flush(text, bytes);
    String value;
    try {
      value =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes.toByteArray()))
              .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("not UTF-8", e);
    }
    if (value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a zero byte");
    }
    return value;
  }

  private static int escape(String sql, int at, StringBuilder text, ByteArrayOutputStream bytes) {
    char c = sql.charAt(at);
    switch (c) {
      case 'b':
        text.append('\b');
        return at + 1;
      case 'f':
        text.append('\f');
        return at + 1;
      case 'n':
        text.append('\n');
        return at + 1;
      case 'r':
        text.append('\r');
        return at + 1;
      case 't':
        text.append('\t');
        return at + 1;
      case 'u':
        appendCodePoint(text, hex(sql, at + 1, 4));
        return at + 5;
      case 'U':
        appendCodePoint(text, hex(sql, at + 1, 8));
        return at + 9;
      case 'x':
        return numeric(sql, at + 1, 16, 2, text, bytes, c);
      default:
        if (c >= '0' && c <= '7') {
          return numeric(sql, at, 8, 3, text, bytes, c);
        }
        text.append(c);
        return at + 1;
    }
  }

  /** Up to {@code most} digits that make a byte; without any, the letter itself. */
  private static int numeric(
      String sql,
      int from,
      int radix,
      int most,
      StringBuilder text,
      ByteArrayOutputStream bytes,
      char letter) {
    int value = 0;
    int i = from;
    while (i < from + most && sql.charAt(i) < 128 && Character.digit(sql.charAt(i), radix) >= 0) {
      value = value * radix + Character.digit(sql.charAt(i), radix);
      i++;
    }
    if (i == from) {
      text.append(letter);
    } else {
      flush(text, bytes);
      bytes.write(value);
    }
    return i;
  }

  private static void flush(StringBuilder text, ByteArrayOutputStream bytes) {
    byte[] encoded = text.toString().getBytes(StandardCharsets.UTF_8);
    bytes.write(encoded, 0, encoded.length);
    text.setLength(0);
  }
}
