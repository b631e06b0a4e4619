package io.columnveil.jdbc;

import io.columnveil.engine.CellReader;
import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.Storage;
import io.columnveil.sql.plan.Encoding;
import io.columnveil.sql.plan.ResultColumn;
import io.columnveil.sql.plan.StatementPlan;
import io.columnveil.value.ConversionException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the columns of a COPY to the client are read: one reader for each protected one. */
final class CopiedCells {

  private final Session session;
  private final List<@Nullable CellReader> readers = new ArrayList<>();

  private CopiedCells(Session session) {
    this.session = session;
  }

  /**
   * Those of a plan.
   *
   * @throws SQLException if it gives a column of unknown origin, or needs a value in plaintext
   */
  static CopiedCells of(Session session, Planned planned) throws SQLException {
    StatementPlan.Rewritten plan = (StatementPlan.Rewritten) planned.plan();
    boolean plaintext =
        plan.parameters().stream().anyMatch(p -> p.encoding() instanceof Encoding.OldPlaintext);
    List<ResultColumn> columns = plan.columns().orElse(null);
    if (plaintext
        || columns == null
        || columns.stream().anyMatch(c -> c instanceof ResultColumn.Unknown)) {
      throw SqlErrors.refused(
          "COPY of this query can't be followed column by column", "Read it by SELECT");
    }
    CopiedCells cells = new CopiedCells(session);
    for (ResultColumn column : columns) {
      cells.readers.add(
          column instanceof ResultColumn.Protected read
              ? planned.state().readers().of(read)
              : null);
    }
    return cells;
  }

  int count() {
    return readers.size();
  }

  boolean isProtected(int column) {
    return readers.get(column) != null;
  }

  /** What the session sees of a stored value, as text. */
  @Nullable String read(int column, @Nullable String stored) throws SQLException {
    CellReader reader = readers.get(column);
    if (reader == null) {
      return stored;
    }
    try {
      reader.requireReadableAs(String.class);
      Object raw = stored != null && reader.storage() == Storage.BINARY ? bytes(stored) : stored;
      Object shown = reader.read(raw);
      if (shown == null) {
        return null;
      }
      return shown instanceof byte[] binary
          ? "\\x" + HexFormat.of().formatHex(binary)
          : session.conversions().as(shown, reader.type(), String.class);
    } catch (IssueException refused) {
      throw SqlErrors.of(refused);
    } catch (ConversionException impossible) {
      throw SqlErrors.of(impossible);
    }
  }

  /** PostgreSQL's text of a binary value; bytea_output = escape is not followed. */
  private static byte[] bytes(String text) throws SQLException {
    if (!text.startsWith("\\x") || text.length() % 2 != 0) {
      throw SqlErrors.refused(
          "a binary value comes in another form than hexadecimal", "Set bytea_output to hex");
    }
    return HexFormat.of().parseHex(text, 2, text.length());
  }
}
