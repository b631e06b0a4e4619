package io.columnveil.policy.validate;

import io.columnveil.issue.Location;
import io.columnveil.issue.Problems;
import io.columnveil.policy.model.ColumnRule;
import io.columnveil.policy.model.NamePattern;
import io.columnveil.policy.model.PolicyDraft;
import io.columnveil.policy.model.TableName;
import io.columnveil.policy.model.TableRule;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table or column is named by two entries, once in quotes and once without. Entries that are
 * spelled alike have been refused as duplicate keys already.
 */
final class EntryTwice implements PolicyCheck {

  @Override
  public void check(PolicyDraft draft, Problems problems) {
    Map<TableName, Location> tables = new HashMap<>();
    for (TableRule table : draft.policy().tables()) {
      TableName name =
          new TableName(table.table().schema().map(EntryTwice::bare), bare(table.table().table()));
      report(
          "table " + table.table(),
          table.location(),
          tables.putIfAbsent(name, table.location()),
          problems);
      Map<NamePattern, Location> columns = new HashMap<>();
      for (ColumnRule column : table.columns()) {
        report(
            "column " + table.table() + "." + column.column(),
            column.location(),
            columns.putIfAbsent(bare(column.column()), column.location()),
            problems);
      }
    }
  }

  private static void report(
      String what, Location second, @Nullable Location first, Problems problems) {
    if (first != null) {
      problems.error(
          second, what + " is named twice, first in line " + first.line(), "Keep one of the two");
    }
  }

  /** Quotes make no difference to a name that has nothing to quote. */
  private static NamePattern bare(NamePattern name) {
    return name.quoted() && name.text().indexOf('*') < 0 ? new NamePattern(name.text()) : name;
  }
}
