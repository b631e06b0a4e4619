package io.columnveil.value;

import io.columnveil.policy.model.LogicalType;
import java.time.ZoneId;
import java.util.Locale;

/** boolean: one byte, 0 or 1. */
final class BooleanCodec extends ValueCodec {

  BooleanCodec(LogicalType type) {
    super(type);
  }

  @Override
  public Object fit(Object value) {
    return as(Boolean.class, value);
  }

  @Override
  public byte[] encodeExactly(Object value) {
    byte bit = as(Boolean.class, value) ? (byte) 1 : 0;
    return Encoded.start(Encoded.BOOLEAN, 1).put(bit).array();
  }

  @Override
  public byte[] encodeForEquality(Object value) {
    return encodeExactly(value);
  }

  @Override
  public Object decode(byte[] encoded) {
    if (!Encoded.is(encoded, Encoded.BOOLEAN, 1) || (encoded[Encoded.FRAME] & ~1) != 0) {
      throw unreadable();
    }
    return encoded[Encoded.FRAME] == 1;
  }

  /** What PostgreSQL takes: prefixes of true, false, yes, no; on, of, off; 1, 0. */
  @Override
  public Object parse(String text, ZoneId zone) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    if (word.isEmpty()) {
      throw rejected("it is no truth value");
    }
    if ("true".startsWith(word)
        || "yes".startsWith(word)
        || "on".equals(word)
        || "1".equals(word)) {
      return true;
    }
    if ("false".startsWith(word)
        || "no".startsWith(word)
        || "of".equals(word)
        || "off".equals(word)
        || "0".equals(word)) {
      return false;
    }
    throw rejected("it is no truth value");
  }

  @Override
  public String text(Object value, ZoneId zone) {
    return as(Boolean.class, value) ? "t" : "f";
  }
}
