package io.columnveil.policy.validate;

import io.columnveil.issue.Location;
import io.columnveil.issue.Problems;
import io.columnveil.policy.model.ColumnRule;
import io.columnveil.policy.model.PolicyDraft;
import io.columnveil.policy.model.TableRule;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A lookup or storedIn column is also a protected column of the table, or serves two columns. Each
 * would overwrite what the other stores.
 */
final class CompanionTaken implements PolicyCheck {

  @Override
  public void check(PolicyDraft draft, Problems problems) {
    for (TableRule table : draft.policy().tables()) {
      Map<String, String> owners = new HashMap<>();
      for (ColumnRule column : table.columns()) {
        owners.putIfAbsent(fold(column.column().text()), "a column of the policy");
      }
      for (ColumnRule column : table.columns()) {
        String user = "of " + column.column();
        column
            .scheme()
            .companion()
            .ifPresent(
                l ->
                    claim(
                        l.column(),
                        "the lookup column " + user,
                        draft.positions().of(column, "lookup.column"),
                        owners,
                        problems));
        column
            .storedIn()
            .ifPresent(
                c ->
                    claim(
                        c,
                        "the storedIn column " + user,
                        draft.positions().of(column, "storedIn"),
                        owners,
                        problems));
      }
    }
  }

  private static void claim(
      String name, String use, Location at, Map<String, String> owners, Problems problems) {
    String owner = owners.putIfAbsent(fold(name), use);
    if (owner != null) {
      problems.error(
          at,
          "column '" + name + "' cannot be " + use + ": it is already " + owner,
          "Choose another name");
    }
  }

  /** Names that differ in case only are one name to a database that folds. */
  private static String fold(String name) {
    return name.toUpperCase(Locale.ENGLISH);
  }
}
