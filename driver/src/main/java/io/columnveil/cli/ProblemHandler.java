package io.columnveil.cli;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.jdbc.Scrubber;
import io.columnveil.keys.Failure;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Prints what stopped a command. What nobody foresaw shows where it happened: it is our bug, or
 * that of a provider of keys.
 */
final class ProblemHandler implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(
      Exception problem, CommandLine commandLine, ParseResult parsed) {
    Console console = new Console(commandLine);
    Screen screen = console.err();
    if (problem instanceof IssueException issues) {
      new IssueReport(screen).print(issues.issues());
    } else if (problem instanceof SQLException database) {
      screen.line(screen.ink(Ink.RED, "ERROR " + database.getSQLState()) + ": " + text(database));
    } else if (problem instanceof IOException file) {
      // the message of a special one is often the path alone
      String text = file.getClass() == IOException.class ? file.getMessage() : file.toString();
      screen.line(screen.ink(Ink.RED, "ERROR") + ": " + text);
    } else {
      IssueException unexpected = unexpected(problem);
      new IssueReport(screen).print(unexpected.issues());
      for (StackTraceElement frame : problem.getStackTrace()) {
        screen.line("    at " + frame);
      }
      return print(unexpected, console);
    }
    return print(problem, console);
  }

  private static int print(Exception problem, Console console) {
    if (console.commandLine().getParseResult().hasMatchedOption("--json")) {
      console.out().line(Json.text(Map.of("problems", forMachines(problem))));
    }
    return ExitCode.PROBLEMS;
  }

  /**
   * What databases say of violated constraints, values that do not fit and by RAISE may quote rows:
   * a command's output is read by others than who may read those.
   */
  static String text(SQLException database) {
    String state = String.valueOf(database.getSQLState());
    boolean quotes = state.startsWith("22") || state.startsWith("23") || state.startsWith("P0");
    return String.valueOf((quotes ? Scrubber.scrub(database) : database).getMessage());
  }

  /** Its own message is that of a library, and may hold anything, a key too. */
  private static IssueException unexpected(Exception problem) {
    return new IssueException(
        Issue.error(
            ErrorCode.INTERNAL,
            "the command failed unexpectedly (" + Failure.place(problem) + ")",
            "If it is of a provider of keys that is not ours, ask its maker; else report it"));
  }

  /** Who reads JSON gets it in any case; people find the same where problems are printed. */
  private static List<Map<String, Object>> forMachines(Exception problem) {
    if (problem instanceof IssueException issues) {
      return Json.issues(issues.issues());
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("severity", "error");
    if (problem instanceof SQLException database) {
      fields.put("code", String.valueOf(database.getSQLState()));
    }
    fields.put(
        "message",
        problem instanceof SQLException database
            ? text(database)
            : String.valueOf(problem.getMessage()));
    return List.of(fields);
  }
}
