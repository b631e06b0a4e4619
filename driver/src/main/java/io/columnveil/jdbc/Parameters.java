package io.columnveil.jdbc;

import io.columnveil.engine.ParameterEncoder;
import io.columnveil.issue.IssueException;
import io.columnveil.sql.plan.Encoding;
import java.io.InputStream;
import java.io.Reader;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Calendar;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one prepared statement: every setter ends in {@link #bind}. What the
 * application set is remembered, so that each execution encrypts afresh, and so that a new plan can
 * be given the same values.
 */
final class Parameters {

  /**
   * A setter of the wrapped driver.
   *
   * @param <T> what it takes
   */
  @FunctionalInterface
  interface Setter<T> {
    void set(PreparedStatement statement, int index, @Nullable T value) throws SQLException;
  }

  /**
   * A setter that takes a calendar for its time zone.
   *
   * @param <T> what it takes
   */
  @FunctionalInterface
  interface ZonedSetter<T> {
    void set(PreparedStatement statement, int index, @Nullable T value, @Nullable Calendar calendar)
        throws SQLException;
  }

  /** A setter with its value. */
  @FunctionalInterface
  private interface Setting {
    void set(PreparedStatement statement, int index) throws SQLException;
  }

  /** Stands for a stream that is used up. */
  private static final Setting STREAMED =
      (statement, index) -> {
        throw SqlErrors.refused(
            "parameter " + index + " was a stream, which can be read only once",
            "Set the parameter again");
      };

  private static final int INITIAL = 8;

  private ParameterEncoder encoder;
  private PreparedStatement wire;
  private @Nullable Routing routing;
  private @Nullable Setting[] settings = new @Nullable Setting[INITIAL];
  private @Nullable Object[] values = new @Nullable Object[INITIAL];
  private @Nullable ZoneId[] zones = new @Nullable ZoneId[INITIAL];

  /**
   * What the wire has must not be sent: it was sent before, so the next execution needs a new
   * encoding; or the last value could not be encoded, and what the wire has is of the one before.
   */
  private boolean[] stale = new boolean[INITIAL];

  Parameters(ParameterEncoder encoder, PreparedStatement wire, @Nullable Routing routing) {
    this.encoder = encoder;
    this.wire = wire;
    this.routing = routing;
  }

  /** The application sets a value. */
  <T> void bind(int index, @Nullable T value, Setter<T> setter) throws SQLException {
    @Nullable T kept = MutableValues.copy(value);
    bind(index, kept, null, (statement, i) -> setter.set(statement, i, kept));
  }

  /** The application sets a value in the time zone of a calendar. */
  <T> void bind(int index, @Nullable T value, @Nullable Calendar calendar, ZonedSetter<T> setter)
      throws SQLException {
    @Nullable T kept = MutableValues.copy(value);
    @Nullable Calendar zone = MutableValues.copy(calendar);
    bind(
        index,
        kept,
        zone == null ? null : zone.getTimeZone().toZoneId(),
        (statement, i) -> setter.set(statement, i, kept, zone));
  }

  private void bind(int index, @Nullable Object value, @Nullable ZoneId zone, Setting setting)
      throws SQLException {
    Object known = isEncoded(index) ? StreamedValues.inMemory(value) : value;
    Setting repeatable = isStream(value) && known == value ? STREAMED : setting;
    remember(index, known, zone, repeatable);
    if (isEncoded(index) && encoder.isRevoked()) {
      return; // the next execution encodes it: by then the keys may be back
    }
    apply(index, setting);
    if (index >= 1 && index < stale.length) {
      stale[index] = false;
    }
  }

  /** The application sets a stream of characters in ASCII. */
  void bindAscii(int index, @Nullable InputStream stream, long length, Setter<InputStream> setter)
      throws SQLException {
    if (stream == null || !isEncoded(index)) {
      bind(index, stream, setter);
    } else {
      bind(index, StreamedValues.ascii(stream, length), PreparedStatement::setString);
    }
  }

  /** The application sets a stream of bytes. */
  void bindBytes(int index, @Nullable InputStream stream, long length, Setter<InputStream> setter)
      throws SQLException {
    if (stream == null || !isEncoded(index)) {
      bind(index, stream, setter);
    } else {
      bind(index, StreamedValues.bytes(stream, length), PreparedStatement::setBytes);
    }
  }

  /** The application sets a stream of characters. */
  void bindText(int index, @Nullable Reader reader, long length, Setter<Reader> setter)
      throws SQLException {
    if (reader == null || !isEncoded(index)) {
      bind(index, reader, setter);
    } else {
      bind(index, StreamedValues.text(reader, length), PreparedStatement::setString);
    }
  }

  /** Before each execution and each batch entry: what was sent before is encoded anew. */
  void beforeSending() throws SQLException {
    Routing route = routing;
    if (route == null) {
      return;
    }
    requireKeys();
    for (int placeholder = 1; placeholder <= route.placeholders(); placeholder++) {
      Setting setting = placeholder < settings.length ? settings[placeholder] : null;
      if (setting != null && stale[placeholder] && route.isEncoded(placeholder)) {
        apply(placeholder, setting);
      }
    }
    for (Routing.Constant constant : route.constants()) {
      try {
        send(
            constant.wire(),
            encoder.encode(constant.literal(), constant.encoding(), ZoneId.systemDefault()),
            constant.encoding());
      } catch (IssueException refused) {
        throw SqlErrors.of(refused);
      }
    }
  }

  /** Before encoded values are sent, also such of a batch: their keys may have been revoked. */
  void requireKeys() throws SQLException {
    Routing route = routing;
    if (route != null && route.encodes()) {
      try {
        encoder.requireKeys();
      } catch (IssueException revoked) {
        throw SqlErrors.of(revoked);
      }
    }
  }

  /** After each execution and each batch entry. */
  void afterSending() {
    if (routing != null) {
      Arrays.fill(stale, true);
    }
  }

  /** Forgets all values. */
  void clear() throws SQLException {
    wire.clearParameters();
    Arrays.fill(settings, null);
    Arrays.fill(values, null);
    Arrays.fill(zones, null);
  }

  /** The plan is the same, but keys may not be. */
  void encodeBy(ParameterEncoder next) {
    encoder = next;
    afterSending();
  }

  /** Gives the same values to another statement; if one does not fit it, nothing has changed. */
  void moveTo(ParameterEncoder next, PreparedStatement statement, @Nullable Routing nextRouting)
      throws SQLException {
    ParameterEncoder encoderBefore = encoder;
    PreparedStatement wireBefore = wire;
    Routing routingBefore = routing;
    encoder = next;
    wire = statement;
    routing = nextRouting;
    boolean moved = false;
    try {
      for (int placeholder = 1; placeholder < settings.length; placeholder++) {
        Setting setting = settings[placeholder];
        if (setting != null) {
          apply(placeholder, setting);
        }
      }
      moved = true;
    } finally {
      if (!moved) {
        encoder = encoderBefore;
        wire = wireBefore;
        routing = routingBefore;
      }
    }
  }

  /** How many the application sees; only of rewritten statements. */
  int count() {
    Routing route = routing;
    return route == null ? 0 : route.placeholders();
  }

  private boolean isEncoded(int index) throws SQLException {
    Routing route = routing;
    if (route == null) {
      return false;
    }
    if (index < 1 || index > route.placeholders()) {
      throw SqlErrors.noSuchParameter(index, route.placeholders());
    }
    return route.isEncoded(index);
  }

  private static boolean isStream(@Nullable Object value) {
    return value instanceof InputStream || value instanceof Reader;
  }

  private void apply(int index, Setting setting) throws SQLException {
    Routing route = routing;
    if (route == null) {
      setting.set(wire, index);
      return;
    }
    for (Routing.Target target : route.targets(index)) {
      if (target.isEncoded()) {
        try {
          send(target.wire(), encoded(index, target.encoding()), target.encoding());
        } catch (IssueException refused) {
          throw SqlErrors.of(refused);
        }
      } else {
        setting.set(wire, target.wire());
      }
    }
  }

  private @Nullable Object encoded(int index, Encoding encoding) throws SQLException {
    // a stream that was remembered for a plan that did not encode it
    Object value = StreamedValues.inMemory(values[index]);
    if (value instanceof Array array && encoding instanceof Encoding.Elements) {
      value = array.getArray();
    }
    return encoder.encode(value, encoding, zones[index]);
  }

  private void send(int index, @Nullable Object encoded, Encoding encoding) throws SQLException {
    if (encoding instanceof Encoding.Elements) {
      sendArray(index, (Object @Nullable []) encoded, ParameterEncoder.isBinary(encoding));
    } else if (encoded == null) {
      wire.setNull(index, ParameterEncoder.isBinary(encoding) ? Types.VARBINARY : Types.VARCHAR);
    } else if (encoded instanceof byte[] bytes) {
      wire.setBytes(index, bytes);
    } else {
      wire.setString(index, (String) encoded);
    }
  }

  private void sendArray(int index, Object @Nullable [] elements, boolean binary)
      throws SQLException {
    if (elements == null) {
      wire.setNull(index, Types.ARRAY);
      return;
    }
    // H2 goes by the elements and passes by the name of the type.
    String type = binary ? "bytea" : "varchar";
    wire.setArray(index, wire.getConnection().createArrayOf(type, elements));
  }

  private void remember(int index, @Nullable Object value, @Nullable ZoneId zone, Setting setting) {
    if (index < 1) {
      return; // the wrapped driver says what is wrong with it
    }
    if (index >= settings.length) {
      if (index > Short.MAX_VALUE * 2 + 1) {
        return; // more than any statement can have: likewise
      }
      int size = Math.max(index + 1, settings.length * 2);
      settings = Arrays.copyOf(settings, size);
      values = Arrays.copyOf(values, size);
      zones = Arrays.copyOf(zones, size);
      stale = Arrays.copyOf(stale, size);
    }
    settings[index] = setting;
    values[index] = value;
    zones[index] = zone;
    stale[index] = true;
  }
}
