package io.columnveil.jdbc;

import io.columnveil.engine.CopyFormat;
import java.io.ByteArrayOutputStream;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOperation;
import org.postgresql.copy.CopyOut;

/**
 * Rows on their way out, one message of the protocol each, which the server guarantees: protected
 * fields are shown as the session may see them, all others keep their bytes.
 */
final class GuardedCopyOut extends ForwardingCopy implements CopyOut {

  private final Session session;
  private final Planned planned;
  private final CopyFormat format;
  private final CopiedCells cells;
  private final CopyOut raw;
  private boolean header;
  private boolean done;

  GuardedCopyOut(
      Session session, Planned planned, CopyFormat format, CopiedCells cells, CopyOut raw) {
    this.session = session;
    this.planned = planned;
    this.format = format;
    this.cells = cells;
    this.raw = raw;
    this.header = format.header() != CopyFormat.Header.NONE;
  }

  @Override
  CopyOperation raw() {
    return raw;
  }

  @Override
  public byte @Nullable [] readFromCopy() throws SQLException {
    return readFromCopy(true);
  }

  @Override
  public byte @Nullable [] readFromCopy(boolean block) throws SQLException {
    byte[] row;
    try {
      row = raw.readFromCopy(block);
    } catch (SQLException e) {
      session.failed(e);
      throw Scrubber.scrub(e);
    }
    if (row == null) {
      if (!done && !raw.isActive()) {
        done = true;
        session.executed(planned);
      }
      return null;
    }
    if (header) {
      header = false;
      return row;
    }
    return shown(row);
  }

  private byte[] shown(byte[] row) throws SQLException {
    int end = row.length;
    while (end > 0 && (row[end - 1] == '\n' || row[end - 1] == '\r')) {
      end--;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(row.length);
    try {
      List<byte[]> fields = format.split(Arrays.copyOf(row, end));
      if (fields.size() != cells.count()) {
        throw SqlErrors.internal("COPY gives other columns than planned");
      }
      for (int i = 0; i < fields.size(); i++) {
        if (i > 0) {
          out.write(format.delimiter());
        }
        if (cells.isProtected(i)) {
          format.write(cells.read(i, format.value(fields.get(i))), out);
        } else {
          out.writeBytes(fields.get(i));
        }
      }
    } catch (CopyFormat.MalformedException e) {
      throw SqlErrors.internal("the server's COPY data could not be read");
    }
    out.write(row, end, row.length - end);
    return out.toByteArray();
  }
}
