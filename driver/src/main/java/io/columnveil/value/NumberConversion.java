package io.columnveil.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers and booleans: exact when written, as the wrapped driver rounds when read. */
final class NumberConversion {

  private static final BigDecimal LONG_MIN = BigDecimal.valueOf(Long.MIN_VALUE);
  private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

  private NumberConversion() {}

  // ---- written values ----

  static Long exactInteger(Object value, String type) {
    if (value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    try {
      return decimal(value, type).longValueExact();
    } catch (ArithmeticException notIntegral) {
      throw ConversionException.outOfRange(type);
    }
  }

  static BigDecimal exactNumeric(Object value) {
    return decimal(value, "numeric");
  }

  static Float exactReal(Object value) {
    if (value instanceof Float real) {
      return real;
    }
    double number = exactDouble(value);
    float real = (float) number;
    if (Double.isNaN(number) || real == number) {
      return real;
    }
    // 0.1 is not the same number in both widths, yet is what both print
    if (Float.isInfinite(real) || !Float.toString(real).equals(Double.toString(number))) {
      throw ConversionException.outOfRange("real");
    }
    return real;
  }

  static Double exactDouble(Object value) {
    if (value instanceof Double number) {
      return number;
    }
    if (value instanceof Float real) {
      return real.doubleValue();
    }
    BigDecimal exact = decimal(value, "double precision");
    double number = exact.doubleValue();
    if (Double.isInfinite(number) || BigDecimal.valueOf(number).compareTo(exact) != 0) {
      throw ConversionException.outOfRange("double precision");
    }
    return number;
  }

  static Boolean exactBoolean(Object value) {
    if (value instanceof Boolean bool) {
      return bool;
    }
    if (value instanceof String text) {
      return parseBoolean(text);
    }
    if (value instanceof Number number) {
      double asDouble = number.doubleValue();
      if (asDouble == 0 || asDouble == 1) {
        return asDouble == 1;
      }
    }
    throw ConversionException.notReadable("boolean");
  }

  private static BigDecimal decimal(Object value, String type) {
    if (value instanceof BigDecimal number) {
      return number;
    }
    if (value instanceof BigInteger number) {
      return new BigDecimal(number);
    }
    if (value instanceof Double || value instanceof Float) {
      // the decimal that the application sees, not the binary fraction beneath it
      return parseDecimal(value.toString(), type);
    }
    if (value instanceof Number number) {
      return BigDecimal.valueOf(number.longValue());
    }
    if (value instanceof String text) {
      return parseDecimal(text, type);
    }
    throw ConversionException.impossible(value.getClass().getSimpleName(), type);
  }

  // ---- read values ----

  /** Any number, text or boolean as an integer between two bounds. */
  static long toLong(Object value, long min, long max, String type, TextStyle style) {
    long number;
    if (value instanceof Long integer) {
      number = integer;
    } else if (value instanceof Boolean bool) {
      number = bool ? 1 : 0;
    } else {
      BigDecimal exact = toDecimal(value, type);
      RoundingMode rounding =
          style == TextStyle.H2 && !(value instanceof String)
              ? RoundingMode.HALF_UP
              : RoundingMode.DOWN;
      exact = exact.precision() - exact.scale() > 20 ? exact : exact.setScale(0, rounding);
      if (exact.compareTo(LONG_MIN) < 0 || exact.compareTo(LONG_MAX) > 0) {
        throw ConversionException.outOfRange(type);
      }
      number = exact.longValue();
    }
    if (number < min || number > max) {
      throw ConversionException.outOfRange(type);
    }
    return number;
  }

  static BigDecimal toDecimal(Object value, String type) {
    if (value instanceof Boolean bool) {
      return bool ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    return decimal(value, type);
  }

  static double toDouble(Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    if (value instanceof String text) {
      return parseDouble(text);
    }
    return toDecimal(value, "double precision").doubleValue();
  }

  static float toFloat(Object value) {
    if (value instanceof Number number) {
      return number.floatValue();
    }
    if (value instanceof String text) {
      return (float) parseDouble(text);
    }
    return toDecimal(value, "real").floatValue();
  }

  static boolean toBoolean(Object value, TextStyle style) {
    if (style == TextStyle.H2 && value instanceof Number number) {
      return number.doubleValue() != 0;
    }
    return exactBoolean(value);
  }

  static String text(Object number, TextStyle style) {
    if (number instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (number instanceof Boolean bool) {
      if (style == TextStyle.H2) {
        return bool ? "TRUE" : "FALSE";
      }
      return bool ? "t" : "f";
    }
    return number.toString();
  }

  private static BigDecimal parseDecimal(String text, String type) {
    try {
      BigDecimal number = new BigDecimal(text.trim());
      // an exponent of a billion would make setScale fill the memory
      if (Math.abs((long) number.scale()) > 100_000) {
        throw ConversionException.outOfRange(type);
      }
      return number;
    } catch (NumberFormatException notANumber) {
      throw ConversionException.notReadable(type);
    }
  }

  private static double parseDouble(String text) {
    String trimmed = text.trim();
    switch (trimmed.toLowerCase(Locale.ROOT)) {
      case "infinity":
        return Double.POSITIVE_INFINITY;
      case "-infinity":
        return Double.NEGATIVE_INFINITY;
      case "nan":
        return Double.NaN;
      default:
        break;
    }
    try {
      return Double.parseDouble(trimmed);
    } catch (NumberFormatException notANumber) {
      throw ConversionException.notReadable("double precision");
    }
  }

  private static boolean parseBoolean(String text) {
    return switch (text.trim().toLowerCase(Locale.ROOT)) {
      case "t", "true", "y", "yes", "on", "1" -> true;
      case "f", "false", "n", "no", "off", "0" -> false;
      default -> throw ConversionException.notReadable("boolean");
    };
  }
}
