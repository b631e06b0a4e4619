package io.columnveil.issue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Collects the problems of one input, so that all are told in one run. Keeps the first {@value
 * #LIMIT}: a file that is wrong from end to end is not worth a list as long as itself. For one
 * thread.
 */
public final class Problems {

  /** Problems that are kept; of the rest only the number. */
  public static final int LIMIT = 500;

  private static final Comparator<Issue> IN_ORDER_OF_THE_TEXT =
      Comparator.<Issue>comparingInt(i -> i.location().map(Location::offset).orElse(-1))
          .thenComparing(Issue::severity)
          .thenComparing(Issue::message);

  private final ErrorCode code;
  private final List<Issue> issues = new ArrayList<>();
  private int dropped;
  private boolean errors;

  /** Problems that are all of one kind. */
  public Problems(ErrorCode code) {
    this.code = code;
  }

  /** An error at a place. */
  public void error(Location at, String message, String remedy) {
    add(Issue.error(code, at, message, remedy));
  }

  /** A warning at a place. */
  public void warning(Location at, String message, String remedy) {
    add(Issue.warning(code, at, message, remedy));
  }

  /** Adds a problem found elsewhere. */
  public void add(Issue issue) {
    errors |= issue.severity() == Severity.ERROR;
    if (isFull()) {
      dropped++;
    } else {
      issues.add(issue);
    }
  }

  /** Whether further problems are only counted, so that no work need go into their wording. */
  public boolean isFull() {
    return issues.size() >= LIMIT;
  }

  /** How many there are by now. */
  public int count() {
    return issues.size() + dropped;
  }

  /** Whether any problem stops. */
  public boolean hasErrors() {
    return errors;
  }

  /** All problems in the order of the text; the last says how many more there are, if any. */
  public List<Issue> inOrder() {
    List<Issue> sorted = new ArrayList<>(issues);
    sorted.sort(IN_ORDER_OF_THE_TEXT);
    if (dropped > 0) {
      sorted.add(
          Issue.error(
              code, "there are " + dropped + " more problems", "Repair those above and try again"));
    }
    return List.copyOf(sorted);
  }
}
