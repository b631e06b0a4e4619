package io.columnveil.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.policy.model.ColumnState;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Threads share a connection, and what one changes is what the other's statements mean. */
class SharedConnectionTest {

  private static final String CANARY = "canary@example.org";
  private static final String INSERT = "INSERT INTO users (email) VALUES ('" + CANARY + "')";

  @TempDir Path folder;
  private ShopOnH2 shop;

  @BeforeEach
  void open() throws SQLException, IOException {
    shop = ShopOnH2.in(folder, ColumnState.MIXED);
    try (Statement statement = shop.admin().createStatement()) {
      statement.execute("CREATE SCHEMA other");
      statement.execute("CREATE TABLE other.users (email VARCHAR(500))");
      statement.execute("GRANT ALL ON SCHEMA other TO public");
    }
  }

  @AfterEach
  void close() throws SQLException {
    shop.close();
  }

  @Test
  @Timeout(60)
  void noStatementIsRunByThePlanForAnotherSchema() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (Connection shared = shop.as("OFFICER")) {
      Future<Integer> switching =
          other.submit(
              () -> {
                int switches = 0;
                try (Statement statement = shared.createStatement()) {
                  while (!done.get()) {
                    statement.execute("SET SCHEMA other");
                    shared.setSchema("PUBLIC");
                    switches++;
                  }
                }
                return switches;
              });
      try (Statement statement = shared.createStatement();
          PreparedStatement prepared = shared.prepareStatement(INSERT)) {
        do {
          for (int i = 0; i < 500; i++) {
            statement.executeUpdate(INSERT);
            prepared.executeUpdate();
          }
        } while (emails("public.users").isEmpty() || emails("other.users").isEmpty());
      }
      done.set(true);
      assertThat(switching.get()).isPositive();
    } finally {
      other.shutdownNow();
    }
    assertThat(emails("public.users")).isNotEmpty().allMatch(email -> email.startsWith("_cv1"));
    assertThat(emails("other.users")).isNotEmpty().allMatch(CANARY::equals);
  }

  private List<String> emails(String table) throws SQLException {
    List<String> emails = new ArrayList<>();
    try (Statement statement = shop.admin().createStatement();
        ResultSet rows = statement.executeQuery("SELECT email FROM " + table)) {
      while (rows.next()) {
        emails.add(rows.getString(1));
      }
    }
    return emails;
  }
}
