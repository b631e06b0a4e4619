package io.columnveil.store;

import io.columnveil.catalog.Backend;
import io.columnveil.policy.model.ColumnId;
import io.columnveil.policy.model.EqualityRotation;
import io.columnveil.policy.model.ProtectedColumn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The DDL of one column's equality-key rotation, by what of it is still to be done: what is there
 * already is not asked for again. The <em>first</em> column holds the comparable values, the
 * <em>second</em> stands beside it for as long as the rotation lasts.
 */
public final class RotationSchema {

  private final Connection connection;
  private final Backend backend;
  private final Ddl ddl;
  private final ProtectedColumn column;
  private final ColumnId table;
  private final String first;
  private final String second;

  /**
   * Of a column that is being rotated.
   *
   * @param connection to the database, past our driver, in autocommit mode
   */
  public RotationSchema(Connection connection, Backend backend, ProtectedColumn column) {
    this.connection = connection;
    this.backend = backend;
    this.ddl = Ddl.of(backend);
    this.column = column;
    this.table = column.id();
    this.first = first(column);
    this.second =
        column
            .rotation()
            .map(EqualityRotation::secondColumn)
            .orElseThrow(() -> new IllegalArgumentException("no rotation is under way"));
  }

  /** The column that holds the comparable values of a column when no rotation is under way. */
  public static String first(ProtectedColumn column) {
    return column
        .lookup()
        .map(lookup -> lookup.column())
        .orElseGet(() -> column.storedIn().orElse(column.id().column()));
  }

  /** Foreign keys over the first column: it could not change row by row. */
  public static List<String> foreignKeys(
      Connection connection, Backend backend, ProtectedColumn column) throws SQLException {
    String first = first(column);
    ColumnId id = column.id();
    if (backend == Backend.POSTGRESQL) {
      return TextQuery.all(
          connection,
          "SELECT DISTINCT c.conname FROM pg_catalog.pg_constraint c"
              + " JOIN pg_catalog.pg_attribute a ON a.attname = ?"
              + " AND (c.conrelid = a.attrelid AND a.attnum = ANY (c.conkey)"
              + " OR c.confrelid = a.attrelid AND a.attnum = ANY (c.confkey))"
              + " WHERE c.contype = 'f' AND a.attrelid = CAST(? AS pg_catalog.regclass)",
          first,
          Ddl.table(id));
    }
    return TextQuery.all(
        connection,
        "SELECT DISTINCT r.CONSTRAINT_NAME FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS r"
            + " JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE k ON k.CONSTRAINT_NAME IN"
            + " (r.CONSTRAINT_NAME, r.UNIQUE_CONSTRAINT_NAME)"
            + " WHERE k.TABLE_SCHEMA = ? AND k.TABLE_NAME = ? AND k.COLUMN_NAME = ?",
        id.schema(),
        id.table(),
        first);
  }

  /** The second column, and on PostgreSQL what empties it when a writer knows only the first. */
  public List<SchemaChange> addSecond() throws SQLException {
    List<SchemaChange> changes = new ArrayList<>();
    if (!hasSecond()) {
      String type = column.isDeterministic() ? ddl.typeOf(column.storage()) : ddl.tokenType();
      changes.add(
          new SchemaChange(
              ddl.addColumn(table, second, type),
              "holds " + column.shortName() + " under the next key"));
    }
    if (backend == Backend.POSTGRESQL && !hasTrigger()) {
      String function = Ddl.quoted(table.schema()) + "." + Ddl.quoted(triggerName());
      changes.add(
          new SchemaChange(
              "CREATE OR REPLACE FUNCTION "
                  + function
                  + "() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW."
                  + Ddl.quoted(second)
                  + " := NULL; RETURN NEW; END $$",
              "empties the second column"));
      changes.add(
          new SchemaChange(
              "CREATE TRIGGER %1$s BEFORE UPDATE ON %2$s FOR EACH ROW WHEN (OLD.%3$s IS DISTINCT"
                      .formatted(Ddl.quoted(triggerName()), Ddl.table(table), Ddl.quoted(first))
                  + " FROM NEW.%1$s AND OLD.%2$s IS NOT DISTINCT FROM NEW.%2$s)"
                      .formatted(Ddl.quoted(first), Ddl.quoted(second))
                  + " EXECUTE FUNCTION "
                  + function
                  + "()",
              "marks rows whose writer did not know of the second column yet"));
    }
    return changes;
  }

  /** The indexes of the first column, over the second one. */
  public List<SchemaChange> addIndexes() throws SQLException {
    return backend == Backend.POSTGRESQL
        ? PostgresIndexCopies.missing(connection, table, first, second)
        : h2Indexes();
  }

  private List<SchemaChange> h2Indexes() throws SQLException {
    List<TableIndex> indexes = TableIndex.of(connection, table);
    List<SchemaChange> changes = new ArrayList<>();
    for (TableIndex index : indexes) {
      if (index.columns().contains(first)) {
        TableIndex wanted =
            new TableIndex(
                index.unique(),
                index.columns().stream().map(c -> c.equals(first) ? second : c).toList());
        if (!indexes.contains(wanted)) {
          changes.add(
              new SchemaChange(
                  ddl.createIndex(table, wanted.columns(), wanted.unique()),
                  wanted.unique() ? "keeps the second column unique" : "finds rows by it"));
        }
      }
    }
    return changes;
  }

