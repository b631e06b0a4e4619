package io.columnveil.jdbc;

import io.columnveil.jdbc.forward.ForwardingDatabaseMetaData;
import io.columnveil.sql.plan.ShownColumns;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The database as applications see it: without hidden columns, with the types of protected columns
 * that the session sees. All its result sets are guarded.
 */
public final class GuardedDatabaseMetaData extends ForwardingDatabaseMetaData implements Guarded {

  private final GuardedConnection connection;
  private final Session session;
  private final DatabaseMetaData delegate;

  GuardedDatabaseMetaData(
      GuardedConnection connection, Session session, DatabaseMetaData delegate) {
    this.connection = connection;
    this.session = session;
    this.delegate = delegate;
  }

  @Override
  protected DatabaseMetaData delegate() {
    return delegate;
  }

  @Override
  public Connection getConnection() {
    return connection;
  }

  private ShownColumns shown() throws SQLException {
    return new ShownColumns(session.state().context());
  }

  private ResultSet withoutHidden(ResultSet rows, String schema, String table, String column)
      throws SQLException {
    ShownColumns shown = shown();
    return filtered(rows, () -> !isHidden(shown, rows, schema, table, column));
  }

  /** Keys lead from one table to another: neither end may be hidden. */
  private ResultSet withoutHiddenKeys(ResultSet rows) throws SQLException {
    ShownColumns shown = shown();
    return filtered(
        rows,
        () ->
            !isHidden(shown, rows, "PKTABLE_SCHEM", "PKTABLE_NAME", "PKCOLUMN_NAME")
                && !isHidden(shown, rows, "FKTABLE_SCHEM", "FKTABLE_NAME", "FKCOLUMN_NAME"));
  }

  /** The rows do not say of which table they are; without a schema it may be any of that name. */
  private ResultSet withoutHiddenOf(ResultSet rows, @Nullable String schema, @Nullable String table)
      throws SQLException {
    ShownColumns shown = shown();
    return filtered(
        rows,
        () -> {
          String column = rows.getString("COLUMN_NAME");
          return schema == null || schema.isEmpty()
              ? !shown.isHiddenInAny(String.valueOf(table), column)
              : !shown.isHidden(schema, String.valueOf(table), column);
        });
  }

  /** A function that returns rows of a table is described by the table's columns. */
  private ResultSet withoutHiddenOfRoutines(ResultSet rows, String schema, String routine)
      throws SQLException {
    ShownColumns shown = shown();
    return filtered(
        rows,
        () ->
            !shown.isHiddenOfRoutine(
                String.valueOf(rows.getString(schema)),
                String.valueOf(rows.getString(routine)),
                String.valueOf(rows.getString("COLUMN_NAME"))));
  }

  private ResultSet filtered(ResultSet rows, RowFilter filter) {
    return GuardedResultSet.described(session, rows, filter, new @Nullable Cell[0]);
  }

