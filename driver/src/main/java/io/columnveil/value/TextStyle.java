package io.columnveil.value;

/**
 * How a database writes values as text and rounds them when an application reads them as another
 * type. Protected columns must read as unprotected ones do.
 */
public enum TextStyle {
  POSTGRESQL,
  H2
}
