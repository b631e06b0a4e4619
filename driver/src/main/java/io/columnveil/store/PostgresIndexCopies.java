package io.columnveil.store;

import io.columnveil.policy.model.ColumnId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies of a column's indexes over another column of the same table, made from what PostgreSQL
 * itself prints of the originals: predicates, further columns, collations, operator classes.
 */
final class PostgresIndexCopies {

  private static final String INDEXES =
      "SELECT i.relname, pg_catalog.pg_get_indexdef(x.indexrelid), x.indisvalid, x.indisunique,"
          + " t.relkind = 'p' FROM pg_catalog.pg_index x"
          + " JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid"
          + " JOIN pg_catalog.pg_class t ON t.oid = x.indrelid"
          + " JOIN pg_catalog.pg_depend d ON d.classid = CAST('pg_catalog.pg_class' AS"
          + " pg_catalog.regclass) AND d.objid = x.indexrelid AND d.refobjid = x.indrelid"
          + " JOIN pg_catalog.pg_attribute a ON a.attrelid = x.indrelid"
          + " AND a.attnum = d.refobjsubid"
          + " WHERE x.indrelid = CAST(? AS pg_catalog.regclass) AND a.attname = ?"
          + " UNION SELECT i.relname, pg_catalog.pg_get_indexdef(x.indexrelid), x.indisvalid,"
          + " x.indisunique, t.relkind = 'p' FROM pg_catalog.pg_index x"
          + " JOIN pg_catalog.pg_class i ON i.oid = x.indexrelid"
          + " JOIN pg_catalog.pg_class t ON t.oid = x.indrelid"
          + " JOIN pg_catalog.pg_attribute a ON a.attrelid = x.indrelid"
          + " AND a.attnum = ANY (x.indkey)"
          + " WHERE x.indrelid = CAST(? AS pg_catalog.regclass) AND a.attname = ?";

  private PostgresIndexCopies() {}

  private record Index(
      String name, String definition, boolean valid, boolean unique, boolean partitioned) {}

  /** The statements that make those copies that are not there, or were left half built. */
  static List<SchemaChange> missing(
      Connection connection, ColumnId table, String first, String second) throws SQLException {
    List<Index> present = indexes(connection, table, second);
    List<SchemaChange> changes = new ArrayList<>();
    for (Index index : indexes(connection, table, first)) {
      String name = Ddl.shortened(index.name() + "_" + second);
      boolean there = false;
      for (Index copy : present) {
        if (copy.name().equals(name) && !copy.valid()) {
          changes.add(
              new SchemaChange(
                  "DROP INDEX %s.%s".formatted(Ddl.quoted(table.schema()), Ddl.quoted(name)),
                  "it was left half built"));
        }
        there |= copy.name().equals(name) && copy.valid();
      }
      if (!there) {
        changes.add(new SchemaChange(copy(index, name, first, second), reason(index)));
      }
    }
    return changes;
  }

  private static String reason(Index index) {
    return index.unique() ? "keeps the second column unique" : "finds rows by the second column";
  }

  /** The names of all indexes over a column. */
  static List<String> names(Connection connection, ColumnId table, String column)
      throws SQLException {
    return indexes(connection, table, column).stream().map(Index::name).toList();
  }

  private static List<Index> indexes(Connection connection, ColumnId table, String column)
      throws SQLException {
    List<Index> indexes = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(INDEXES)) {
      statement.setString(1, Ddl.table(table));
      statement.setString(2, column);
      statement.setString(3, Ddl.table(table));
      statement.setString(4, column);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          indexes.add(
              new Index(
                  rows.getString(1),
                  rows.getString(2),
                  rows.getBoolean(3),
                  rows.getBoolean(4),
                  rows.getBoolean(5)));
        }
      }
    }
    return indexes;
  }

  private static String copy(Index index, String name, String first, String second) {
    // CREATE [UNIQUE] INDEX name ON [ONLY] table USING ...
    int using = index.definition().indexOf(" USING ");
    int on = index.definition().indexOf(" ON ");
    String target = index.definition().substring(on, using).replace(" ON ONLY ", " ON ");
    // An index over all partitions cannot be built beside writers.
    return "CREATE "
        + (index.unique() ? "UNIQUE " : "")
        + "INDEX "
        + (index.partitioned() ? "" : "CONCURRENTLY ")
        + Ddl.quoted(name)
        + target
        + renamed(index.definition().substring(using), first, second);
  }

  /** Puts the second name in the place of the first, not inside literals or other names. */
  static String renamed(String sql, String first, String second) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      int end = at + 1;
      if (c == '\'' || c == '"') {
        end = afterQuoted(sql, at, c);
      } else if (Character.isLetter(c) || c == '_') {
        while (end < sql.length()
            && (Character.isLetterOrDigit(sql.charAt(end))
                || sql.charAt(end) == '_'
                || sql.charAt(end) == '$')) {
          end++;
        }
      }
      String token = sql.substring(at, end);
      text.append(
          token.equals(first) || token.equals(Ddl.quoted(first)) ? Ddl.quoted(second) : token);
      at = end;
    }
    return text.toString();
  }

  private static int afterQuoted(String sql, int begin, char quote) {
    int at = begin + 1;
    while (at < sql.length()) {
      if (sql.charAt(at) == quote) {
        if (at + 1 >= sql.length() || sql.charAt(at + 1) != quote) {
          return at + 1;
        }
        at++;
      }
      at++;
    }
    return sql.length();
  }
}
