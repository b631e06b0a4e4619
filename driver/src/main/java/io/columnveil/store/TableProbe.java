package io.columnveil.store;

import io.columnveil.catalog.CatalogSnapshot;
import io.columnveil.catalog.Column;
import io.columnveil.catalog.Relation;
import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.ColumnId;
import io.columnveil.policy.model.ProtectedColumn;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/**
 * Looks at what tables hold, without reading a value. Answers only for all rows: where row security
 * would hide some it refuses.
 */
public final class TableProbe {

  private final Connection connection;
  private final CatalogSnapshot catalog;
  private final Ddl ddl;

  /**
   * A probe.
   *
   * @param connection to the database, past our driver
   * @param catalog its catalog
   */
  public TableProbe(Connection connection, CatalogSnapshot catalog) {
    this.connection = connection;
    this.catalog = catalog;
    this.ddl = Ddl.of(catalog.backend());
  }

  /**
   * Whether the table of a column has no rows.
   *
   * @throws SQLException from the database
   * @throws IssueException if not all rows can be seen
   */
  public boolean isEmpty(ColumnId id) throws SQLException {
    RowSecurity.requireAllRows(connection, catalog.backend(), id);
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT EXISTS (SELECT 1 FROM " + Ddl.table(id) + ")")) {
      rows.next();
      return !rows.getBoolean(1);
    }
  }

  /**
   * Counts the rows of a column by scanning its table.
   *
   * @throws SQLException from the database
   * @throws IssueException if not all rows can be seen
   */
  public ColumnCount count(ProtectedColumn column) throws SQLException {
    RowSecurity.requireAllRows(connection, catalog.backend(), column.id());
    String own = Ddl.quoted(column.id().column());
    String holder = Ddl.quoted(column.storedIn().orElse(column.id().column()));
    String isEnvelope =
        holdsCiphertext(column)
            ? holder + " IS NOT NULL AND " + ddl.magicOf(holder, column.storage())
            : "1 = 0";
    String isPlaintext =
        column.storedIn().isPresent()
            ? own + " IS NOT NULL"
            : own + " IS NOT NULL AND NOT (" + isEnvelope + ")";
    String lacksToken =
        column
            .lookup()
            .map(
                l ->
                    "("
                        + own
                        + " IS NOT NULL OR "
                        + holder
                        + " IS NOT NULL) AND "
                        + Ddl.quoted(l.column())
                        + " IS NULL")
            .orElse("1 = 0");
    String sql =
        "SELECT COUNT(*), COUNT(CASE WHEN %s THEN 1 END), COUNT(CASE WHEN %s THEN 1 END),"
            + " COUNT(CASE WHEN %s THEN 1 END) FROM %s";
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                sql.formatted(isPlaintext, isEnvelope, lacksToken, Ddl.table(column.id())))) {
      rows.next();
      return new ColumnCount(rows.getLong(1), rows.getLong(2), rows.getLong(3), rows.getLong(4));
    }
  }

  /**
   * Counts the envelopes of a column by the key that they name, by scanning its table; under zero
   * what only looks like an envelope. What a key encrypted is not proved by it: anybody who may
   * write can make a value name any key.
   *
   * @throws SQLException from the database
   * @throws IssueException if not all rows can be seen
   */
  public Map<Integer, Long> countByKey(ProtectedColumn column) throws SQLException {
    RowSecurity.requireAllRows(connection, catalog.backend(), column.id());
    Map<Integer, Long> counts = new TreeMap<>();
    if (!holdsCiphertext(column)) {
      return counts;
    }
    String holder = Ddl.quoted(column.storedIn().orElse(column.id().column()));
    String sql =
        "SELECT %1$s, COUNT(*) FROM %2$s WHERE %3$s IS NOT NULL AND %4$s GROUP BY %1$s"
            .formatted(
                ddl.envelopeKey(holder, column.storage()),
                Ddl.table(column.id()),
                holder,
                ddl.magicOf(holder, column.storage()));
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        counts.merge(
            EnvelopeKey.of(rows.getString(1), column.storage()), rows.getLong(2), Long::sum);
      }
    }
    return counts;
  }

  private boolean holdsCiphertext(ProtectedColumn column) {
    return catalog
        .find(column.id().schema(), column.id().table())
        .flatMap((Relation t) -> t.column(column.storedIn().orElse(column.id().column())))
        .map((Column c) -> Ddl.holds(c, column.storage()))
        .orElse(false);
  }
}
