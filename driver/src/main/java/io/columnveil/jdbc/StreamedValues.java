package io.columnveil.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLXML;
import org.jspecify.annotations.Nullable;

/** Reads values that come as streams or large objects into memory, where they can be encrypted. */
final class StreamedValues {

  /** For streams without a stated length. */
  static final long UNKNOWN = -1;

  private StreamedValues() {}

  /** The value itself, unless it is a stream or large object. */
  static @Nullable Object inMemory(@Nullable Object value) throws SQLException {
    if (value instanceof String) {
      return value; // what most are, told before classes that take longer to rule out
    }
    if (value instanceof InputStream stream) {
      return bytes(stream, UNKNOWN);
    }
    if (value instanceof Reader reader) {
      return text(reader, UNKNOWN);
    }
    if (value instanceof Clob clob) {
      return clob.getSubString(1, Math.toIntExact(clob.length()));
    }
    if (value instanceof Blob blob) {
      return blob.getBytes(1, Math.toIntExact(blob.length()));
    }
    return value instanceof SQLXML xml ? xml.getString() : value;
  }

  static byte[] bytes(InputStream stream, long length) throws SQLException {
    try {
      if (length < 0) {
        return stream.readAllBytes();
      }
      byte[] bytes = stream.readNBytes(Math.toIntExact(length));
      requireLength(bytes.length, length);
      return bytes;
    } catch (IOException | ArithmeticException unreadable) {
      throw unreadable();
    }
  }

  static String ascii(InputStream stream, long length) throws SQLException {
    return new String(bytes(stream, length), StandardCharsets.US_ASCII);
  }

  static String text(Reader reader, long length) throws SQLException {
    StringBuilder text = new StringBuilder();
    char[] buffer = new char[8192];
    try {
      long missing = length < 0 ? Long.MAX_VALUE : length;
      int read = 0;
      while (missing > 0 && read >= 0) {
        read = reader.read(buffer, 0, (int) Math.min(buffer.length, missing));
        if (read > 0) {
          text.append(buffer, 0, read);
          missing -= read;
        }
      }
    } catch (IOException unreadable) {
      throw unreadable();
    }
    if (length >= 0) {
      requireLength(text.length(), length);
    }
    return text.toString();
  }

  private static void requireLength(long read, long stated) throws SQLException {
    if (read != stated) {
      throw new SQLDataException("the stream ended before its stated length", "22026");
    }
  }

  private static SQLException unreadable() {
    return new SQLDataException("the stream of a protected value cannot be read", "22000");
  }
}
