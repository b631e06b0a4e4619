package io.columnveil.jdbc;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.SQLDataException;
import java.sql.SQLException;

/**
 * Text of a protected column as a CLOB that lives in memory only: the database's own would put
 * plaintext into its temporary files. Read-only.
 */
final class MemoryClob implements NClob {

  private final String text;

  MemoryClob(String text) {
    this.text = text;
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
    throw readOnly();
  }

  @Override
  public int setString(long pos, String str, int offset, int len) throws SQLException {
    throw readOnly();
  }

  @Override
  public OutputStream setAsciiStream(long pos) throws SQLException {
    throw readOnly();
  }

  @Override
  public Writer setCharacterStream(long pos) throws SQLException {
    throw readOnly();
  }

  @Override
  public void truncate(long len) throws SQLException {
    throw readOnly();
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

  private static SQLException readOnly() {
    return SqlErrors.refused(
        "a CLOB of a protected column is read-only", "Set the column with an UPDATE");
  }
}
