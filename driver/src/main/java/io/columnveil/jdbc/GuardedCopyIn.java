package io.columnveil.jdbc;

import io.columnveil.engine.CopyFormat;
import io.columnveil.engine.CopyLines;
import io.columnveil.engine.ParameterEncoder;
import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.TypeName;
import io.columnveil.sql.plan.Encoding;
import io.columnveil.sql.plan.ValueSource;
import io.columnveil.sql.plan.WireParameter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOperation;
import org.postgresql.util.ByteStreamWriter;

/**
 * Rows on their way in: protected fields are encrypted, companion columns added, all other fields
 * keep their bytes. Holds no more than one row and what has gathered for the next message.
 *
 * <p>After a row that is refused nothing more is taken, and the COPY is cancelled: its end would
 * otherwise store the rows before that one.
 */
final class GuardedCopyIn extends ForwardingCopy implements CopyIn {

  private static final int MESSAGE = 32 << 10;

  private final Session session;
  private final CopyTranslation copy;
  private final CopyFormat format;
  private final CopyIn raw;
  private final ParameterEncoder encoder;
  private final CopyLines lines;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(MESSAGE + 1024);
  private final int placeholders;
  private CopyFormat.Header header;
  private boolean broken;

  GuardedCopyIn(Session session, CopyTranslation copy, CopyFormat format, CopyIn raw) {
    this.session = session;
    this.copy = copy;
    this.format = format;
    this.raw = raw;
    this.encoder = copy.planned().state().encoder();
    this.lines = new CopyLines(format);
    this.placeholders = copy.rewritten().placeholders();
    this.header = format.header();
  }

  @Override
  CopyOperation raw() {
    return raw;
  }

  @Override
  public void writeToCopy(byte[] data, int offset, int length) throws SQLException {
    taking(() -> lines.add(data, offset, length, this::row));
  }

  @Override
  public void writeToCopy(ByteStreamWriter from) throws SQLException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    try {
      OutputStream target = data;
      from.writeTo(() -> target);
    } catch (IOException e) {
      throw SqlErrors.refused("the data for COPY could not be read", "Give it again");
    }
    byte[] bytes = data.toByteArray();
    writeToCopy(bytes, 0, bytes.length);
  }

  /** Something that takes rows. */
  @FunctionalInterface
  private interface Step {
    void run() throws SQLException;
  }

  private void taking(Step step) throws SQLException {
    if (broken) {
      throw SqlErrors.refused(
          "this COPY was cancelled when one of its rows was refused; none of its rows is stored",
          "Correct the row and start the COPY anew");
    }
    broken = true;
    try {
      step.run();
    } catch (CopyFormat.MalformedException e) {
      throw cancelled(malformed(e));
    } catch (SQLException e) {
      throw cancelled(e);
    }
    broken = false;
  }

  private SQLException cancelled(SQLException reason) {
    try {
      if (raw.isActive()) {
        raw.cancelCopy();
        session.rolledBack();
      }
    } catch (SQLException e) {
      reason.addSuppressed(failed(e));
    }
    return reason;
  }

  private void row(byte[] line) throws SQLException {
    if (header != CopyFormat.Header.NONE) {
      if (header == CopyFormat.Header.MATCHES) {
        requireNames(format.split(line));
      }
      header = CopyFormat.Header.NONE;
      names();
      return;
    }
    List<byte[]> fields = format.split(line);
    if (fields.size() != placeholders) {
      throw SqlErrors.refused(
          "a row of the COPY data has " + fields.size() + " fields, not " + placeholders,
          "Give one for each column");
    }
    List<WireParameter> parameters = copy.rewritten().parameters();
    for (int i = 0; i < parameters.size(); i++) {
      if (i > 0) {
        out.write(format.delimiter());
      }
      WireParameter parameter = parameters.get(i);
      byte[] field = fields.get(((ValueSource.Placeholder) parameter.source()).ordinal() - 1);
      if (parameter.encoding() instanceof Encoding.AsGiven) {
        out.writeBytes(field);
      } else {
        format.write(encoded(format.value(field), parameter.encoding()), out);
      }
    }
    out.write('\n');
    if (out.size() >= MESSAGE) {
      send();
    }
  }

  /** The server sees the names of the columns that are sent, so it cannot compare these. */
  private void requireNames(List<byte[]> given) throws SQLException {
    List<String> wanted = copy.named();
    if (given.size() != wanted.size()) {
      throw SqlErrors.refused(
          "the header of the COPY data has " + given.size() + " names, not " + wanted.size(),
          "Name the columns of the COPY in their order, or leave out HEADER MATCH");
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!wanted.get(i).equals(format.value(given.get(i)))) {
        throw SqlErrors.refused(
            "name " + (i + 1) + " in the header of the COPY data is not " + wanted.get(i),
            "Name the columns of the COPY in their order, or leave out HEADER MATCH");
      }
    }
  }

  private void names() throws SQLException {
    for (int i = 0; i < copy.columns().size(); i++) {
      if (i > 0) {
        out.write(format.delimiter());
      }
      format.write(copy.columns().get(i), out);
    }
    out.write('\n');
  }

  private @Nullable String encoded(@Nullable String text, Encoding encoding) throws SQLException {
    if (text == null) {
      return null;
    }
    try {
      ProtectedColumn column = ParameterEncoder.column(encoding);
      boolean binary = column != null && column.type().name() == TypeName.BYTEA;
      Object value =
          binary && text.startsWith("\\x") ? HexFormat.of().parseHex(text.substring(2)) : text;
      Object encoded = encoder.encode(value, encoding, ZoneId.systemDefault());
      return encoded instanceof byte[] bytes
          ? "\\x" + HexFormat.of().formatHex(bytes)
          : (String) encoded;
    } catch (IssueException refused) {
      throw SqlErrors.of(refused);
    } catch (IllegalArgumentException noHex) {
      throw SqlErrors.refused("a binary value is not hexadecimal", "Write it as \\x..");
    }
  }

  private void sendRest() throws SQLException {
    if (out.size() > 0) {
      send();
    }
  }

  private void send() throws SQLException {
    byte[] message = out.toByteArray();
    out.reset();
    try {
      raw.writeToCopy(message, 0, message.length);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private SQLException failed(SQLException e) {
    session.failed(e);
    return Scrubber.scrub(e);
  }

  private static SQLException malformed(CopyFormat.MalformedException e) {
    return SqlErrors.refused("the COPY data can't be read: " + e.getMessage(), "Correct it");
  }

  @Override
  public void flushCopy() throws SQLException {
    taking(
        () -> {
          sendRest();
          try {
            raw.flushCopy();
          } catch (SQLException e) {
            throw failed(e);
          }
        });
  }

  @Override
  public long endCopy() throws SQLException {
    taking(
        () -> {
          lines.end(this::row);
          sendRest();
        });
    try {
      long rows = raw.endCopy();
      session.executed(copy.planned());
      return rows;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** As many as the application sends; companion columns are left out. */
  @Override
  public int getFieldCount() {
    return placeholders;
  }
}
