package io.columnveil.jdbc;

import io.columnveil.engine.Shown;
import io.columnveil.engine.UnknownReader;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.TypeName;
import io.columnveil.value.Conversions;
import java.sql.SQLException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** The value of an OUT parameter, which is read by its envelope if it is one. */
final class OutCell extends Cell {

  private final UnknownReader reader;
  private final Conversions conversions;
  private final int parameter;
  private final @Nullable Object raw;

  /**
   * A value.
   *
   * @param raw a String or bytes
   */
  OutCell(UnknownReader reader, Conversions conversions, int parameter, @Nullable Object raw) {
    this.reader = reader;
    this.conversions = conversions;
    this.parameter = parameter;
    this.raw = raw;
  }

  @Override
  <T> @Nullable T read(Class<T> target, @Nullable ZoneId zone) throws SQLException {
    Object value = raw;
    return value == null ? null : converted(() -> shown(value), conversions, target, zone);
  }

  private Shown shown(Object value) {
    return reader.isEnvelope(value)
        ? reader.read(value)
        : new Shown(
            value, LogicalType.of(value instanceof byte[] ? TypeName.BYTEA : TypeName.VARCHAR));
  }

  @Override
  String name() {
    return "OUT parameter " + parameter;
  }
}
