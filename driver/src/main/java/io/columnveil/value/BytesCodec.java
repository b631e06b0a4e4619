package io.columnveil.value;

import io.columnveil.policy.model.LogicalType;
import java.time.ZoneId;
import java.util.HexFormat;

/** bytea and varbinary: the bytes as given. */
final class BytesCodec extends ValueCodec {

  BytesCodec(LogicalType type) {
    super(type);
  }

  @Override
  public Object fit(Object value) {
    byte[] bytes = as(byte[].class, value);
    if (type().length() >= 0 && bytes.length > type().length()) {
      throw rejected("it is too long");
    }
    return bytes;
  }

  @Override
  public byte[] encodeExactly(Object value) {
    byte[] bytes = as(byte[].class, value);
    return Encoded.start(Encoded.BYTES, bytes.length).put(bytes).array();
  }

  @Override
  public byte[] encodeForEquality(Object value) {
    return encodeExactly(value);
  }

  @Override
  public Object decode(byte[] encoded) {
    if (Encoded.typeOf(encoded) != Encoded.BYTES) {
      throw unreadable();
    }
    return Encoded.valueBytes(encoded);
  }

  /** PostgreSQL's hexadecimal form, {@code \x0aff}; its older escape form is refused. */
  @Override
  public Object parse(String text, ZoneId zone) {
    if (!text.startsWith("\\x")) {
      throw rejected("binary literals are written as \\x and hexadecimal digits");
    }
    return parseHex(text.substring(2));
  }

  byte[] parseHex(String digits) {
    try {
      return HexFormat.of().parseHex(digits);
    } catch (IllegalArgumentException e) {
      // Not as the cause: its message quotes the digits.
      throw rejected("it holds something else than pairs of hexadecimal digits");
    }
  }

  @Override
  public String text(Object value, ZoneId zone) {
    return "\\x" + HexFormat.of().formatHex(as(byte[].class, value));
  }
}
