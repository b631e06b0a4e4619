package io.columnveil.value;

/**
 * A value cannot be held by the type that is asked for. The message names types, never the value.
 */
public final class ConversionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String sqlState;

  private ConversionException(String sqlState, String message) {
    super(message);
    this.sqlState = sqlState;
  }

  /** SQLSTATE 22003: a number is too large, or would lose digits. */
  static ConversionException outOfRange(String type) {
    return new ConversionException("22003", "the value is out of range for " + type);
  }

  /** SQLSTATE 22018: text that is no number, boolean, ... */
  static ConversionException notReadable(String type) {
    return new ConversionException("22018", "the value cannot be read as " + type);
  }

  /** SQLSTATE 22007: text that is no date or time in ISO form. */
  static ConversionException notIso(String type) {
    return new ConversionException(
        "22007", "the value is no " + type + " in ISO form, for example 2024-02-29 12:30:00");
  }

  /** SQLSTATE 07006: no conversion between the two exists. */
  static ConversionException impossible(String from, String to) {
    return new ConversionException("07006", from + " cannot be converted to " + to);
  }

  /** The standard SQLSTATE of the problem. */
  public String sqlState() {
    return sqlState;
  }
}
