package io.columnveil.issue;

/** How bad a problem is: an error stops, a warning does not. */
public enum Severity {
  ERROR,
  WARNING
}