  /** The guard: from then on no row can have one of the columns and lack the other. */
  public List<SchemaChange> addGuard() throws SQLException {
    List<SchemaChange> changes = new ArrayList<>();
    boolean postgres = backend == Backend.POSTGRESQL;
    if (!TableConstraints.of(connection, table).contains(guardName())) {
      changes.add(
          new SchemaChange(
              ddl.addCheck(
                      table,
                      guardName(),
                      "(%s IS NULL) = (%s IS NULL)"
                          .formatted(Ddl.quoted(first), Ddl.quoted(second)))
                  + (postgres ? " NOT VALID" : ""),
              "refuses writers that do not know of the second column"));
    }
    if (postgres && !isGuardValid()) {
      changes.add(
          new SchemaChange(
              "ALTER TABLE %s VALIDATE CONSTRAINT %s"
                  .formatted(Ddl.table(table), Ddl.quoted(guardName())),
              "proves that every row has it"));
    }
    return changes;
  }

  /** Takes away what empties the second column: all writers know of it. */
  public List<SchemaChange> dropTrigger() throws SQLException {
    List<SchemaChange> changes = new ArrayList<>();
    if (backend == Backend.POSTGRESQL && hasTrigger()) {
      changes.add(
          new SchemaChange(
              "DROP TRIGGER %s ON %s".formatted(Ddl.quoted(triggerName()), Ddl.table(table)),
              "every writer knows of the second column"));
    }
    if (backend == Backend.POSTGRESQL && hasFunction()) {
      changes.add(
          new SchemaChange(
              "DROP FUNCTION %s.%s()"
                  .formatted(Ddl.quoted(table.schema()), Ddl.quoted(triggerName())),
              "it is not used any more"));
    }
    return changes;
  }

  /** Takes away guard and indexes of the second column, so that it need not be written. */
  public List<SchemaChange> dropGuardAndIndexes() throws SQLException {
    List<SchemaChange> changes = new ArrayList<>();
    if (TableConstraints.of(connection, table).contains(guardName())) {
      changes.add(
          new SchemaChange(
              "ALTER TABLE %s DROP CONSTRAINT %s"
                  .formatted(Ddl.table(table), Ddl.quoted(guardName())),
              "the second column is not read any more"));
    }
    for (String index : secondIndexes()) {
      changes.add(
          new SchemaChange(
              "DROP INDEX %s.%s".formatted(Ddl.quoted(table.schema()), Ddl.quoted(index)),
              "the second column is not read any more"));
    }
    return changes;
  }

  /** Drops the second column. */
  public List<SchemaChange> dropSecond() throws SQLException {
    return hasSecond()
        ? List.of(
            new SchemaChange(
                "ALTER TABLE %s DROP COLUMN %s".formatted(Ddl.table(table), Ddl.quoted(second)),
                "the rotation is done"))
        : List.of();
  }

  private boolean hasSecond() throws SQLException {
    return !TextQuery.all(
            connection,
            "SELECT COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS"
                + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND COLUMN_NAME = ?",
            table.schema(),
            table.table(),
            second)
        .isEmpty();
  }

  private boolean hasTrigger() throws SQLException {
    return !TextQuery.all(
            connection,
            "SELECT tgname FROM pg_catalog.pg_trigger"
                + " WHERE tgrelid = CAST(? AS pg_catalog.regclass) AND tgname = ?",
            Ddl.table(table),
            triggerName())
        .isEmpty();
  }

  private boolean hasFunction() throws SQLException {
    return !TextQuery.all(
            connection,
            "SELECT p.proname FROM pg_catalog.pg_proc p"
                + " JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace"
                + " WHERE n.nspname = ? AND p.proname = ?",
            table.schema(),
            triggerName())
        .isEmpty();
  }

  private boolean isGuardValid() throws SQLException {
    return !TextQuery.all(
            connection,
            "SELECT conname FROM pg_catalog.pg_constraint"
                + " WHERE conrelid = CAST(? AS pg_catalog.regclass) AND conname = ?"
                + " AND convalidated",
            Ddl.table(table),
            guardName())
        .isEmpty();
  }

  private List<String> secondIndexes() throws SQLException {
    if (backend == Backend.POSTGRESQL) {
      return PostgresIndexCopies.names(connection, table, second);
    }
    return TextQuery.all(
        connection,
        "SELECT DISTINCT INDEX_NAME FROM INFORMATION_SCHEMA.INDEX_COLUMNS"
            + " WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? AND COLUMN_NAME = ?",
        table.schema(),
        table.table(),
        second);
  }

  private String triggerName() {
    return Ddl.shortened("cv_" + table.table() + "_" + second) + "_rotation";
  }

  private String guardName() {
    return Ddl.shortened(table.table() + "_" + second) + "_rotation";
  }

  /** A name for a second column that the table does not have yet. */
  public static String freeName(String first, Collection<String> taken) {
    String name = Ddl.shortened(first);
    for (int i = 2; ; i++) {
      String tried = name + "_" + i;
      if (taken.stream().noneMatch(tried::equalsIgnoreCase)) {
        return tried;
      }
    }
  }
}
