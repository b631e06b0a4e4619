package io.columnveil.store;

import io.columnveil.policy.model.ColumnId;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An index over columns of a table and all its rows.
 *
 * @param unique whether it is unique
 * @param columns in their order
 */
record TableIndex(boolean unique, List<String> columns) {

  TableIndex {
    columns = List.copyOf(columns);
  }

  /** The indexes of a column's table, partial ones left out. */
  static List<TableIndex> of(Connection connection, ColumnId id) throws SQLException {
    Map<String, TableIndex> indexes = new LinkedHashMap<>();
    try (ResultSet rows =
        connection.getMetaData().getIndexInfo(null, id.schema(), id.table(), false, true)) {
      while (rows.next()) {
        String name = rows.getString("INDEX_NAME");
        if (rows.getShort("TYPE") != DatabaseMetaData.tableIndexStatistic
            && name != null
            && rows.getString("FILTER_CONDITION") == null) {
          boolean unique = !rows.getBoolean("NON_UNIQUE");
          TableIndex known = indexes.getOrDefault(name, new TableIndex(unique, List.of()));
          List<String> columns = new ArrayList<>(known.columns());
          columns.add(String.valueOf(rows.getString("COLUMN_NAME")));
          indexes.put(name, new TableIndex(unique, columns));
        }
      }
    }
    return List.copyOf(indexes.values());
  }
}
