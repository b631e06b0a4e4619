package io.columnveil.jdbc;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.SQLDataException;
import java.sql.SQLException;

/**
 * Text as a CLOB that lives in memory only: the database's own would put plaintext into its files
 * before it is known which column it is for. What was read of a protected column is read-only.
 */
final class MemoryClob implements NClob {

  private final boolean readOnly;
  private String text;

  /** Of a protected column. */
  MemoryClob(String text) {
    this.text = text;
    readOnly = true;
  }

  /** Empty, for the application to fill. */
  MemoryClob() {
    text = "";
    readOnly = false;
  }

  @Override
  public long length() {
    return text.length();
  }

  @Override
  public String getSubString(long pos, int length) throws SQLException {
    int start = start(pos, length);
    return text.substring(start, (int) Math.min(text.length(), (long) start + length));
  }

  @Override
  public Reader getCharacterStream() {
    return new StringReader(text);
  }

  @Override
  public Reader getCharacterStream(long pos, long length) throws SQLException {
    return new StringReader(getSubString(pos, (int) Math.min(length, Integer.MAX_VALUE)));
  }

  @Override
  public InputStream getAsciiStream() {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public long position(String search, long start) throws SQLException {
    int found = text.indexOf(search, start(start, 0));
    return found < 0 ? -1 : found + 1L;
  }

  @Override
  public long position(Clob search, long start) throws SQLException {
    return position(search.getSubString(1, (int) search.length()), start);
  }

  @Override
  public int setString(long pos, String str) throws SQLException {
    int start = start(pos, 0);
    requireWritable();
    int end = Math.min(text.length(), start + str.length());
    text = text.substring(0, start) + str + text.substring(end);
    return str.length();
  }

  @Override
  public int setString(long pos, String str, int offset, int len) throws SQLException {
    return setString(pos, str.substring(offset, offset + len));
  }

  @Override
  public OutputStream setAsciiStream(long pos) throws SQLException {
    start(pos, 0);
    requireWritable();
    return new ByteArrayOutputStream() {
      @Override
      public void close() throws IOException {
        written(pos, toString(StandardCharsets.US_ASCII));
        reset();
      }
    };
  }

  @Override
  public Writer setCharacterStream(long pos) throws SQLException {
    start(pos, 0);
    requireWritable();
    return new StringWriter() {
      @Override
      public void close() throws IOException {
        written(pos, toString());
        getBuffer().setLength(0);
      }
    };
  }

  private void written(long pos, String given) throws IOException {
    try {
      setString(pos, given);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void truncate(long len) throws SQLException {
    requireWritable();
    text = getSubString(1, (int) Math.min(len, Integer.MAX_VALUE));
  }

  @Override
  public void free() {
    // memory only: the garbage collector does it
  }

  private int start(long pos, long length) throws SQLException {
    if (pos < 1 || pos > text.length() + 1L || length < 0) {
      throw new SQLDataException("position or length outside of the CLOB", "22011");
    }
    return (int) pos - 1;
  }

  private void requireWritable() throws SQLException {
    if (readOnly) {
      throw SqlErrors.refused(
          "a CLOB of a protected column is read-only", "Set the column with an UPDATE");
    }
  }
}
