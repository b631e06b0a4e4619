package io.columnveil.cli;

import io.columnveil.issue.IssueException;
import java.io.IOException;
import java.sql.SQLException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Prints what stopped a command. Only a broken invariant shows a stack trace: it is our bug. */
final class ProblemHandler implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(
      Exception problem, CommandLine commandLine, ParseResult parsed) throws Exception {
    Screen screen = new Console(commandLine).err();
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
    return ExitCode.PROBLEMS;
  }
}
