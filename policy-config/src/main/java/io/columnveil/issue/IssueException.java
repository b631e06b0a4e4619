package io.columnveil.issue;

import java.util.List;
import java.util.stream.Collectors;

/** Carries problems up to the edge, where they become an {@code SQLException} or printed text. */
public final class IssueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Issue> issues;

  /** One problem. */
  public IssueException(Issue issue) {
    this(List.of(issue));
  }

  /** Several problems of one input, at least one. */
  public IssueException(List<Issue> issues) {
    super(issues.stream().map(Issue::report).collect(Collectors.joining("\n")));
    this.issues = List.copyOf(issues);
  }

  /** One problem with what caused it; the cause must not hold a value. */
  public IssueException(Issue issue, Throwable cause) {
    this(issue);
    initCause(cause);
  }

  public List<Issue> issues() {
    return issues;
  }

  public Issue first() {
    return issues.get(0);
  }
}
