package io.columnveil.sql.lex;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Names and string values of H2. */
final class H2Text {

  private H2Text() {}

  /** The name in {@code "..."}, {@code `...`} or {@code U&"..." [UESCAPE 'x']}. */
  static String quotedName(String sql, int begin, int end) {
    char first = sql.charAt(begin);
    boolean unicode = first != '"' && first != '`';
    StringBuilder name = new StringBuilder(end - begin);
    int after = appendQuoted(sql, unicode ? begin + 2 : begin, unicode ? '"' : first, name);
    if (first == '`') {
      return name.toString().toUpperCase(Locale.ENGLISH);
    }
    return unicode ? unescape(name, after, sql, end) : name.toString();
  }

  /** The value of a character string; the digits, without blanks, of a binary string. */
  static String stringValue(String sql, int begin, int end) {
    char first = sql.charAt(begin);
    if (first == '$') {
      return sql.substring(begin + 2, end - 2);
    }
    StringBuilder value = new StringBuilder(end - begin);
    switch (first) {
      case '\'':
        appendSegments(sql, begin, end, value);
        return value.toString();
      case 'u':
      case 'U':
        int after = appendSegments(sql, begin + 2, end, value);
        return unescape(value, after, sql, end);
      case 'x':
      case 'X':
        appendSegments(sql, begin + 1, end, value);
        return value.toString().replace(" ", "");
      default:
        appendSegments(sql, begin + 1, end, value);
        return value.toString();
    }
  }

  /** Whether the segments of a binary string hold digits in pairs, and blanks. */
  static boolean isHex(String sql, int begin, int end) {
    StringBuilder digits = new StringBuilder(end - begin);
    appendSegments(sql, begin + 1, end, digits);
    int count = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c != ' ') {
        if (c > 127 || Character.digit(c, 16) < 0) {
          return false;
        }
        count++;
      }
    }
    return count % 2 == 0;
  }

  /** H2 joins strings with white space, block and {@code //} comments between, not {@code --}. */
  static int skipBetweenSegments(String sql, int from, int length) {
    int i = from;
    while (i < length) {
      int c = sql.codePointAt(i);
      if (Character.isWhitespace(c)) {
        i += Character.charCount(c);
      } else if (c == '/' && i + 1 < length && sql.charAt(i + 1) == '/') {
        i = PostgresText.lineEnd(sql, i, length);
      } else if (c == '/' && i + 1 < length && sql.charAt(i + 1) == '*') {
        int end = commentEnd(sql, i, length);
        if (end < 0) {
          return length;
        }
        i = end;
      } else {
        return i;
      }
    }
    return i;
  }

  /** The position after a nested block comment, -1 if it does not end. */
  static int commentEnd(String sql, int begin, int length) {
    int level = 1;
    int i = begin + 2;
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
    return -1;
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

  private static String unescape(CharSequence text, int after, String sql, int end) {
    return PostgresText.unescapeUnicode(text, after == end ? '\\' : sql.charAt(end - 2));
  }

  private static int appendSegments(String sql, int quote, int end, StringBuilder value) {
    int at = quote;
    while (true) {
      int after = appendQuoted(sql, at, '\'', value);
      at = skipBetweenSegments(sql, after, end);
      if (at >= end || sql.charAt(at) != '\'') {
        return after;
      }
    }
  }

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
}
