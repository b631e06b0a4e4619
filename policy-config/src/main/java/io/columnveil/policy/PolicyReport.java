package io.columnveil.policy;

import io.columnveil.issue.Issue;
import io.columnveil.issue.Location;
import java.util.List;

/**
 * Renders problems of a policy for a terminal or a log: the headline, then the line that it is
 * about and a caret. Lines of a policy hold no secret, since {@link PolicyLoader} blanks them.
 */
public final class PolicyReport {

  /** A longer line is cut around the caret. */
  private static final int WIDTH = 100;

  private PolicyReport() {}

  /** All problems, one after the other, each ended by a line end. */
  public static String render(List<Issue> issues) {
    StringBuilder report = new StringBuilder();
    issues.forEach(issue -> render(issue, report));
    return report.toString();
  }

  private static void render(Issue issue, StringBuilder report) {
    report.append(issue.headline()).append('\n');
    issue.location().ifPresent(place -> quote(place, report));
  }

  private static void quote(Location place, StringBuilder report) {
    String line = printable(place.quotedLine());
    if (line.isBlank()) {
      return;
    }
    int caret = Math.min(place.column() - 1, line.length());
    int from = caret < WIDTH - 20 ? 0 : caret - WIDTH / 2;
    int to = Math.min(line.length(), from + WIDTH);
    String shown =
        (from > 0 ? "..." : "")
            + line.substring(from, to).stripTrailing()
            + (to < line.length() ? "..." : "");
    String margin = String.format("%5d | ", place.line());
    report.append(margin).append(shown).append('\n');
    report.append("      | ").append(" ".repeat(caret - from + (from > 0 ? 3 : 0))).append("^\n");
  }

  /** One char for one char, so that the caret stays below its place. */
  private static String printable(String line) {
    return line.replace('\t', ' ').replaceAll("\\p{Cntrl}", "?");
  }
}
