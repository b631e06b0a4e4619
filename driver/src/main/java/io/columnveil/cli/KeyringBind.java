package io.columnveil.cli;

import io.columnveil.catalog.CatalogSnapshot;
import io.columnveil.catalog.Relation;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.keys.ColumnRecord;
import io.columnveil.keys.Keyring;
import io.columnveil.policy.model.ColumnId;
import io.columnveil.policy.model.Lookup;
import io.columnveil.policy.model.RuleMatch;
import io.columnveil.policy.model.Scheme;
import io.columnveil.policy.model.TableKind;
import io.columnveil.protect.RecordedColumns;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Renames records of the keyring, or takes out those of dropped columns. Nothing is believed that
 * the database and the policy do not bear out: the old name must be gone, the new one must be there
 * and protected, with the same kind and scheme. Otherwise this would switch protection off.
 */
final class KeyringBind {

  private final LiveColumns live;
  private final RecordedColumns recorded;
  private final Map<ColumnRecord, Optional<ColumnRecord>> changes = new LinkedHashMap<>();

  KeyringBind(LiveColumns live) {
    this.live = live;
    this.recorded = live.recorded();
  }

  /** All recorded columns of a table are now those of another. */
  void table(String oldName, String newName) {
    ColumnId from = parse(oldName + ".*");
    ColumnId to = parse(newName + ".*");
    List<ColumnRecord> records =
        live.records().orElse(List.of()).stream()
            .filter(r -> isOfTable(recorded.withSchema(r.id()), from))
            .toList();
    if (records.isEmpty()) {
      throw refuse("the keyring records no column of " + oldName, "See keys list");
    }
    for (ColumnRecord record : records) {
      rename(record, new ColumnId(to.schema(), to.table(), record.id().column()));
    }
  }

  /** A recorded column has another name, in the same table or another. */
  void column(String oldName, String newName) {
    rename(record(oldName), parse(newName));
  }

  /** A recorded column is no more. */
  void dropped(String name) {
    ColumnRecord record = record(name);
    requireGone(record);
    if (record.kind() == TableKind.EVENT) {
      throw refuse(
          "column " + name + " is of kind event, whose protection never ends",
          "Add an empty column of that name to the table, and leave it in the policy");
    }
    changes.put(record, Optional.empty());
  }

  /**
   * Carries all out in one change of the keyring, and raises its mark.
   *
   * @return what became of each record
   */
  Map<ColumnRecord, String> run(OpenKeyring keyring) throws SQLException {
    keyring.change(this::apply).close();
    Map<ColumnRecord, String> done = new LinkedHashMap<>();
    changes.forEach(
        (old, now) ->
            done.put(
                old,
                now.map(n -> "is now " + ColumnNames.of(n.id())).orElse("is recorded no more")));
    return done;
  }

  private Keyring apply(Keyring keyring) {
    Keyring changed = keyring;
    for (Map.Entry<ColumnRecord, Optional<ColumnRecord>> change : changes.entrySet()) {
      ColumnRecord old = change.getKey();
      if (!keyring.column(old.id()).equals(Optional.of(old))) {
        throw refuse("the record of " + old.id() + " was changed meanwhile", "Try again");
      }
      changed = changed.withoutColumn(old.id());
      if (change.getValue().isPresent()) {
        changed = changed.withColumn(change.getValue().get());
      }
    }
    return changed;
  }

  private void rename(ColumnRecord record, ColumnId wanted) {
    requireGone(record);
    ColumnId real =
        find(wanted)
            .orElseThrow(
                () ->
                    refuse(
                        "there is no column " + wanted + " in the database",
                        "Rename it in the database first"));
    RuleMatch rule =
        live.resolved()
            .index()
            .ruleFor(real)
            .orElseThrow(
                () ->
                    refuse(
                        "the policy does not protect " + real,
                        "Write the new name into the policy first"));
    if (recorded.of(real).isPresent()) {
      throw refuse("the keyring records " + real + " already", "See keys list");
    }
    if (rule.table().kind() != record.kind()) {
      throw refuse(
          "kind of " + real + " in the policy is not that which is recorded of " + record.id(),
          "Correct kind in the policy");
    }
    Scheme scheme = rule.column().scheme();
    Optional<String> lookup = lookup(scheme).map(Lookup::column);
    if (!scheme.getClass().equals(record.scheme().getClass())
        || lookup.isPresent() != record.lookup().isPresent()
        || !rule.column().type().equals(record.type())) {
      throw refuse(
          "scheme, lookup or type of " + real + " in the policy are not as recorded",
          "Rename first and change them afterwards");
    }
    lookup.ifPresent(l -> requirePresent(new ColumnId(real.schema(), real.table(), l)));
    changes.put(record, Optional.of(record.renamed(real, lookup)));
  }

  private static Optional<Lookup> lookup(Scheme scheme) {
    return scheme instanceof Scheme.Randomized randomized ? randomized.lookup() : Optional.empty();
  }

  private void requirePresent(ColumnId column) {
    if (find(column).isEmpty()) {
      throw refuse(
          "there is no lookup column " + column + " in the database",
          "Write the name of the lookup column as it is now into the policy");
    }
  }

  private void requireGone(ColumnRecord record) {
    ColumnId old = recorded.withSchema(record.id());
    if (find(old).isPresent()) {
      throw refuse(
          "the database still has the column " + old,
          "Rename or drop it there first, with a direct connection");
    }
  }

  private ColumnRecord record(String name) {
    return recorded
        .of(parse(name))
        .orElseThrow(() -> refuse("the keyring records no column " + name, "See keys list"));
  }

  private boolean isOfTable(ColumnId column, ColumnId table) {
    return recorded.areSame(column.schema(), table.schema())
        && recorded.areSame(column.table(), table.table());
  }

  /** The real column that a name means. */
  private Optional<ColumnId> find(ColumnId named) {
    CatalogSnapshot catalog = live.catalog();
    for (Relation table : catalog.relations()) {
      if (isOfTable(new ColumnId(table.schema(), table.name(), ""), named)) {
        Optional<ColumnId> found =
            table.columns().stream()
                .filter(c -> recorded.areSame(named.column(), c.name()))
                .findFirst()
                .map(c -> new ColumnId(table.schema(), table.name(), c.name()));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private ColumnId parse(String name) {
    String[] parts = name.split("\\.", -1);
    if (parts.length == 2) {
      return new ColumnId(live.catalog().defaultSchema(), parts[0], parts[1]);
    }
    if (parts.length == 3) {
      return new ColumnId(parts[0], parts[1], parts[2]);
    }
    throw refuse("'" + name + "' names no column", "Write table.column or schema.table.column");
  }

  private static IssueException refuse(String reason, String remedy) {
    return new IssueException(Issue.error(ErrorCode.POLICY_INVALID, reason, remedy));
  }
}
