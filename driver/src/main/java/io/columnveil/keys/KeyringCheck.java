package io.columnveil.keys;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.policy.model.ColumnId;
import io.columnveil.policy.model.Lookup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Compares what the keyring records with what the policy says now. Encryption cannot be switched
 * off by editing a file: a recorded column that the policy lacks, or whose kind changed, is an
 * error.
 *
 * @param errors reasons not to connect, all of them
 * @param pending changes that are allowed but not carried out yet
 */
public record KeyringCheck(List<Issue> errors, List<PendingChange> pending) {

  /** Something of a column that the policy wants otherwise than it is recorded. */
  public enum Aspect {
    DOMAIN,
    SCHEME,
    TYPE,
    LOOKUP
  }

  /**
   * A change that waits for the command {@code reencrypt}; until then writes use the new form and
   * what needs equality is refused.
   *
   * @param column which column
   * @param aspect what changes
   */
  public record PendingChange(ColumnId column, Aspect aspect) {}

  public KeyringCheck {
    errors = List.copyOf(errors);
    pending = List.copyOf(pending);
  }

  /**
   * Compares.
   *
   * @param recorded the keyring's columns
   * @param policy what the policy says of a column now; its state is not looked at. Columns that no
   *     longer exist in the database must still be answered from the policy
   */
  public static KeyringCheck compare(
      Collection<ColumnRecord> recorded, Function<ColumnId, Optional<ColumnRecord>> policy) {
    List<Issue> errors = new ArrayList<>();
    List<PendingChange> pending = new ArrayList<>();
    for (ColumnRecord old : recorded) {
      Optional<ColumnRecord> now = policy.apply(old.id());
      if (now.isEmpty()) {
        errors.add(
            error(
                "column "
                    + old.id()
                    + " is recorded in the keyring as protected, and the policy"
                    + " lacks it",
                "Put it back into the policy, or return it to plain with the command decrypt"));
      } else if (now.get().kind() != old.kind()) {
        errors.add(
            error(
                "column "
                    + old.id()
                    + " is recorded in the keyring with kind "
                    + old.kind().name().toLowerCase(java.util.Locale.ROOT)
                    + ", and the policy says otherwise",
                "Correct kind in the policy"));
      } else {
        differences(old, now.get(), pending);
      }
    }
    return new KeyringCheck(errors, pending);
  }

  private static void differences(ColumnRecord old, ColumnRecord now, List<PendingChange> pending) {
    if (!old.domain().equals(now.domain())) {
      pending.add(new PendingChange(old.id(), Aspect.DOMAIN));
    }
    if (!old.scheme().getClass().equals(now.scheme().getClass())) {
      pending.add(new PendingChange(old.id(), Aspect.SCHEME));
    }
    if (!old.type().equals(now.type())) {
      pending.add(new PendingChange(old.id(), Aspect.TYPE));
    }
    if (!old.lookup().map(Lookup::column).equals(now.lookup().map(Lookup::column))
        || normalizer(old) != normalizer(now)) {
      pending.add(new PendingChange(old.id(), Aspect.LOOKUP));
    }
  }

  /** By version: the order in which the policy names the steps does not matter. */
  private static int normalizer(ColumnRecord column) {
    return column.lookup().map(l -> KeyringCodes.normalizer(l.normalize())).orElse(0);
  }

  private static Issue error(String message, String remedy) {
    return Issue.error(ErrorCode.POLICY_INVALID, message, remedy);
  }
}
