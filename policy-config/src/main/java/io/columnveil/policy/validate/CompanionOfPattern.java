package io.columnveil.policy.validate;

import io.columnveil.issue.Problems;
import io.columnveil.policy.model.ColumnRule;
import io.columnveil.policy.model.NamePattern;
import io.columnveil.policy.model.PolicyDraft;

/**
 * A column pattern needs a companion name for each column that it covers, so the name has one
 * {@code *} that stands for what the pattern's stands for. The companion of a single column is a
 * single name.
 */
final class CompanionOfPattern implements PolicyCheck {

  @Override
  public void check(PolicyDraft draft, Problems problems) {
    for (ColumnEntry entry : ColumnEntry.allComplete(draft)) {
      ColumnRule rule = entry.rule();
      rule.scheme()
          .companion()
          .ifPresent(l -> check(l.column(), "lookup.column", entry, draft, problems));
      rule.storedIn().ifPresent(c -> check(c, "storedIn", entry, draft, problems));
    }
  }

  private static void check(
      String companion, String key, ColumnEntry entry, PolicyDraft draft, Problems problems) {
    NamePattern pattern = entry.rule().column();
    int stars = pattern.isExact() ? 0 : stars(pattern.text());
    if (stars == stars(companion) && stars <= 1) {
      return;
    }
    String message;
    String remedy;
    if (stars == 0) {
      message = "the companion of the single column " + entry + " is a pattern";
      remedy = "Write one name without '*'";
    } else if (stars == 1) {
      message =
          "all columns that " + entry + " covers would share the companion '" + companion + "'";
      remedy = "Write the '*' of the pattern into its name: \"" + pattern + "_lookup\"";
    } else {
      message = "no companion can be named for " + entry + ", a pattern with more than one '*'";
      remedy = "Use patterns with one '*', or name the columns";
    }
    problems.error(draft.positions().of(entry.rule(), key), message, remedy);
  }

  private static int stars(String name) {
    return (int) name.chars().filter(c -> c == '*').count();
  }
}
