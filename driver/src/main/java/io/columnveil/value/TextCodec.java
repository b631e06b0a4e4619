package io.columnveil.value;

import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.TypeName;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;

/**
 * char, varchar, text and json: UTF-8 as given, without a frame. Lengths count code points. A CHAR
 * is padded to its length when written and when read, and its trailing blanks do not count when it
 * is compared, as SQL says.
 */
final class TextCodec extends ValueCodec {

  private final boolean blankPadded;

  TextCodec(LogicalType type) {
    super(type);
    blankPadded = type.name() == TypeName.CHAR;
  }

  @Override
  public Object fit(Object value) {
    String text = as(String.class, value);
    int limit = type().length();
    if (limit < 0) {
      return text;
    }
    String shortened = text;
    if (blankPadded && text.codePointCount(0, text.length()) > limit) {
      shortened = withoutTrailingBlanks(text);
    }
    if (shortened.length() > limit && shortened.codePointCount(0, shortened.length()) > limit) {
      throw rejected("it is too long");
    }
    return blankPadded ? padded(shortened) : shortened;
  }

  @Override
  public byte[] encodeExactly(Object value) {
    return utf8(as(String.class, value));
  }

  @Override
  public byte[] encodeForEquality(Object value) {
    String text = as(String.class, value);
    return utf8(blankPadded ? withoutTrailingBlanks(text) : text);
  }

  @Override
  public Object decode(byte[] encoded) {
    if (Encoded.typeOf(encoded) != 0) {
      throw unreadable();
    }
    String text = new String(encoded, StandardCharsets.UTF_8);
    return blankPadded && type().length() >= 0 ? padded(text) : text;
  }

  @Override
  public Object parse(String text, ZoneId zone) {
    return text;
  }

  @Override
  public String text(Object value, ZoneId zone) {
    return as(String.class, value);
  }

  private byte[] utf8(String text) {
    // getBytes would write '?' for half of a surrogate pair, and so change the value silently.
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || ++i == text.length()
            || !Character.isLowSurrogate(text.charAt(i))) {
          throw rejected("it holds half of a surrogate pair");
        }
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String padded(String text) {
    int missing = type().length() - text.codePointCount(0, text.length());
    return missing <= 0 ? text : text + " ".repeat(missing);
  }

  private static String withoutTrailingBlanks(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    return text.substring(0, end);
  }
}
