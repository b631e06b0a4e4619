package io.columnveil.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLTransactionRollbackException;
import java.sql.SQLWarning;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

class ScrubberTest {

  private static ServerErrorMessage server(String... fields) {
    return new ServerErrorMessage(String.join("\0", fields) + "\0");
  }

  @Test
  void keepsWhatPostgresqlNamesAndDropsWhatItQuotes() {
    PSQLException raw =
        new PSQLException(
            server(
                "SERROR",
                "C23505",
                "Mduplicate key value violates unique constraint \"users_email_key\"",
                "DKey (email)=(canary@example.org) already exists.",
                "Hcanary",
                "Wcanary",
                "P15",
                "spublic",
                "tusers",
                "nusers_email_key"));
    Throwable scrubbed = Scrubber.scrub(raw);
    assertThat(scrubbed)
        .isInstanceOf(PSQLException.class)
        .hasMessageContaining("violates unique constraint \"users_email_key\"")
        .hasMessageNotContaining("canary");
    assertThat(scrubbed.toString()).doesNotContain("canary");
    ServerErrorMessage message = ((PSQLException) scrubbed).getServerErrorMessage();
    assertThat(message.getConstraint()).isEqualTo("users_email_key");
    assertThat(message.getTable()).isEqualTo("users");
    assertThat(message.getPosition()).isEqualTo(15);
    assertThat(message.getDetail()).isNull();
    assertThat(((SQLException) scrubbed).getSQLState()).isEqualTo("23505");
  }

  private static SQLException unknownColumn(String name) {
    return new PSQLException(
        server("SERROR", "C42703", "Mcolumn \"" + name + "\" does not exist", "P8"));
  }

  @Test
  void tellsNamesThatAreNotThereIfTheStatementHasThem() {
    String sent = "SELECT emial, \"U\".phone FROM users WHERE city = 'canary' AND id = ?";
    assertThat(told(unknownColumn("emial"), sent)).contains("\"emial\"");
    assertThat(told(unknownColumn("U"), sent)).contains("\"U\"");
    assertThat(told(unknownColumn("canary"), sent)).doesNotContain("canary");
    assertThat(told(unknownColumn("mia"), sent)).doesNotContain("mia");
    assertThat(told(unknownColumn("emial"), "")).doesNotContain("emial");
    assertThat(told(new SQLException("Column \"EMIAL\" not found", "42S22"), sent))
        .contains("\"EMIAL\"");
    assertThat(told(new SQLException("Data conversion \"users\"", "22018"), sent))
        .doesNotContain("users");
  }

  private static String told(SQLException raw, String sent) {
    return String.valueOf(Scrubber.scrub(raw, sent).getMessage());
  }

  @Test
  void blanksQuotedValuesAndWhatRaiseSays() {
    assertThat(
            Scrubber.scrub(
                    new PSQLException(
                        server(
                            "SERROR",
                            "C22P02",
                            "Minvalid input syntax for type integer: \"canary\"")))
                .getMessage())
        .contains("invalid input syntax for type integer")
        .doesNotContain("canary");
    assertThat(
            Scrubber.scrub(
                    new PSQLException(
                        server("SERROR", "C23514", "Mcanary is bad", "Rexec_stmt_raise")))
                .getMessage())
        .doesNotContain("canary");
    SQLWarning notice =
        Scrubber.scrub(new PSQLWarning(server("SNOTICE", "C00000", "Mrow canary seen")));
    assertThat(notice.getMessage()).doesNotContain("canary");
    assertThat(notice.getSQLState()).isEqualTo("00000");
  }

  @Test
  void keepsTheConstraintThatH2Names() {
    Throwable scrubbed =
        Scrubber.scrub(
            new SQLIntegrityConstraintViolationException(
                "Unique index or primary key violation: \"PUBLIC.UQ ON PUBLIC.T(EMAIL NULLS FIRST)"
                    + " VALUES ( /* 1 */ 'canary \"quoted\"' )\"; SQL statement:\n"
                    + "INSERT INTO t VALUES ('canary') [23505-252]",
                "23505",
                23505));
    assertThat(scrubbed)
        .isInstanceOf(SQLIntegrityConstraintViolationException.class)
        .hasMessageContaining("PUBLIC.UQ ON PUBLIC.T")
        .hasMessageNotContaining("canary");
    assertThat(((SQLException) scrubbed).getErrorCode()).isEqualTo(23505);
    assertThat(
            Scrubber.scrub(
                    new SQLException(
                        "Data conversion error converting \"canary's\" \"; SQL statement:\nX",
                        "22018",
                        22018))
                .getMessage())
        .doesNotContain("canary");
  }

  @Test
  void keepsCountsAndChainOfABatchButNoCause() {
    BatchUpdateException raw =
        new BatchUpdateException(
            "Batch entry 1 INSERT INTO t VALUES ('canary') was aborted",
            "40001",
            7,
            new int[] {1, -3},
            new IllegalStateException("canary"));
    raw.setNextException(new SQLTransactionRollbackException("\"canary\"", "40001", 7));
    Throwable scrubbed = Scrubber.scrub(raw);
    assertThat(scrubbed).isInstanceOf(BatchUpdateException.class).hasNoCause();
    assertThat(((BatchUpdateException) scrubbed).getUpdateCounts()).containsExactly(1, -3);
    assertThat((Object) ((SQLException) scrubbed).getNextException())
        .isInstanceOf(SQLTransactionRollbackException.class);
    for (Throwable each : (SQLException) scrubbed) {
      assertThat(each.toString()).doesNotContain("canary");
    }
  }
}
