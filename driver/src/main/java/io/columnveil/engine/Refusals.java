package io.columnveil.engine;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.policy.model.ProtectedColumn;

/** The refusals that more than one reader or encoder says. */
final class Refusals {

  private Refusals() {}

  static Issue noGrantToRead(ProtectedColumn column, String remedy) {
    return Issue.error(
        ErrorCode.NO_GRANT,
        "this session has no grant to read " + column.shortName() + " (" + column.rule() + ")",
        remedy);
  }

  static Issue noGrantToUnmask(ProtectedColumn column) {
    return Issue.error(
        ErrorCode.NO_GRANT,
        "this session sees " + column.shortName() + " masked (" + column.rule() + ")",
        "Masked values are text: read them by getString, or ask for the unmask grant");
  }

  static Issue notComparable(ProtectedColumn column) {
    return Issue.error(
        ErrorCode.OPERATION_NOT_POSSIBLE,
        column.shortName()
            + " "
            + column.type()
            + " is compared with a value that is not text, which would be a comparison of numbers"
            + " or times",
        "Compare it with text: a string literal, or a parameter set by setString");
  }

  static Issue noArray(ProtectedColumn column) {
    return Issue.error(
        ErrorCode.OPERATION_NOT_POSSIBLE,
        column.shortName() + " is compared with the elements of an array, and the value is none",
        "Set it by setArray, or by setObject with an array");
  }

  static Issue unfit(ProtectedColumn column, String why) {
    return Issue.error(
        ErrorCode.WRITTEN_VALUE_REJECTED,
        "a value does not fit " + column.shortName() + " " + column.type() + ": " + why,
        "Write a value that the type holds exactly");
  }
}
