package io.columnveil.jdbc.forward;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.reflect.Array;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.net.MalformedURLException;
import java.net.URL;
import java.sql.Date;
import java.sql.SQLWarning;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.logging.Logger;

/** A value of each class that occurs in JDBC's signatures. */
final class SampleValues {

  private static final Map<Class<?>, Supplier<Object>> KNOWN = new HashMap<>();

  static {
    KNOWN.put(boolean.class, () -> true);
    KNOWN.put(byte.class, () -> (byte) 7);
    KNOWN.put(short.class, () -> (short) 7);
    KNOWN.put(int.class, () -> 7);
    KNOWN.put(long.class, () -> 7L);
    KNOWN.put(float.class, () -> 7f);
    KNOWN.put(double.class, () -> 7d);
    KNOWN.put(String.class, () -> "seven");
    KNOWN.put(Object.class, () -> "an object");
    KNOWN.put(Class.class, () -> String.class);
    KNOWN.put(BigDecimal.class, () -> BigDecimal.TEN);
    KNOWN.put(Date.class, () -> Date.valueOf("2024-02-29"));
    KNOWN.put(Time.class, () -> Time.valueOf("12:30:00"));
    KNOWN.put(Timestamp.class, () -> Timestamp.valueOf("2024-02-29 12:30:00"));
    KNOWN.put(Calendar.class, () -> new GregorianCalendar(2024, Calendar.MAY, 1));
    KNOWN.put(InputStream.class, () -> new ByteArrayInputStream(new byte[] {1}));
    KNOWN.put(Reader.class, () -> new StringReader("text"));
    KNOWN.put(PrintWriter.class, () -> new PrintWriter(new StringWriter()));
    KNOWN.put(Properties.class, Properties::new);
    KNOWN.put(Logger.class, () -> Logger.getLogger("sample"));
    KNOWN.put(SQLWarning.class, () -> new SQLWarning("warning"));
    KNOWN.put(URL.class, SampleValues::url);
    KNOWN.put(java.sql.RowIdLifetime.class, () -> java.sql.RowIdLifetime.ROWID_UNSUPPORTED);
    KNOWN.put(void.class, () -> null);
  }

  private SampleValues() {}

  static Object of(Class<?> type) {
    if (KNOWN.containsKey(type)) {
      return KNOWN.get(type).get();
    }
    if (type.isArray()) {
      return Array.newInstance(type.getComponentType(), 1);
    }
    return Proxy.newProxyInstance(
        SampleValues.class.getClassLoader(),
        new Class<?>[] {type},
        (self, method, arguments) ->
            switch (method.getName()) {
              case "equals" -> self == arguments[0];
              case "hashCode" -> System.identityHashCode(self);
              case "toString" -> type.getSimpleName();
              default -> throw new IllegalStateException(method.getName());
            });
  }

  private static Object url() {
    try {
      return new URL("https://example.org/");
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
