package io.columnveil.jdbc;

import io.columnveil.engine.CellReader;
import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.Storage;
import io.columnveil.value.ConversionException;
import io.columnveil.value.Conversions;
import io.columnveil.value.TextStyle;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A result column of a protected column. Decrypts at most once per row, and only when asked. */
final class ProtectedCell extends Cell {

  private final CellReader reader;
  private final Conversions conversions;
  private final ResultSet stored;
  private final int index;
  private final RowCounter rows;
  private final TextStyle style;
  private long valueRow = -1;
  private @Nullable Object value;

  ProtectedCell(
      CellReader reader,
      Conversions conversions,
      ResultSet stored,
      int index,
      RowCounter rows,
      TextStyle style) {
    this.reader = reader;
    this.conversions = conversions;
    this.stored = stored;
    this.index = index;
    this.rows = rows;
    this.style = style;
  }

  @Override
  <T> @Nullable T read(Class<T> target, @Nullable ZoneId zone) throws SQLException {
    try {
      reader.requireReadableAs(target);
      Object shown = value();
      if (shown == null) {
        return null;
      }
      if (target == String.class && shown instanceof String) {
        return target.cast(shown);
      }
      LogicalType type = reader.type();
      return zone == null
          ? conversions.as(shown, type, target)
          : conversions.as(shown, type, target, zone);
    } catch (IssueException refused) {
      throw SqlErrors.of(refused);
    } catch (ConversionException impossible) {
      throw SqlErrors.of(impossible);
    }
  }

  private @Nullable Object value() throws SQLException {
    long row = rows.current();
    if (valueRow != row) {
      Object raw =
          reader.storage() == Storage.TEXT ? stored.getString(index) : stored.getBytes(index);
      value = reader.read(raw);
      valueRow = row;
    }
    return value;
  }

  @Override
  String name() {
    return reader.column().shortName();
  }

  /** What metadata tells of it. */
  ShownType type() {
    return new ShownType(reader.type(), style);
  }
}
