package io.columnveil.store;

import io.columnveil.catalog.Backend;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.ColumnId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a table are told apart by, and how they are gone through: the primary key, else
 * the place of the row ({@code ctid} by ranges of blocks on PostgreSQL, {@code _ROWID_} on H2).
 */
final class RowKey {

  /** Blocks of a table without a key that are looked through at once: 128 KiB. */
  private static final int BLOCKS = 16;

  private final List<String> expressions;

  /** How a bound value is read; keys go through text where that is exact for every type. */
  private final List<String> operands;

  private final boolean asText;
  private final @Nullable String blocksOf;

  private RowKey(
      List<String> expressions, List<String> operands, boolean asText, @Nullable String blocksOf) {
    this.expressions = expressions;
    this.operands = operands;
    this.asText = asText;
    this.blocksOf = blocksOf;
  }

  static RowKey of(Connection connection, Backend backend, ColumnId id) throws SQLException {
    Map<Integer, String> columns = new TreeMap<>();
    try (ResultSet rows = connection.getMetaData().getPrimaryKeys(null, id.schema(), id.table())) {
      while (rows.next()) {
        columns.put((int) rows.getShort("KEY_SEQ"), String.valueOf(rows.getString("COLUMN_NAME")));
      }
    }
    List<String> quoted = columns.values().stream().map(Ddl::quoted).toList();
    if (backend == Backend.H2) {
      List<String> expressions = quoted.isEmpty() ? List.of("_ROWID_") : quoted;
      return new RowKey(expressions, Collections.nCopies(expressions.size(), "?"), false, null);
    }
    if (!quoted.isEmpty()) {
      List<String> operands = new ArrayList<>();
      for (String column : columns.values()) {
        operands.add("CAST(? AS " + postgresType(connection, id, column) + ")");
      }
      return new RowKey(quoted, operands, true, null);
    }
    requireOwnStorage(connection, id);
    return new RowKey(List.of("ctid"), List.of("CAST(? AS tid)"), true, Ddl.table(id));
  }

  private static String postgresType(Connection connection, ColumnId id, String column)
      throws SQLException {
    return TextQuery.one(
        connection,
        "SELECT pg_catalog.format_type(atttypid, atttypmod) FROM pg_catalog.pg_attribute"
            + " WHERE attrelid = CAST(? AS pg_catalog.regclass) AND attname = ?",
        Ddl.table(id),
        column);
  }

  /** The rows of a partitioned or inherited table live in several places. */
  private static void requireOwnStorage(Connection connection, ColumnId id) throws SQLException {
    String single =
        TextQuery.one(
            connection,
            "SELECT CAST(relkind = 'r' AND NOT relhassubclass AS pg_catalog.text)"
                + " FROM pg_catalog.pg_class WHERE oid = CAST(? AS pg_catalog.regclass)",
            Ddl.table(id));
    if (!single.equals("true")) {
      throw new IssueException(
          Issue.error(
              ErrorCode.OPERATION_NOT_POSSIBLE,
              "table "
                  + id.schema()
                  + "."
                  + id.table()
                  + " has parts and no primary key, so its rows cannot be told apart",
              "Give it a primary key"));
    }
  }

  int width() {
    return expressions.size();
  }

  /** The select list that gives a row's key. */
  String selected() {
    return expressions.stream()
        .map(e -> asText ? "CAST(" + e + " AS text)" : e)
        .collect(Collectors.joining(", "));
  }

  /** A condition: the row is the one of a key. */
  String same() {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < expressions.size(); i++) {
      parts.add(expressions.get(i) + " = " + operands.get(i));
    }
    return String.join(" AND ", parts);
  }

  /** Binds a key; gives the number of the next parameter. */
  int bind(PreparedStatement statement, int first, List<Object> key) throws SQLException {
    int at = first;
    for (Object part : key) {
      if (asText) {
        statement.setString(at++, (String) part);
      } else {
        statement.setObject(at++, part);
      }
    }
    return at;
  }

  /** How far a walk is. */
  sealed interface Position {

    /** Behind a row. */
    record AfterRow(List<Object> key) implements Position {}

    /** At a block of a table without a key. */
    record AtBlock(long block) implements Position {}
  }

  /** The page that follows a position; null is the beginning. */
  Page page(Connection connection, @Nullable Position position, int size) throws SQLException {
    if (blocksOf == null) {
      return new Page(this, position, size, Long.MAX_VALUE);
    }
    long blocks =
        Long.parseLong(
            TextQuery.one(
                connection,
                "SELECT CAST(pg_catalog.pg_relation_size(CAST(? AS pg_catalog.regclass))"
                    + " / CAST(pg_catalog.current_setting('block_size') AS bigint)"
                    + " AS pg_catalog.text)",
                blocksOf));
    return new Page(this, position, size, blocks);
  }

  /** Which rows are read at once. */
  record Page(RowKey key, @Nullable Position position, int size, long blocks) {

    private long block() {
      return position instanceof Position.AtBlock at ? at.block() : 0;
    }

    boolean isEnd() {
      return key.blocksOf != null && block() >= blocks;
    }

    /** Whether an empty page does not mean the end. */
    boolean mayBeFollowed() {
      return key.blocksOf != null;
    }

    String condition() {
      if (key.blocksOf != null) {
        return "ctid >= CAST('(%d,0)' AS tid) AND ctid < CAST('(%d,0)' AS tid)"
            .formatted(block(), block() + BLOCKS);
      }
      if (position == null) {
        return "1=1";
      }
      return "(%s) > (%s)"
          .formatted(String.join(", ", key.expressions), String.join(", ", key.operands));
    }

    String tail() {
      return key.blocksOf != null
          ? ""
          : " ORDER BY " + String.join(", ", key.expressions) + " LIMIT " + size;
    }

    void bind(PreparedStatement statement) throws SQLException {
      if (position instanceof Position.AfterRow row) {
        key.bind(statement, 1, row.key());
      }
    }

    @Nullable Position after(List<TableRows.Row> rows) {
      if (key.blocksOf != null) {
        return new Position.AtBlock(block() + BLOCKS);
      }
      return rows.isEmpty() ? position : new Position.AfterRow(rows.get(rows.size() - 1).key());
    }
  }
}
