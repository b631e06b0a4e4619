package io.columnveil.policy;

import io.columnveil.issue.Issue;
import java.util.List;

/**
 * Renders problems of a policy for a terminal or a log: the headline, then the line that it is
 * about and a caret. Lines of a policy hold no secret, since {@link PolicyLoader} blanks them.
 */
public final class PolicyReport {

  private PolicyReport() {}

  /** All problems, one after the other, each ended by a line end. */
  public static String render(List<Issue> issues) {
    StringBuilder report = new StringBuilder();
    issues.forEach(issue -> report.append(issue.report()).append('\n'));
    return report.toString();
  }
}
