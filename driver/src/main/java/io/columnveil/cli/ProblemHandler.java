package io.columnveil.cli;

import io.columnveil.issue.IssueException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Prints what stopped a command. Only a broken invariant shows a stack trace: it is our bug. */
final class ProblemHandler implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(
      Exception problem, CommandLine commandLine, ParseResult parsed) throws Exception {
    Console console = new Console(commandLine);
    Screen screen = console.err();
    if (problem instanceof IssueException issues) {
      new IssueReport(screen).print(issues.issues());
    } else if (problem instanceof SQLException database) {
      screen.line(
          screen.ink(Ink.RED, "ERROR " + database.getSQLState()) + ": " + database.getMessage());
    } else if (problem instanceof IOException file) {
      // the message of a special one is often the path alone
      String text = file.getClass() == IOException.class ? file.getMessage() : file.toString();
      screen.line(screen.ink(Ink.RED, "ERROR") + ": " + text);
    } else {
      throw problem;
    }
    if (commandLine.getParseResult().hasMatchedOption("--json")) {
      console.out().line(Json.text(Map.of("problems", forMachines(problem))));
    }
    return ExitCode.PROBLEMS;
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
    fields.put("message", String.valueOf(problem.getMessage()));
    return List.of(fields);
  }
}
