package io.columnveil.engine;

import java.io.ByteArrayOutputStream;

/**
 * Cuts a stream of COPY data into the lines of its rows, wherever its buffers end. Line ends are of
 * one kind in the whole stream, the kind of the first, as PostgreSQL demands.
 */
public final class CopyLines {

  /** Takes the lines. */
  @FunctionalInterface
  public interface Sink<E extends Exception> {
    /** A line without its end. */
    void line(byte[] line) throws E;
  }

  private enum End {
    UNKNOWN,
    NEWLINE,
    RETURN,
    BOTH
  }

  private final CopyFormat format;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private End end = End.UNKNOWN;
  private boolean quoted;
  private boolean escaped;
  private boolean returned;
  private boolean marker;
  private boolean finished;

  /** For one COPY. */
  public CopyLines(CopyFormat format) {
    this.format = format;
  }

  /** More of the stream. */
  public <E extends Exception> void add(byte[] data, int offset, int length, Sink<E> sink)
      throws E {
    for (int i = offset; i < offset + length && !finished; i++) {
      add(data[i], sink);
    }
  }

  /** The stream is over; its last line need not have an end. */
  public <E extends Exception> void end(Sink<E> sink) throws E {
    if (returned) {
      returned = false;
      lineEnd(End.RETURN, sink);
    }
    if (line.size() > 0 && !finished) {
      emit(sink);
    }
    finished = true;
  }

  private <E extends Exception> void add(byte c, Sink<E> sink) throws E {
    if (returned) {
      returned = false;
      if (c == '\n') {
        lineEnd(End.BOTH, sink);
        return;
      }
      lineEnd(End.RETURN, sink);
    }
    if (format.csv()) {
      csv(c, sink);
    } else {
      text(c, sink);
    }
  }

  private <E extends Exception> void text(byte c, Sink<E> sink) throws E {
    if (escaped) {
      escaped = false;
      marker |= c == '.';
      line.write(c);
    } else if (c == '\n' || c == '\r') {
      newline(c, sink);
    } else {
      escaped = c == '\\';
      line.write(c);
    }
  }

  private <E extends Exception> void csv(byte c, Sink<E> sink) throws E {
    if (!quoted && (c == '\n' || c == '\r')) {
      escaped = false;
      newline(c, sink);
      return;
    }
    boolean ownEscape = format.escape() != format.quote();
    if (quoted && ownEscape && c == format.escape()) {
      escaped = !escaped;
    } else {
      if (c == format.quote() && !escaped) {
        quoted = !quoted;
      }
      escaped = false;
    }
    line.write(c);
  }

  private <E extends Exception> void newline(byte c, Sink<E> sink) throws E {
    if (c == '\r' && end != End.RETURN) {
      if (end == End.NEWLINE) {
        throw new CopyFormat.MalformedException("line ends of two kinds");
      }
      returned = true;
    } else {
      lineEnd(c == '\r' ? End.RETURN : End.NEWLINE, sink);
    }
  }

  private <E extends Exception> void lineEnd(End found, Sink<E> sink) throws E {
    if (end != End.UNKNOWN && end != found) {
      throw new CopyFormat.MalformedException("line ends of two kinds");
    }
    end = found;
    emit(sink);
  }

  private <E extends Exception> void emit(Sink<E> sink) throws E {
    byte[] complete = line.toByteArray();
    line.reset();
    boolean alone = complete.length == 2 && complete[0] == '\\' && complete[1] == '.';
    if (alone && !format.csv()) {
      finished = true;
    } else if (alone || marker) {
      throw new CopyFormat.MalformedException("an end-of-data marker that is not its own line");
    } else {
      sink.line(complete);
    }
  }
}
