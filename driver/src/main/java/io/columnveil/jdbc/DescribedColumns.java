package io.columnveil.jdbc;

import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.session.Grants;
import io.columnveil.sql.plan.PlanContext;
import io.columnveil.sql.plan.ShownColumns;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Rows of the database's metadata that tell of columns: hidden ones are left out, protected ones
 * are told of as the session sees them.
 */
final class DescribedColumns {

  private static final int SCHEMA = 2;
  private static final int TABLE = 3;
  private static final int COLUMN = 4;

  private final Session session;
  private final ShownColumns shown;
  private final Grants grants;
  private final ResultSet rows;
  private String table = "";
  private int hiddenBefore;

  DescribedColumns(Session session, PlanContext context, ResultSet rows) {
    this.session = session;
    this.shown = new ShownColumns(context);
    this.grants = context.grants();
    this.rows = rows;
  }

  /** The result of {@code getColumns}, whose rows are ordered by table and position. */
  GuardedResultSet columns() throws SQLException {
    ResultSetMetaData metaData = rows.getMetaData();
    @Nullable Cell[] cells = new @Nullable Cell[metaData.getColumnCount() + 1];
    for (int i = 1; i < cells.length; i++) {
      DescribedCell.Replacement replacement = replacement(metaData.getColumnName(i));
      if (replacement != null) {
        cells[i] = new DescribedCell(session.conversions(), rows, i, replacement);
      }
    }
    return GuardedResultSet.described(session, rows, this::isVisible, cells);
  }

  private DescribedCell.@Nullable Replacement replacement(String label) {
    return switch (label) {
      case "DATA_TYPE" -> () -> number(type -> type.jdbcType());
      case "TYPE_NAME" ->
          () -> {
            ShownType type = shownType();
            return type == null ? null : type.typeName();
          };
      case "COLUMN_SIZE", "CHAR_OCTET_LENGTH" -> () -> number(type -> type.precision());
      case "DECIMAL_DIGITS" -> () -> number(type -> type.scale());
      case "ORDINAL_POSITION" -> () -> rows.getLong(label) - hiddenBefore;
      default -> null;
    };
  }

  @FunctionalInterface
  private interface Measure {
    int of(ShownType type);
  }

  private @Nullable Object number(Measure measure) throws SQLException {
    ShownType type = shownType();
    return type == null ? null : (Long) (long) measure.of(type);
  }

  private @Nullable ShownType shownType() throws SQLException {
    ProtectedColumn column = shown.find(name(SCHEMA), name(TABLE), name(COLUMN)).orElse(null);
    return column == null ? null : new ShownType(VisibleTypes.of(column, grants), session.style());
  }

  private boolean isVisible() throws SQLException {
    String qualified = name(SCHEMA) + '\0' + name(TABLE);
    if (!qualified.equals(table)) {
      table = qualified;
      hiddenBefore = 0;
    }
    if (!shown.isHidden(name(SCHEMA), name(TABLE), name(COLUMN))) {
      return true;
    }
    hiddenBefore++;
    return false;
  }

  private String name(int index) throws SQLException {
    String name = rows.getString(index);
    return name == null ? "" : name;
  }
}