  private static boolean isHidden(
      ShownColumns shown, ResultSet rows, String schema, String table, String column)
      throws SQLException {
    String columnName = rows.getString(column);
    return columnName != null
        && shown.isHidden(
            String.valueOf(rows.getString(schema)),
            String.valueOf(rows.getString(table)),
            columnName);
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Guarded.unwrap(this, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }

  @Override
  public ResultSet getProcedures(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String procedureNamePattern)
      throws SQLException {
    return GuardedResultSet.plain(
        session, null, delegate.getProcedures(catalog, schemaPattern, procedureNamePattern));
  }

  @Override
  public ResultSet getProcedureColumns(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String procedureNamePattern,
      @Nullable String columnNamePattern)
      throws SQLException {
    return withoutHiddenOfRoutines(
        delegate.getProcedureColumns(
            catalog, schemaPattern, procedureNamePattern, columnNamePattern),
        "PROCEDURE_SCHEM",
        "PROCEDURE_NAME");
  }

  @Override
  public ResultSet getTables(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String tableNamePattern,
      String @Nullable [] types)
      throws SQLException {
    return GuardedResultSet.plain(
        session, null, delegate.getTables(catalog, schemaPattern, tableNamePattern, types));
  }

  @Override
  public ResultSet getSchemas() throws SQLException {
    return GuardedResultSet.plain(session, null, delegate.getSchemas());
  }

  @Override
  public ResultSet getCatalogs() throws SQLException {
    return GuardedResultSet.plain(session, null, delegate.getCatalogs());
  }

  @Override
  public ResultSet getTableTypes() throws SQLException {
    return GuardedResultSet.plain(session, null, delegate.getTableTypes());
  }

  @Override
  public ResultSet getColumns(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String tableNamePattern,
      @Nullable String columnNamePattern)
      throws SQLException {
    return new DescribedColumns(
            session,
            session.state().context(),
            delegate.getColumns(catalog, schemaPattern, tableNamePattern, columnNamePattern))
        .columns();
  }

  @Override
  public ResultSet getColumnPrivileges(
      @Nullable String catalog,
      @Nullable String schema,
      @Nullable String table,
      @Nullable String columnNamePattern)
      throws SQLException {
    return withoutHidden(
        delegate.getColumnPrivileges(catalog, schema, table, columnNamePattern),
        "TABLE_SCHEM",
        "TABLE_NAME",
        "COLUMN_NAME");
  }

  @Override
  public ResultSet getTablePrivileges(
      @Nullable String catalog, @Nullable String schemaPattern, @Nullable String tableNamePattern)
      throws SQLException {
    return GuardedResultSet.plain(
        session, null, delegate.getTablePrivileges(catalog, schemaPattern, tableNamePattern));
  }

  @Override
  public ResultSet getBestRowIdentifier(
      @Nullable String catalog,
      @Nullable String schema,
      @Nullable String table,
      int scope,
      boolean nullable)
      throws SQLException {
    return withoutHiddenOf(
        delegate.getBestRowIdentifier(catalog, schema, table, scope, nullable), schema, table);
  }

  @Override
  public ResultSet getVersionColumns(
      @Nullable String catalog, @Nullable String schema, @Nullable String table)
      throws SQLException {
    return withoutHiddenOf(delegate.getVersionColumns(catalog, schema, table), schema, table);
  }

  @Override
  public ResultSet getPrimaryKeys(
      @Nullable String catalog, @Nullable String schema, @Nullable String table)
      throws SQLException {
    return withoutHidden(
        delegate.getPrimaryKeys(catalog, schema, table),
        "TABLE_SCHEM",
        "TABLE_NAME",
        "COLUMN_NAME");
  }

  @Override
  public ResultSet getImportedKeys(
      @Nullable String catalog, @Nullable String schema, @Nullable String table)
      throws SQLException {
    return withoutHiddenKeys(delegate.getImportedKeys(catalog, schema, table));
  }

  @Override
  public ResultSet getExportedKeys(
      @Nullable String catalog, @Nullable String schema, @Nullable String table)
      throws SQLException {
    return withoutHiddenKeys(delegate.getExportedKeys(catalog, schema, table));
  }

  @Override
  public ResultSet getCrossReference(
      @Nullable String parentCatalog,
      @Nullable String parentSchema,
      @Nullable String parentTable,
      @Nullable String foreignCatalog,
      @Nullable String foreignSchema,
      @Nullable String foreignTable)
      throws SQLException {
    return withoutHiddenKeys(
        delegate.getCrossReference(
            parentCatalog, parentSchema, parentTable, foreignCatalog, foreignSchema, foreignTable));
  }

  @Override
  public ResultSet getTypeInfo() throws SQLException {
    return GuardedResultSet.plain(session, null, delegate.getTypeInfo());
  }

  @Override
  public ResultSet getIndexInfo(
      @Nullable String catalog,
      @Nullable String schema,
      @Nullable String table,
      boolean unique,
      boolean approximate)
      throws SQLException {
    return withoutHidden(
        delegate.getIndexInfo(catalog, schema, table, unique, approximate),
        "TABLE_SCHEM",
        "TABLE_NAME",
        "COLUMN_NAME");
  }

  @Override
  public ResultSet getUDTs(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String typeNamePattern,
      int[] types)
      throws SQLException {
    return GuardedResultSet.plain(
        session, null, delegate.getUDTs(catalog, schemaPattern, typeNamePattern, types));
  }

  @Override
  public ResultSet getSuperTypes(
      @Nullable String catalog, @Nullable String schemaPattern, @Nullable String typeNamePattern)
      throws SQLException {
    return GuardedResultSet.plain(
        session, null, delegate.getSuperTypes(catalog, schemaPattern, typeNamePattern));
  }

  @Override
  public ResultSet getSuperTables(
      @Nullable String catalog, @Nullable String schemaPattern, @Nullable String tableNamePattern)
      throws SQLException {
    return GuardedResultSet.plain(
        session, null, delegate.getSuperTables(catalog, schemaPattern, tableNamePattern));
  }

  @Override
  public ResultSet getAttributes(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String typeNamePattern,
      @Nullable String attributeNamePattern)
      throws SQLException {
    return GuardedResultSet.plain(
        session,
        null,
        delegate.getAttributes(catalog, schemaPattern, typeNamePattern, attributeNamePattern));
  }

  @Override
  public ResultSet getSchemas(@Nullable String catalog, @Nullable String schemaPattern)
      throws SQLException {
    return GuardedResultSet.plain(session, null, delegate.getSchemas(catalog, schemaPattern));
  }

  @Override
  public ResultSet getClientInfoProperties() throws SQLException {
    return GuardedResultSet.plain(session, null, delegate.getClientInfoProperties());
  }

  @Override
  public ResultSet getFunctions(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String functionNamePattern)
      throws SQLException {
    return GuardedResultSet.plain(
        session, null, delegate.getFunctions(catalog, schemaPattern, functionNamePattern));
  }

  @Override
  public ResultSet getFunctionColumns(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String functionNamePattern,
      @Nullable String columnNamePattern)
      throws SQLException {
    return withoutHiddenOfRoutines(
        delegate.getFunctionColumns(catalog, schemaPattern, functionNamePattern, columnNamePattern),
        "FUNCTION_SCHEM",
        "FUNCTION_NAME");
  }

  @Override
  public ResultSet getPseudoColumns(
      @Nullable String catalog,
      @Nullable String schemaPattern,
      @Nullable String tableNamePattern,
      @Nullable String columnNamePattern)
      throws SQLException {
    return withoutHidden(
        delegate.getPseudoColumns(catalog, schemaPattern, tableNamePattern, columnNamePattern),
        "TABLE_SCHEM",
        "TABLE_NAME",
        "COLUMN_NAME");
  }
}
