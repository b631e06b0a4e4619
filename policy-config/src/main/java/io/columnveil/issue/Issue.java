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
 */
public record Issue(
    ErrorCode code, Severity severity, Optional<Location> location, String message, String remedy) {

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

  /**
   * One line: {@code ERROR 42501 at 1:8: message. Remedy. See errors.md#42501}. The quoted line and
   * caret are added by whoever knows that the text holds no value.
   */
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
