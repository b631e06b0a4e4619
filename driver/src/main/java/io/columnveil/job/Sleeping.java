package io.columnveil.job;

import java.sql.SQLException;
import java.time.Duration;

/** Waits. */
final class Sleeping {

  private Sleeping() {}

  static void sleep(Duration time) throws SQLException {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("the job was interrupted; run it again to go on", "57014", e);
    }
  }
}
