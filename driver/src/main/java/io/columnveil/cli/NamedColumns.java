package io.columnveil.cli;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.issue.Location;
import io.columnveil.keys.ColumnRecord;
import io.columnveil.policy.model.ColumnId;
import io.columnveil.policy.model.ColumnRule;
import io.columnveil.policy.model.ColumnState;
import io.columnveil.policy.model.NameMatching;
import io.columnveil.policy.model.NamePattern;
import io.columnveil.policy.model.Policy;
import io.columnveil.policy.model.TableRule;
import io.columnveil.protect.RecordedColumns;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns that a policy names, for when no database is at hand to ask. They are spelled as in
 * the policy, with an empty schema where the policy leaves it to the database's default.
 */
final class NamedColumns {

  private final ColumnState state;
  private final List<Issue> patterns = new ArrayList<>();
  private final List<ColumnRecord> columns = new ArrayList<>();

  private NamedColumns(ColumnState state) {
    this.state = state;
  }

  /**
   * All columns of a policy.
   *
   * @param state what the keyring shall record of them
   * @throws IssueException if some are patterns: only a database knows what these cover
   */
  static List<ColumnRecord> of(Policy policy, ColumnState state) {
    NamedColumns named = new NamedColumns(state);
    policy.tables().forEach(named::add);
    if (!named.patterns.isEmpty()) {
      throw new IssueException(named.patterns);
    }
    return named.columns;
  }

  /**
   * Finds columns as the policy names them among records of either kind. Which database they are of
   * is not known, so names that differ in case only are taken for the same.
   */
  static RecordedColumns recorded(List<ColumnRecord> records) {
    return new RecordedColumns(records, NameMatching.FOLDED_TO_UPPER, "public");
  }

  private void add(TableRule table) {
    boolean exact =
        table.table().table().isExact()
            && table.table().schema().map(NamePattern::isExact).orElse(true);
    for (ColumnRule column : table.columns()) {
      if (!exact) {
        refuse("table", table.table().toString(), table.location());
        return;
      } else if (!column.column().isExact()) {
        refuse("column", column.column().text(), column.location());
      } else {
        columns.add(record(table, column));
      }
    }
  }

  private ColumnRecord record(TableRule table, ColumnRule column) {
    String schema = table.table().schema().map(NamePattern::text).orElse("");
    ColumnId id = new ColumnId(schema, table.table().table().text(), column.column().text());
    String ownDomain = table.table() + "." + column.column().text();
    return new ColumnRecord(
        id,
        table.kind(),
        state,
        state == ColumnState.ENCRYPTED,
        column.domain().orElse(ownDomain),
        column.scheme(),
        column.type());
  }

  private void refuse(String what, String pattern, Location place) {
    patterns.add(
        Issue.error(
            ErrorCode.POLICY_INVALID,
            place,
            "the " + what + " pattern '" + pattern + "' covers what only the database knows",
            "Give --url, so that it can be asked"));
  }
}
