package io.columnveil.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Names of our own tables: {@code table} or {@code schema.table}. */
final class TableNames {

  private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_]*");

  private TableNames() {}

  /** As SQL. Plain names stay as they are, so that each database folds them as usual. */
  static String sql(String name) {
    StringBuilder sql = new StringBuilder();
    for (String part : name.split("\\.", -1)) {
      sql.append(sql.length() == 0 ? "" : ".");
      sql.append(PLAIN.matcher(part).matches() ? part : '"' + part.replace("\"", "\"\"") + '"');
    }
    return sql.toString();
  }

  /** Whether the table is there. Asks without an error, which would end a transaction. */
  static boolean exists(Connection connection, String name) throws SQLException {
    boolean h2 = connection.getMetaData().getDatabaseProductName().equals("H2");
    if (!h2) {
      try (PreparedStatement statement =
          connection.prepareStatement("SELECT pg_catalog.to_regclass(?) IS NOT NULL")) {
        statement.setString(1, sql(name));
        return first(statement);
      }
    }
    int dot = name.indexOf('.');
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT EXISTS (SELECT 1 FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_NAME = ?"
                + " AND TABLE_SCHEMA = COALESCE(?, CURRENT_SCHEMA))")) {
      statement.setString(1, folded(name.substring(dot + 1)));
      statement.setString(2, dot < 0 ? null : folded(name.substring(0, dot)));
      return first(statement);
    }
  }

  private static String folded(String part) {
    return PLAIN.matcher(part).matches() ? part.toUpperCase(Locale.ENGLISH) : part;
  }

  private static boolean first(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      return rows.next() && rows.getBoolean(1);
    }
  }
}
