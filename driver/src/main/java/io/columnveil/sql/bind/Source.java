package io.columnveil.sql.bind;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Something that can be selected from: an entry of a FROM clause or the target of a change. */
public abstract sealed class Source permits BaseTable, DerivedTable, OpaqueSource, RoutineRows {

  private final String name;

  Source(String name) {
    this.name = name;
  }

  /** The name that qualifies its fields, as the database folds it; empty if it has none. */
  public String name() {
    return name;
  }

  /** Its fields in order, hidden ones included. */
  public abstract List<Field> fields();

  /** Whether a qualifier before a column name means this source; of most an alias alone does. */
  boolean isNamedBy(List<String> qualifier) {
    return qualifier.size() == 1 && qualifier.get(0).equals(name);
  }

  /**
   * SQL text that names the lookup companion of a field, or empty if it cannot be reached. Asking
   * may make a derived table carry it.
   */
  Optional<String> companion(int field) {
    return Optional.empty();
  }

  /** The hidden field that holds the lookup tokens of a field, if it is one of this source. */
  OptionalInt companionField(int field) {
    return OptionalInt.empty();
  }

  /**
   * SQL text that names a field's values in another form, if they are listed in the statement;
   * empty if it cannot be reached. Asking may give the list a further column.
   */
  Optional<String> listed(int field, ListedForm form) {
    return Optional.empty();
  }

  /** The list of the statement's values that a field stands for, if it does. */
  Optional<ListedColumn> listed(int field) {
    return Optional.empty();
  }

  /** Whether {@code *} over it would bring columns that do not exist for applications. */
  abstract boolean hasHiddenFields();

  /** Whether it has a field of a protected column, or one that is computed from it. */
  boolean hasProtectedFields() {
    return fields().stream()
        .anyMatch(
            f ->
                f.lineage() instanceof Lineage.Stored
                    || f.lineage() instanceof Lineage.Computed
                    || f.lineage() instanceof Lineage.HandedOn);
  }

  /** A name in the database's quotes, which both databases read without folding. */
  public static String quote(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }
}
