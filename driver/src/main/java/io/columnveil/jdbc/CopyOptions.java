package io.columnveil.jdbc;

import io.columnveil.engine.CopyFormat;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.CopyStatement;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the options of COPY, of the present form and of the one before PostgreSQL 9.0. */
final class CopyOptions {

  private final CopyStatement copy;
  private final TokenList tokens;
  private boolean csv;
  private CopyFormat.Header header = CopyFormat.Header.NONE;
  private @Nullable String delimiter;
  private @Nullable String quote;
  private @Nullable String escape;
  private @Nullable String nullMarker;
  private int at;

  private CopyOptions(CopyStatement copy) {
    this.copy = copy;
    this.tokens = copy.tokens();
    this.at = copy.options();
  }

  /** The format; empty if it is binary, or an option is one that is not followed. */
  static Optional<CopyFormat> format(CopyStatement copy) {
    CopyOptions options = new CopyOptions(copy);
    return options.read() ? options.format() : Optional.empty();
  }

  private boolean read() {
    skip("WITH");
    boolean list = at < copy.end() && tokens.is(at, "(");
    int end = list ? tokens.matching(at) : copy.end();
    if (list) {
      at++;
    }
    while (at < end) {
      if (!option(end)) {
        return false;
      }
      if (list && at < end) {
        if (!tokens.is(at, ",")) {
          return false;
        }
        at++;
      }
    }
    return !list || end == copy.end() - 1;
  }

  private boolean option(int end) {
    String name = tokens.text(at++).toUpperCase(Locale.ROOT);
    switch (name) {
      case "FORMAT":
        String format = word(end);
        csv = format.equals("csv");
        return csv || format.equals("text");
      case "CSV":
        csv = true;
        return true;
      case "HEADER":
        header = header(end);
        return true;
      case "FREEZE":
        flag(end);
        return true;
      case "DELIMITER":
        delimiter = string(end);
        return delimiter != null;
      case "NULL":
        nullMarker = string(end);
        return nullMarker != null;
      case "QUOTE":
        quote = string(end);
        return quote != null;
      case "ESCAPE":
        escape = string(end);
        return escape != null;
      case "ENCODING":
        String encoding = string(end);
        return encoding != null && encoding.replace("-", "").equalsIgnoreCase("utf8");
      default:
        return false;
    }
  }

  private void skip(String word) {
    if (at < copy.end() && tokens.isWord(at, word)) {
      at++;
    }
  }

  private String word(int end) {
    return at >= end ? "" : value(at++);
  }

  /** A word, number or string as options compare it. */
  private String value(int token) {
    return tokens.kind(token) == TokenKind.STRING
        ? tokens.stringValue(token).toLowerCase(Locale.ROOT)
        : tokens.name(token).toLowerCase(Locale.ROOT);
  }

  private CopyFormat.Header header(int end) {
    if (at < end && value(at).equals("match")) {
      at++;
      return CopyFormat.Header.MATCHES;
    }
    return flag(end) ? CopyFormat.Header.PRESENT : CopyFormat.Header.NONE;
  }

  /** HEADER and FREEZE stand alone or before a Boolean. */
  private boolean flag(int end) {
    if (at >= end || tokens.is(at, ",")) {
      return true;
    }
    switch (value(at)) {
      case "true", "on", "1" -> {
        at++;
        return true;
      }
      case "false", "off", "0" -> {
        at++;
        return false;
      }
      default -> {
        return true;
      }
    }
  }

  private @Nullable String string(int end) {
    skip("AS");
    return at < end && tokens.kind(at) == TokenKind.STRING ? tokens.stringValue(at++) : null;
  }

  private Optional<CopyFormat> format() {
    byte delimiting = single(delimiter, csv ? "," : "\t");
    byte quoting = single(quote, "\"");
    byte escaping = single(escape, quote == null ? "\"" : quote);
    String marker = nullMarker == null ? csv ? "" : "\\N" : nullMarker;
    boolean sensible =
        delimiting != 0
            && quoting != 0
            && escaping != 0
            && delimiting != '\n'
            && delimiting != '\r'
            && (csv ? delimiting != quoting : quote == null && escape == null)
            && (csv || delimiting != '\\');
    return sensible
        ? Optional.of(new CopyFormat(csv, delimiting, quoting, escaping, marker, header))
        : Optional.empty();
  }

  private static byte single(@Nullable String given, String byDefault) {
    byte[] bytes = (given == null ? byDefault : given).getBytes(StandardCharsets.UTF_8);
    return bytes.length == 1 ? bytes[0] : 0;
  }
}
