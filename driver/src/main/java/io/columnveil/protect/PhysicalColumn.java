package io.columnveil.protect;

import io.columnveil.catalog.Column;
import io.columnveil.catalog.Relation;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.policy.model.ColumnRule;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.Lookup;
import io.columnveil.policy.model.Normalization;
import io.columnveil.policy.model.Scheme;
import io.columnveil.policy.model.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a table must have to hold the ciphertext of a column, and whether it has. */
final class PhysicalColumn {

  private static final String APPLY = "Run schema --apply";
  private static final int TOKEN_LENGTH = 16;

  private final Relation table;
  private final Column column;
  private final ColumnRule rule;
  private final Optional<Column> holder;

  PhysicalColumn(Relation table, Column column, ColumnRule rule) {
    this.table = table;
    this.column = column;
    this.rule = rule;
    this.holder =
        rule.storedIn().isPresent() ? table.column(rule.storedIn().get()) : Optional.of(column);
  }

  /** As the policy says, else as the column that holds the ciphertext is made. */
  Storage storage() {
    return rule.storage().or(() -> holder.flatMap(PhysicalStorage::of)).orElse(Storage.TEXT);
  }

  List<Issue> issues() {
    List<Issue> issues = new ArrayList<>();
    if (column.generated()) {
      issues.add(
          error(name(column) + " is computed by the database", "Protect what it is made of"));
    }
    checkHolder(issues);
    checkLookup(issues);
    checkEquality(issues);
    return issues;
  }

  private void checkHolder(List<Issue> issues) {
    if (holder.isEmpty()) {
      issues.add(error(table + " has no column " + rule.storedIn().orElse(""), APPLY));
      return;
    }
    Column physical = holder.get();
    Optional<Storage> form = PhysicalStorage.of(physical);
    if (form.isEmpty()) {
      issues.add(
          error(
              name(physical)
                  + " is of type "
                  + physical.typeName()
                  + ", which cannot hold ciphertext",
              APPLY + ", or name another column by storedIn"));
    } else if (form.get() != storage()) {
      issues.add(
          error(
              name(physical)
                  + " is of type "
                  + physical.typeName()
                  + ", which cannot hold ciphertext in the form that storage says",
              "Correct storage in the policy"));
    } else {
      checkSize(physical, issues);
    }
  }

  private void checkSize(Column physical, List<Issue> issues) {
    if (physical.size() <= 0) {
      return;
    }
    if (physical.size() < needed(0)) {
      issues.add(
          error(
              name(physical)
                  + " holds "
                  + physical.size()
                  + " and ciphertext needs at least "
                  + needed(0),
              APPLY));
    } else if (physical.size() < needed(valueLength(rule.type()))) {
      issues.add(
          Issue.warning(
              ErrorCode.POLICY_INVALID,
              rule.location(),
              name(physical)
                  + " is too short for the ciphertext of the longest values of "
                  + rule.type()
                  + ", which needs "
                  + needed(valueLength(rule.type())),
              APPLY));
    }
  }

  /** Characters or bytes that the ciphertext of a value needs. */
  private int needed(int length) {
    return CiphertextLength.of(rule.scheme(), storage(), length);
  }

  private static int valueLength(LogicalType type) {
    return CiphertextLength.longestValue(type);
  }

  private void checkLookup(List<Issue> issues) {
    Optional<Lookup> lookup = lookup();
    if (lookup.isEmpty()) {
      return;
    }
    Optional<Column> companion = table.column(lookup.get().column());
    if (companion.isEmpty()) {
      issues.add(error(table + " has no lookup column " + lookup.get().column(), APPLY));
    } else if (!PhysicalStorage.of(companion.get()).equals(Optional.of(Storage.BINARY))
        || companion.get().size() > 0 && companion.get().size() < TOKEN_LENGTH) {
      issues.add(
          error(
              name(companion.get())
                  + " is of type "
                  + companion.get().typeName()
                  + ", which cannot hold lookup tokens",
              "Make it " + (companion.get().typeName().equals("text") ? "bytea" : "binary")));
    }
  }

  private void checkEquality(List<Issue> issues) {
    if (!column.looseEquality() || !rule.scheme().answersEquality()) {
      return;
    }
    if (lookup().map(l -> !l.normalize().contains(Normalization.LOWERCASE)).orElse(true)) {
      issues.add(
          error(
              name(column)
                  + " compares without regard to case or by a collation, which its scheme"
                  + " cannot answer",
              "Give it a lookup with normalize: [lowercase]"));
    }
  }

  private Optional<Lookup> lookup() {
    return rule.scheme() instanceof Scheme.Randomized randomized
        ? randomized.lookup()
        : Optional.empty();
  }

  private String name(Column physical) {
    return table + "." + physical.name();
  }

  private Issue error(String message, String remedy) {
    return Issue.error(ErrorCode.POLICY_INVALID, rule.location(), message, remedy);
  }
}
