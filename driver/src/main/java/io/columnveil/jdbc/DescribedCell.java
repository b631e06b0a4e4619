package io.columnveil.jdbc;

import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.TypeName;
import io.columnveil.value.ConversionException;
import io.columnveil.value.Conversions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A column of the database's metadata, of which some rows show another number or name. */
final class DescribedCell extends Cell {

  /** Tells what the current row shows. */
  @FunctionalInterface
  interface Replacement {
    /** A String or Long, or null to show what the database says. */
    @Nullable Object value() throws SQLException;
  }

  private final Conversions conversions;
  private final ResultSet described;
  private final int index;
  private final Replacement replacement;

  DescribedCell(Conversions conversions, ResultSet described, int index, Replacement replacement) {
    this.conversions = conversions;
    this.described = described;
    this.index = index;
    this.replacement = replacement;
  }

  @Override
  <T> @Nullable T read(Class<T> target, @Nullable ZoneId zone) throws SQLException {
    Object shown = replacement.value();
    if (shown == null) {
      return RawValue.read(described, index, target, zone);
    }
    try {
      return conversions.as(
          shown,
          LogicalType.of(shown instanceof Long ? TypeName.INTEGER : TypeName.VARCHAR),
          target);
    } catch (ConversionException impossible) {
      throw SqlErrors.of(impossible);
    }
  }

  @Override
  String name() {
    return "column " + index;
  }
}
