package io.columnveil.store;

import io.columnveil.catalog.CatalogSnapshot;
import io.columnveil.catalog.Column;
import io.columnveil.catalog.Relation;
import io.columnveil.policy.model.ColumnId;
import io.columnveil.policy.model.ColumnState;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.Protections;
import io.columnveil.protect.CiphertextLength;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The DDL that a policy needs of a database: types that can hold ciphertext, lookup columns,
 * indexes on them, and guards that keep plaintext out of columns that are encrypted. Empty once all
 * is there. Immutable.
 */
public final class SchemaPlan {

  private final List<SchemaChange> changes;

  private SchemaPlan(List<SchemaChange> changes) {
    this.changes = List.copyOf(changes);
  }

  /**
   * Compares a database with what its protected columns need.
   *
   * @param connection to the database, past our driver
   * @param catalog its catalog as it is now
   * @param protections the protected columns
   * @throws SQLException from the database
   */
  public static SchemaPlan of(
      Connection connection, CatalogSnapshot catalog, Protections protections) throws SQLException {
    Draft draft = new Draft(connection, catalog);
    List<ProtectedColumn> columns =
        protections.all().stream()
            .sorted(Comparator.comparing(column -> column.id().toString()))
            .toList();
    for (ProtectedColumn column : columns) {
      draft.add(column);
    }
    draft.addUniqueIndexes(columns);
    return new SchemaPlan(draft.changes.stream().toList());
  }

  /** In the order in which they must run. */
  public List<SchemaChange> changes() {
    return changes;
  }

  /**
   * Runs the changes, one by one; those before a failure stay.
   *
   * @param connection to the database, past our driver, in autocommit mode
   * @param done told of each change after it ran
   * @throws SQLException from the database
   */
  public void apply(Connection connection, Consumer<SchemaChange> done) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (SchemaChange change : changes) {
        statement.execute(change.sql());
        done.accept(change);
      }
    }
  }

  /** Collects changes. */
  private static final class Draft {

    private final Connection connection;
    private final CatalogSnapshot catalog;
    private final Ddl ddl;
    private final Set<SchemaChange> changes = new LinkedHashSet<>();

    Draft(Connection connection, CatalogSnapshot catalog) {
      this.connection = connection;
      this.catalog = catalog;
      this.ddl = Ddl.of(catalog.backend());
    }

    void add(ProtectedColumn column) throws SQLException {
      Optional<Relation> table = catalog.find(column.id().schema(), column.id().table());
      if (table.isEmpty()) {
        return;
      }
      addHolder(column, table.get());
      addLookup(column, table.get());
      addGuards(column);
    }

    private void addHolder(ProtectedColumn column, Relation table) {
      ColumnId id = column.id();
      String holder = column.storedIn().orElse(id.column());
      Optional<Column> physical = table.column(holder);
      if (physical.isEmpty()) {
        change(
            ddl.addColumn(id, holder, ddl.typeOf(column.storage())),
            "holds the ciphertext of " + column.shortName());
      } else if (!Ddl.holds(physical.get(), column.storage())
          || isTooShort(physical.get(), column)) {
        change(
            ddl.changeType(new ColumnId(id.schema(), id.table(), holder), column.storage()),
            "ciphertext of "
                + column.shortName()
                + " does not fit "
                + physical.get().typeName()
                + (physical.get().size() > 0 ? "(" + physical.get().size() + ")" : ""));
      }
    }

    private static boolean isTooShort(Column physical, ProtectedColumn column) {
      int needed =
          CiphertextLength.of(
              column.scheme(), column.storage(), CiphertextLength.longestValue(column.type()));
      return physical.size() > 0 && physical.size() < needed;
    }

    private void addLookup(ProtectedColumn column, Relation table) throws SQLException {
      if (column.lookup().isEmpty()) {
        return;
      }
      String lookup = column.lookup().get().column();
      if (table.column(lookup).isEmpty()) {
        change(
            ddl.addColumn(column.id(), lookup, ddl.tokenType()),
            "answers equality on " + column.shortName());
      }
      List<TableIndex> indexes = TableIndex.of(connection, column.id());
      boolean willBeUnique =
          indexes.stream()
              .anyMatch(
                  index -> index.unique() && index.columns().get(0).equals(column.id().column()));
      if (!willBeUnique && indexes.stream().noneMatch(i -> i.columns().get(0).equals(lookup))) {
        change(
            ddl.createIndex(column.id(), List.of(lookup), false),
            "finds rows by " + column.shortName());
      }
    }

    /** What was unique in plaintext is unique in lookup tokens; random ciphertext always is. */
    void addUniqueIndexes(List<ProtectedColumn> columns) throws SQLException {
      Set<String> tables = new LinkedHashSet<>();
      for (ProtectedColumn column : columns) {
        ColumnId id = column.id();
        if (catalog.find(id.schema(), id.table()).isPresent() && tables.add(Ddl.table(id))) {
          addUniqueIndexes(id, columns);
        }
      }
    }

    private void addUniqueIndexes(ColumnId table, List<ProtectedColumn> columns)
        throws SQLException {
      List<TableIndex> indexes = TableIndex.of(connection, table);
      for (TableIndex index : indexes) {
        List<String> searched =
            index.columns().stream().map(name -> searched(table, name, columns)).toList();
        boolean present =
            indexes.stream().anyMatch(i -> i.unique() && i.columns().equals(searched));
        if (index.unique() && !present) {
          change(
              ddl.createIndex(table, searched, true),
              "keeps " + String.join(", ", index.columns()) + " unique");
        }
      }
    }

    private static String searched(ColumnId table, String name, List<ProtectedColumn> columns) {
      return columns.stream()
          .filter(c -> c.id().equals(new ColumnId(table.schema(), table.table(), name)))
          .findFirst()
          .flatMap(ProtectedColumn::lookup)
          .map(lookup -> lookup.column())
          .orElse(name);
    }

    private void addGuards(ProtectedColumn column) throws SQLException {
      if (column.state() != ColumnState.ENCRYPTED) {
        return;
      }
      Set<String> present = TableConstraints.of(connection, column.id());
      String holder = Ddl.quoted(column.storedIn().orElse(column.id().column()));
      addGuard(
          column,
          "_encrypted",
          holder + " IS NULL OR " + ddl.magicOf(holder, column.storage()),
          present);
      if (column.storedIn().isPresent()) {
        addGuard(column, "_empty", Ddl.quoted(column.id().column()) + " IS NULL", present);
      }
    }

    private void addGuard(
        ProtectedColumn column, String suffix, String condition, Set<String> present) {
      String name = guardName(column, suffix);
      if (!present.contains(name)) {
        change(
            ddl.addCheck(column.id(), name, condition),
            "keeps plaintext out of " + column.shortName());
      }
    }

    private static String guardName(ProtectedColumn column, String suffix) {
      return Ddl.shortened(column.id().table() + "_" + column.id().column()) + suffix;
    }

    private void change(String sql, String reason) {
      changes.add(new SchemaChange(sql, reason));
    }
  }
}
