package io.columnveil.issue;

import java.util.Optional;

/**
 * One problem, as a value. The message says what was refused and why, the remedy what would work;
 * neither ever holds a value of a protected column.
 *
 * @param code what kind
 * @param severity error or warning
 * @param location where, if it has a place
 * @param message what and why, one sentence without a full stop at its end
 * @param remedy what would work, one sentence without a full stop at its end (a question keeps its
 *     mark), or empty
 * @param quote the line of the statement that it is about, without its values
 */
public record Issue(
    ErrorCode code,
    Severity severity,
    Optional<Location> location,
    String message,
    String remedy,
    Optional<Quote> quote) {

  /** What it quotes of files and keyrings nobody may have looked at: no terminal obeys it. */
  public Issue {
    message = Printable.lines(message);
    remedy = Printable.lines(remedy);
  }

  /** A problem that shows no line of a statement. */
  public Issue(
      ErrorCode code,
      Severity severity,
      Optional<Location> location,
      String message,
      String remedy) {
    this(code, severity, location, message, remedy, Optional.empty());
  }

  /** An error at a place. */
  public static Issue error(ErrorCode code, Location location, String message, String remedy) {
    return new Issue(code, Severity.ERROR, Optional.of(location), message, remedy);
  }

  /** An error that has no place. */
  public static Issue error(ErrorCode code, String message, String remedy) {
    return new Issue(code, Severity.ERROR, Optional.empty(), message, remedy);
  }

  /** A warning at a place. */
  public static Issue warning(ErrorCode code, Location location, String message, String remedy) {
    return new Issue(code, Severity.WARNING, Optional.of(location), message, remedy);
  }

  /** The same problem, showing a line. */
  public Issue quoting(Quote line) {
    return new Issue(code, severity, location, message, remedy, Optional.of(line));
  }

  /**
   * All there is to tell, for exceptions, terminals and logs alike: the headline, and below it the
   * line with a caret, without a line end. A line of SQL may hold values, so it is shown only by
   * {@link #quoting} whoever has blanked them; other texts are read with their secrets blanked.
   */
  public String report() {
    return headline()
        + quote
            .or(() -> location.filter(place -> !place.source().isSql()).map(Quote::of))
            .map(Quote::shown)
            .filter(shown -> !shown.isEmpty())
            .map("\n"::concat)
            .orElse("");
  }

  /** One line: {@code ERROR 42501 at 1:8: message. Remedy. See errors.md#42501}. */
  public String headline() {
    StringBuilder line = new StringBuilder(160);
    line.append(severity).append(' ').append(code.sqlState());
    location.ifPresent(place -> line.append(" at ").append(place));
    line.append(": ").append(message).append('.');
    if (!remedy.isEmpty()) {
      line.append(' ').append(remedy);
      if (!remedy.endsWith("?")) {
        line.append('.');
      }
    }
    return line.append(" See errors.md#").append(code.sqlState()).toString();
  }
}
