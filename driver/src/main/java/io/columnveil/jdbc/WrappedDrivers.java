package io.columnveil.jdbc;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the driver to wrap: a registered one, or one on the class path that nobody registered. */
final class WrappedDrivers {

  private WrappedDrivers() {}

  /**
   * The driver of a URL.
   *
   * @throws IssueException 08V01 if there is none
   */
  static Driver of(String url) throws SQLException {
    for (Driver driver : DriverManager.drivers().toList()) {
      if (isOf(driver, url)) {
        return driver;
      }
    }
    ClassLoader ours = WrappedDrivers.class.getClassLoader();
    ClassLoader callers = Thread.currentThread().getContextClassLoader();
    for (@Nullable ClassLoader loader : Stream.of(ours, callers).distinct().toList()) {
      Driver found = offered(loader, url);
      if (found != null) {
        return found;
      }
    }
    throw new IssueException(
        Issue.error(
            ErrorCode.POLICY_INVALID,
            "the driver of the database is not on the class path",
            "Add the PostgreSQL or H2 driver, or use columnveil.jar, which holds both"));
  }

  private static @Nullable Driver offered(@Nullable ClassLoader loader, String url)
      throws SQLException {
    Iterator<Driver> drivers = ServiceLoader.load(Driver.class, loader).iterator();
    while (true) {
      try {
        if (!drivers.hasNext()) {
          return null;
        }
        Driver driver = drivers.next();
        if (isOf(driver, url)) {
          return driver;
        }
      } catch (ServiceConfigurationError broken) {
        // another driver that cannot be loaded is not our business
        continue;
      }
    }
  }

  private static boolean isOf(Driver driver, String url) throws SQLException {
    return !(driver instanceof ColumnveilDriver) && driver.acceptsURL(url);
  }
}
