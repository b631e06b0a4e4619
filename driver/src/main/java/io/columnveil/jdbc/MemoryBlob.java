package io.columnveil.jdbc;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Blob;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.util.Arrays;

/**
 * Bytes as a BLOB that lives in memory only, for the reason of {@link MemoryClob}. What was read of
 * a protected column is read-only.
 */
final class MemoryBlob implements Blob {

  private final boolean readOnly;
  private byte[] bytes;

  /** Of a protected column. */
  MemoryBlob(byte[] bytes) {
    this.bytes = bytes;
    readOnly = true;
  }

  /** Empty, for the application to fill. */
  MemoryBlob() {
    bytes = new byte[0];
    readOnly = false;
  }

  @Override
  public long length() {
    return bytes.length;
  }

  @Override
  public byte[] getBytes(long pos, int length) throws SQLException {
    int start = start(pos, length);
    return Arrays.copyOfRange(bytes, start, (int) Math.min(bytes.length, (long) start + length));
  }

  @Override
  public InputStream getBinaryStream() {
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public InputStream getBinaryStream(long pos, long length) throws SQLException {
    return new ByteArrayInputStream(getBytes(pos, (int) Math.min(length, Integer.MAX_VALUE)));
  }

  @Override
  public long position(byte[] pattern, long start) throws SQLException {
    for (int at = start(start, 0); at <= bytes.length - pattern.length; at++) {
      if (Arrays.equals(bytes, at, at + pattern.length, pattern, 0, pattern.length)) {
        return at + 1L;
      }
    }
    return -1;
  }

  @Override
  public long position(Blob pattern, long start) throws SQLException {
    return position(pattern.getBytes(1, (int) pattern.length()), start);
  }

  @Override
  public int setBytes(long pos, byte[] given) throws SQLException {
    return setBytes(pos, given, 0, given.length);
  }

  @Override
  public int setBytes(long pos, byte[] given, int offset, int len) throws SQLException {
    int start = start(pos, len);
    requireWritable();
    byte[] changed = Arrays.copyOf(bytes, Math.max(bytes.length, start + len));
    System.arraycopy(given, offset, changed, start, len);
    bytes = changed;
    return len;
  }

  @Override
  public OutputStream setBinaryStream(long pos) throws SQLException {
    start(pos, 0);
    requireWritable();
    return new ByteArrayOutputStream() {
      @Override
      public void close() throws IOException {
        try {
          setBytes(pos, toByteArray());
        } catch (SQLException e) {
          throw new IOException(e);
        }
        reset();
      }
    };
  }

  @Override
  public void truncate(long len) throws SQLException {
    requireWritable();
    bytes = getBytes(1, (int) Math.min(len, Integer.MAX_VALUE));
  }

  @Override
  public void free() {
    // memory only: the garbage collector does it
  }

  private int start(long pos, long length) throws SQLException {
    if (pos < 1 || pos > bytes.length + 1L || length < 0) {
      throw new SQLDataException("position or length outside of the BLOB", "22011");
    }
    return (int) pos - 1;
  }

  private void requireWritable() throws SQLException {
    if (readOnly) {
      throw SqlErrors.refused(
          "a BLOB of a protected column is read-only", "Set the column with an UPDATE");
    }
  }
}
