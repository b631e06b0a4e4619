package io.columnveil.jdbc;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.value.ConversionException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLNonTransientException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTransientException;
import java.sql.SQLWarning;

/** Turns problems into exceptions: the one place that decides on their classes. */
final class SqlErrors {

  private SqlErrors() {}

  /** All problems as one exception and its chain. */
  static SQLException of(IssueException problems) {
    SQLException first = null;
    for (Issue issue : problems.issues()) {
      SQLException next = of(issue);
      if (first == null) {
        first = next;
      } else {
        first.setNextException(next);
      }
    }
    return first == null ? internal("a refusal without an issue") : first;
  }

  /** One problem. */
  static SQLException of(Issue issue) {
    String state = issue.code().sqlState();
    String message = issue.report();
    return switch (issue.code().kind()) {
      case SYNTAX -> new SQLSyntaxErrorException(message, state);
      case AUTHORIZATION -> new SQLInvalidAuthorizationSpecException(message, state);
      case FEATURE -> new SQLFeatureNotSupportedException(message, state);
      case DATA -> new SQLDataException(message, state);
      case PERMANENT -> new SQLNonTransientException(message, state);
      case TRANSIENT -> new SQLTransientException(message, state);
      case CONNECTION -> new SQLNonTransientConnectionException(message, state);
      case WARNING -> new SQLWarning(message, state);
      case INTERNAL -> new SQLException(message, state);
    };
  }

  /** A protected value cannot be read as the class asked for. */
  static SQLException of(ConversionException problem) {
    return new SQLDataException(
        "cannot read a protected column: " + problem.getMessage(), problem.sqlState());
  }

  /** A refusal of something in JDBC itself. */
  static SQLException refused(String what, String remedy) {
    return of(Issue.error(ErrorCode.JDBC_OPERATION_REFUSED, what, remedy));
  }

  /** As drivers say it of a parameter that the statement does not have. */
  static SQLException noSuchParameter(int index, int count) {
    return new SQLDataException(
        "the statement has " + count + " parameters, there is no parameter " + index, "22023");
  }

  /** A broken invariant of our own. */
  static SQLException internal(String what) {
    return of(
        Issue.error(ErrorCode.INTERNAL, "broken invariant: " + what, "Please report it as a bug"));
  }

  /** The warning that a result is masked. */
  static SQLWarning masked(String columns) {
    Issue issue =
        new Issue(
            ErrorCode.RESULT_MASKED,
            io.columnveil.issue.Severity.WARNING,
            java.util.Optional.empty(),
            "values of " + columns + " are masked for this session",
            "Ask for the unmask grant to see them whole");
    return new SQLWarning(issue.report(), issue.code().sqlState());
  }
}
