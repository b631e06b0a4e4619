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
import org.postgresql.util.ByteStreamWriter;

/**
 * Rows on their way in: protected fields are encrypted, companion columns added, all other fields
 * keep their bytes. Holds no more than one row and what has gathered for the next message.
 */
final class GuardedCopyIn implements CopyIn {

  private static final int MESSAGE = 32 << 10;

  private final Session session;
  private final CopyTranslation copy;
  private final CopyFormat format;
  private final CopyIn raw;
  private final ParameterEncoder encoder;
  private final CopyLines lines;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(MESSAGE + 1024);
  private final int placeholders;
  private boolean header;

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
  public void writeToCopy(byte[] data, int offset, int length) throws SQLException {
    try {
      lines.add(data, offset, length, this::row);
    } catch (CopyFormat.MalformedException e) {
      throw malformed(e);
    }
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

  private void row(byte[] line) throws SQLException {
    if (header) {
      header = false;
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

  private void names() {
    for (int i = 0; i < copy.columns().size(); i++) {
      if (i > 0) {
        out.write(format.delimiter());
      }
      String quoted = copy.columns().get(i);
      format.write(quoted.substring(1, quoted.length() - 1).replace("\"\"", "\""), out);
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
    if (out.size() > 0) {
      send();
    }
    try {
      raw.flushCopy();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  @Override
  public long endCopy() throws SQLException {
    try {
      lines.end(this::row);
    } catch (CopyFormat.MalformedException e) {
      throw malformed(e);
    }
    if (out.size() > 0) {
      send();
    }
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

  @Override
  public int getFormat() {
    return raw.getFormat();
  }

  @Override
  public int getFieldFormat(int field) {
    return raw.getFieldFormat(field);
  }

  @Override
  public boolean isActive() {
    return raw.isActive();
  }

  @Override
  public void cancelCopy() throws SQLException {
    raw.cancelCopy();
  }

  @Override
  public long getHandledRowCount() {
    return raw.getHandledRowCount();
  }
}
