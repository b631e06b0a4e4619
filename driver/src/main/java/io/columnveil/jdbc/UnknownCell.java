package io.columnveil.jdbc;

import io.columnveil.engine.UnknownReader;
import io.columnveil.value.Conversions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A result column of unknown origin: cells that are envelopes are read as such, others pass. */
final class UnknownCell extends Cell {

  private final UnknownReader reader;
  private final Conversions conversions;
  private final ResultSet stored;
  private final int index;
  private final int jdbcType;

  UnknownCell(
      UnknownReader reader, Conversions conversions, ResultSet stored, int index, int jdbcType) {
    this.reader = reader;
    this.conversions = conversions;
    this.stored = stored;
    this.index = index;
    this.jdbcType = jdbcType;
  }

  @Override
  <T> @Nullable T read(Class<T> target, @Nullable ZoneId zone) throws SQLException {
    Object raw = textOrBytes();
    if (raw == null || !reader.isEnvelope(raw)) {
      return RawValue.read(stored, index, target, zone);
    }
    return converted(() -> reader.read(raw), conversions, target, zone);
  }

  /** What can be an envelope; numbers, dates and the like cannot. */
  private @Nullable Object textOrBytes() throws SQLException {
    return switch (jdbcType) {
      case Types.CHAR,
          Types.VARCHAR,
          Types.LONGVARCHAR,
          Types.NCHAR,
          Types.NVARCHAR,
          Types.LONGNVARCHAR,
          Types.CLOB,
          Types.NCLOB,
          Types.OTHER ->
          stored.getString(index);
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> stored.getBytes(index);
      default -> null;
    };
  }

  @Override
  String name() {
    return "column " + index;
  }
}
