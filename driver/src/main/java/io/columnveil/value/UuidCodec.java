package io.columnveil.value;

import io.columnveil.policy.model.LogicalType;
import java.time.ZoneId;
import java.util.UUID;
import java.util.regex.Pattern;

/** uuid: sixteen bytes. */
final class UuidCodec extends ValueCodec {

  // As PostgreSQL takes it: braces, and hyphens after any group of four digits.
  private static final Pattern FORM = Pattern.compile("[0-9a-fA-F]{4}(?:-?[0-9a-fA-F]{4}){7}");

  UuidCodec(LogicalType type) {
    super(type);
  }

  @Override
  public Object fit(Object value) {
    return as(UUID.class, value);
  }

  @Override
  public byte[] encodeExactly(Object value) {
    UUID uuid = as(UUID.class, value);
    return Encoded.start(Encoded.UUID, 16)
        .putLong(uuid.getMostSignificantBits())
        .putLong(uuid.getLeastSignificantBits())
        .array();
  }

  @Override
  public byte[] encodeForEquality(Object value) {
    return encodeExactly(value);
  }

  @Override
  public Object decode(byte[] encoded) {
    if (!Encoded.is(encoded, Encoded.UUID, 16)) {
      throw unreadable();
    }
    var value = Encoded.value(encoded);
    return new UUID(value.getLong(), value.getLong());
  }

  @Override
  public Object parse(String text, ZoneId zone) {
    String bare = text;
    if (bare.startsWith("{") && bare.endsWith("}")) {
      bare = bare.substring(1, bare.length() - 1);
    }
    if (!FORM.matcher(bare).matches()) {
      throw rejected("it is no UUID");
    }
    String digits = bare.replace("-", "");
    return new UUID(
        Long.parseUnsignedLong(digits.substring(0, 16), 16),
        Long.parseUnsignedLong(digits.substring(16), 16));
  }

  @Override
  public String text(Object value, ZoneId zone) {
    return as(UUID.class, value).toString();
  }
}
