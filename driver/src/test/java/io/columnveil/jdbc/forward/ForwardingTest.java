package io.columnveil.jdbc.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Arguments, results and exceptions pass unchanged, default methods' too. */
class ForwardingTest {

  private record Base<T>(Class<T> type, Function<T, ? extends T> forwarding) {
    @Override
    public String toString() {
      return type.getSimpleName();
    }
  }

  static Stream<Base<?>> bases() {
    return Stream.of(
        new Base<>(
            DataSource.class,
            d ->
                new ForwardingDataSource() {
                  @Override
                  protected DataSource delegate() {
                    return d;
                  }
                }),
        new Base<>(
            Connection.class,
            d ->
                new ForwardingConnection() {
                  @Override
                  protected Connection delegate() {
                    return d;
                  }
                }),
        new Base<>(
            Statement.class,
            d ->
                new ForwardingStatement() {
                  @Override
                  protected Statement delegate() {
                    return d;
                  }
                }),
        new Base<>(
            PreparedStatement.class,
            d ->
                new ForwardingPreparedStatement() {
                  @Override
                  protected PreparedStatement delegate() {
                    return d;
                  }
                }),
        new Base<>(
            CallableStatement.class,
            d ->
                new ForwardingCallableStatement() {
                  @Override
                  protected CallableStatement delegate() {
                    return d;
                  }
                }),
        new Base<>(
            ResultSet.class,
            d ->
                new ForwardingResultSet() {
                  @Override
                  protected ResultSet delegate() {
                    return d;
                  }
                }),
        new Base<>(
            ResultSetMetaData.class,
            d ->
                new ForwardingResultSetMetaData() {
                  @Override
                  protected ResultSetMetaData delegate() {
                    return d;
                  }
                }),
        new Base<>(
            ParameterMetaData.class,
            d ->
                new ForwardingParameterMetaData() {
                  @Override
                  protected ParameterMetaData delegate() {
                    return d;
                  }
                }),
        new Base<>(
            DatabaseMetaData.class,
            d ->
                new ForwardingDatabaseMetaData() {
                  @Override
                  protected DatabaseMetaData delegate() {
                    return d;
                  }
                }));
  }

  @ParameterizedTest
  @MethodSource("bases")
  <T> void passesArgumentsAndResults(Base<T> base) throws Exception {
    for (Method method : methods(base.type())) {
      Object[] arguments = arguments(method);
      Object result = SampleValues.of(method.getReturnType());
      List<Object> seen = new ArrayList<>();
      T delegate =
          proxy(
              base.type(),
              (called, given) -> {
                seen.add(called);
                seen.addAll(Arrays.asList(given));
                return result;
              });
      Object forwarded = method.invoke(base.forwarding().apply(delegate), arguments);
      List<Object> expected = new ArrayList<>(List.of(method));
      expected.addAll(Arrays.asList(arguments));
      assertThat(seen).as("%s", method).isEqualTo(expected);
      if (method.getReturnType() != void.class) {
        assertThat(forwarded).as("%s", method).isEqualTo(result);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("bases")
  <T> void passesExceptions(Base<T> base) {
    for (Method method : methods(base.type())) {
      Throwable thrown = exception(method);
      T delegate =
          proxy(
              base.type(),
              (called, given) -> {
                throw thrown;
              });
      assertThatThrownBy(() -> method.invoke(base.forwarding().apply(delegate), arguments(method)))
          .as("%s", method)
          .isInstanceOf(InvocationTargetException.class)
          .satisfies(e -> assertThat(e.getCause()).isSameAs(thrown));
    }
  }

  private static Throwable exception(Method method) {
    List<Class<?>> declared = List.of(method.getExceptionTypes());
    if (declared.contains(SQLException.class)) {
      return new SQLException("thrown");
    }
    if (declared.contains(SQLClientInfoException.class)) {
      return new SQLClientInfoException();
    }
    return declared.contains(SQLFeatureNotSupportedException.class)
        ? new SQLFeatureNotSupportedException("thrown")
        : new IllegalStateException("thrown");
  }

  private static List<Method> methods(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .toList();
  }

  private static Object[] arguments(Method method) {
    return Arrays.stream(method.getParameterTypes()).map(SampleValues::of).toArray();
  }

  @FunctionalInterface
  private interface Answer {
    Object to(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            ForwardingTest.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                answer.to(method, arguments == null ? new Object[0] : arguments)));
  }
}
