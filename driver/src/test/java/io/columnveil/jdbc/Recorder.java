package io.columnveil.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/** Stands between our driver and the wrapped one and writes down everything that it is sent. */
final class Recorder {

  private final List<String> sent = new ArrayList<>();

  /** All texts and values since the last look. */
  List<String> takeSent() {
    List<String> taken = List.copyOf(sent);
    sent.clear();
    return taken;
  }

  DataSource over(String url, String user, String password) {
    return (DataSource)
        Proxy.newProxyInstance(
            Recorder.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (self, method, arguments) ->
                method.getName().equals("getConnection")
                    ? recording(DriverManager.getConnection(url, user, password), Connection.class)
                    : null);
  }

  private Object recording(Object target, Class<?> type) {
    return Proxy.newProxyInstance(
        Recorder.class.getClassLoader(),
        new Class<?>[] {type},
        (self, method, arguments) -> {
          Object[] given = arguments == null ? new Object[0] : arguments;
          if (type != Connection.class || method.getName().startsWith("prepare")) {
            for (Object argument : given) {
              note(argument);
            }
          }
          Object result;
          try {
            result = method.invoke(target, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
          boolean statement =
              Set.of(Statement.class, PreparedStatement.class, CallableStatement.class)
                  .contains(method.getReturnType());
          return statement ? recording(result, method.getReturnType()) : result;
        });
  }

  private void note(Object value) {
    if (value instanceof byte[] bytes) {
      sent.add(new String(bytes, StandardCharsets.ISO_8859_1));
    } else if (value instanceof InputStream || value instanceof Reader) {
      sent.add("a stream");
    } else {
      sent.add(String.valueOf(value));
    }
  }
}
