package io.columnveil.policy;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.IssueException;
import io.columnveil.issue.Problems;
import io.columnveil.issue.Source;
import io.columnveil.policy.model.PolicyDraft;
import io.columnveil.policy.parse.PolicyReader;
import io.columnveil.policy.validate.PolicyChecks;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Loads policies: finds the text, reads it, checks it. All problems of a policy are told in one
 * {@link IssueException}, in the order of the text; nothing else is thrown, whatever the text.
 * Positions and texts of issues and of the policy never show a secret. Any thread may call.
 */
public final class PolicyLoader {

  private PolicyLoader() {}

  /**
   * Loads the policy at a location.
   *
   * @param location a path, {@code file:path} or {@code classpath:resource}
   * @param environment what {@code ${NAME}} reads: usually {@link System#getenv()}
   */
  public static LoadedPolicy load(String location, Map<String, String> environment) {
    PolicyText text = PolicyText.at(location);
    return load(text.source(), text.folder(), environment);
  }

  /** Loads the policy in a file. */
  public static LoadedPolicy load(Path file, Map<String, String> environment) {
    PolicyText text = PolicyText.in(file);
    return load(text.source(), text.folder(), environment);
  }

  /**
   * Loads a policy from its text.
   *
   * @param folder what its relative paths start from, if anything
   */
  public static LoadedPolicy load(
      Source text, Optional<Path> folder, Map<String, String> environment) {
    Problems problems = new Problems(ErrorCode.POLICY_INVALID);
    Optional<PolicyDraft> draft =
        new PolicyReader(environment, folder.map(Path::toAbsolutePath)).read(text, problems);
    draft.ifPresent(d -> PolicyChecks.run(d, problems));
    if (problems.hasErrors() || draft.isEmpty()) {
      throw new IssueException(problems.inOrder());
    }
    return new LoadedPolicy(draft.get().policy(), problems.inOrder());
  }
}
