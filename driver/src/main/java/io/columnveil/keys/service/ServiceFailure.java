package io.columnveil.keys.service;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;

/**
 * The two ways in which a key service fails. What the service says is never repeated: it may hold a
 * setting or a value.
 *
 * @param provider name of the provider
 */
public record ServiceFailure(String provider) {

  /** 55V01: it answered, and will not do it. */
  public IssueException refused(String why) {
    return new IssueException(
        Issue.error(
            ErrorCode.KEY_UNAVAILABLE,
            "the key service of provider '" + provider + "' refuses: " + why,
            "Check the key's state and this process's rights in the key service"));
  }

  /** 58V01: no answer that could be understood. */
  public IssueException unreachable(String why) {
    return new IssueException(
        Issue.error(
            ErrorCode.KEY_SERVICE_UNREACHABLE,
            "the key service of provider '" + provider + "' gives no answer: " + why,
            "It is asked again by itself; check the service and the way to it"));
  }
}
