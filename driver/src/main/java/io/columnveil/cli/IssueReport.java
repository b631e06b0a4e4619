package io.columnveil.cli;

import io.columnveil.issue.Issue;
import io.columnveil.issue.Severity;
import io.columnveil.policy.PolicyReport;
import java.util.List;

/**
 * Prints problems as everywhere, the headline in colour. Lines are quoted only of policies, whose
 * secrets are blanked, and of statements that the caller typed here himself.
 */
final class IssueReport {

  private final Screen screen;

  /** A report on a screen. */
  IssueReport(Screen screen) {
    this.screen = screen;
  }

  /** All of them, in their order. */
  void print(List<Issue> issues) {
    issues.forEach(this::print);
  }

  private void print(Issue issue) {
    Ink ink = issue.severity() == Severity.ERROR ? Ink.RED : Ink.YELLOW;
    List<String> lines = PolicyReport.render(List.of(issue)).lines().toList();
    screen.line(screen.ink(ink, lines.get(0)));
    lines.stream().skip(1).forEach(screen::line);
  }
}
