package io.columnveil.engine;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's text and CSV formats of COPY, in UTF-8, as "COPY, File Formats" of its manual and
 * its copyfromparse.c and copyto.c define them. Fields that are not looked into keep their bytes.
 *
 * @param csv whether it is the CSV format
 * @param delimiter between fields
 * @param quote around fields, in CSV
 * @param escape before a quote inside quotes, in CSV
 * @param nullMarker what stands for NULL
 * @param header what the first line is
 */
public record CopyFormat(
    boolean csv, byte delimiter, byte quote, byte escape, String nullMarker, Header header) {

  /** What the first line is. */
  public enum Header {
    /** A row. */
    NONE,
    /** The names of the columns, which nobody looks at. */
    PRESENT,
    /** The names of the columns, in their order. */
    MATCHES
  }

  /** Raised for data that is in no form to be read. The message holds none of it. */
  public static final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MalformedException(String message) {
      super(message);
    }
  }

  /** The fields of a line as they stand, escapes and quotes included. */
  public List<byte[]> split(byte[] line) {
    List<byte[]> fields = new ArrayList<>();
    int start = 0;
    boolean quoted = false;
    for (int i = 0; i < line.length; i++) {
      byte c = line[i];
      if (csv) {
        if (quoted && c == escape && i + 1 < line.length && isEscapable(line[i + 1])) {
          i++;
        } else if (c == quote) {
          quoted = !quoted;
        } else if (!quoted && c == delimiter) {
          fields.add(Arrays.copyOfRange(line, start, i));
          start = i + 1;
        }
      } else if (c == '\\') {
        i++;
      } else if (c == delimiter) {
        fields.add(Arrays.copyOfRange(line, start, i));
        start = i + 1;
      }
    }
    if (quoted) {
      throw new MalformedException("a quoted field is not closed");
    }
    fields.add(Arrays.copyOfRange(line, start, line.length));
    return fields;
  }

  private boolean isEscapable(byte c) {
    return c == escape || c == quote;
  }

  /** The value of a field, null for NULL. */
  public @Nullable String value(byte[] field) {
    if (Arrays.equals(field, nullMarker.getBytes(StandardCharsets.UTF_8))) {
      return null;
    }
    byte[] plain = csv ? unquoted(field) : unescaped(field);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(plain)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedException("a field is not in UTF-8");
    }
  }

  private byte[] unquoted(byte[] field) {
    ByteArrayOutputStream plain = new ByteArrayOutputStream(field.length);
    boolean quoted = false;
    for (int i = 0; i < field.length; i++) {
      byte c = field[i];
      if (quoted && c == escape && i + 1 < field.length && isEscapable(field[i + 1])) {
        plain.write(field[++i]);
      } else if (c == quote) {
        quoted = !quoted;
      } else {
        plain.write(c);
      }
    }
    return plain.toByteArray();
  }

  private static byte[] unescaped(byte[] field) {
    ByteArrayOutputStream plain = new ByteArrayOutputStream(field.length);
    int i = 0;
    while (i < field.length) {
      byte c = field[i++];
      if (c != '\\') {
        plain.write(c);
      } else if (i < field.length) {
        i = escapeSequence(field, i, plain);
      }
    }
    return plain.toByteArray();
  }

  private static int escapeSequence(byte[] field, int at, ByteArrayOutputStream plain) {
    byte c = field[at];
    int next = at + 1;
    if (c >= '0' && c <= '7') {
      int value = c - '0';
      while (next < field.length && next < at + 3 && field[next] >= '0' && field[next] <= '7') {
        value = value * 8 + field[next++] - '0';
      }
      plain.write(value & 0xff);
    } else if (c == 'x' && next < field.length && Character.digit(field[next], 16) >= 0) {
      int value = 0;
      while (next < field.length
          && next < at + 3
          && field[next] > 0
          && Character.digit(field[next], 16) >= 0) {
        value = value * 16 + Character.digit(field[next++], 16);
      }
      plain.write(value);
    } else {
      plain.write(control(c));
    }
    return next;
  }

  private static int control(byte letter) {
    return switch (letter) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0b;
      default -> letter;
    };
  }

  /** Writes a field as PostgreSQL does. */
  public void write(@Nullable String value, ByteArrayOutputStream out) {
    if (value == null) {
      out.writeBytes(nullMarker.getBytes(StandardCharsets.UTF_8));
      return;
    }
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    if (csv) {
      writeQuoted(value, bytes, out);
    } else {
      for (byte c : bytes) {
        writeEscaped(c, out);
      }
    }
  }

  private void writeQuoted(String value, byte[] bytes, ByteArrayOutputStream out) {
    if (!needsQuotes(value, bytes)) {
      out.writeBytes(bytes);
      return;
    }
    out.write(quote);
    for (byte c : bytes) {
      if (isEscapable(c)) {
        out.write(escape);
      }
      out.write(c);
    }
    out.write(quote);
  }

  private boolean needsQuotes(String value, byte[] bytes) {
    if (value.equals(nullMarker) || value.equals("\\.")) {
      return true;
    }
    for (byte c : bytes) {
      if (c == delimiter || c == quote || c == '\n' || c == '\r') {
        return true;
      }
    }
    return false;
  }

  private void writeEscaped(byte c, ByteArrayOutputStream out) {
    int letter =
        switch (c) {
          case '\b' -> 'b';
          case '\f' -> 'f';
          case '\n' -> 'n';
          case '\r' -> 'r';
          case '\t' -> 't';
          case 0x0b -> 'v';
          default -> c == '\\' || c == delimiter ? c : 0;
        };
    if (letter != 0) {
      out.write('\\');
    }
    out.write(letter == 0 ? c : letter);
  }
}
