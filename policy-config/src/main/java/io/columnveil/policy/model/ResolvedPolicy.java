package io.columnveil.policy.model;

import io.columnveil.issue.Issue;
import io.columnveil.issue.Severity;
import java.util.List;

/**
 * A policy applied to the tables of one database.
 *
 * @param index what the policy says of the columns of these tables
 * @param protections the protected columns; also those that have issues, so that nothing is
 *     unprotected because something is wrong with it
 * @param issues all that is wrong
 */
public record ResolvedPolicy(PolicyIndex index, Protections protections, List<Issue> issues) {

  public ResolvedPolicy {
    issues = List.copyOf(issues);
  }

  /** The issues for which a connection is refused. */
  public List<Issue> errors() {
    return issues.stream().filter(i -> i.severity() == Severity.ERROR).toList();
  }
}
