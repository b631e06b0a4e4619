package io.columnveil.it;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/** Code that H2 runs inside the database, out of the driver's sight. */
public final class H2Functions {

  private H2Functions() {}

  /** Reads an old row. */
  public static @Nullable String email(Connection connection, int id) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT email FROM legacy WHERE id = " + id)) {
      return row.next() ? row.getString(1) : null;
    }
  }

  /** Writes what it is given into a protected column. */
  public static final class Copy implements Trigger {

    @Override
    public void fire(Connection connection, Object @Nullable [] before, Object @Nullable [] after)
        throws SQLException {
      try (PreparedStatement update =
          connection.prepareStatement("UPDATE legacy SET email = ? WHERE id = 1")) {
        update.setString(1, after == null ? null : String.valueOf(after[0]));
        update.executeUpdate();
      }
    }
  }
}
