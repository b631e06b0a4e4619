package io.columnveil.cli;

import io.columnveil.issue.Issue;
import io.columnveil.issue.Location;
import io.columnveil.issue.Severity;
import java.util.List;

/**
 * Prints problems with the line that they stand in and a caret below it. The line is quoted only
 * for files and statements that the caller typed here himself, so nothing leaks by it.
 */
public final class IssueReport {

  private final Screen screen;

  /** A report on a screen. */
  public IssueReport(Screen screen) {
    this.screen = screen;
  }

  /** All of them, in their order. */
  public void print(List<Issue> issues) {
    issues.forEach(this::print);
  }

  private void print(Issue issue) {
    Ink ink = issue.severity() == Severity.ERROR ? Ink.RED : Ink.YELLOW;
    screen.line(screen.ink(ink, issue.headline()));
    issue.location().ifPresent(this::quote);
  }

  private void quote(Location place) {
    String line = place.quotedLine();
    if (line.isBlank()) {
      return;
    }
    StringBuilder caret = new StringBuilder();
    for (int i = 0; i < place.column() - 1; i++) {
      // A tab stays a tab, so that the caret stands below its character whatever a tab's width.
      caret.append(i < line.length() && line.charAt(i) == '\t' ? '\t' : ' ');
    }
    screen.line("    " + line);
    screen.line("    " + caret + screen.ink(Ink.BOLD, "^"));
  }
}
