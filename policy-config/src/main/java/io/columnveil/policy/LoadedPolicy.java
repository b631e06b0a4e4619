package io.columnveil.policy;

import io.columnveil.issue.Issue;
import io.columnveil.policy.model.Policy;
import java.util.List;

/**
 * A valid policy and what should be said about it.
 *
 * @param policy the policy
 * @param warnings problems that do not stop, in the order of the file
 */
public record LoadedPolicy(Policy policy, List<Issue> warnings) {

  public LoadedPolicy {
    warnings = List.copyOf(warnings);
  }
}
