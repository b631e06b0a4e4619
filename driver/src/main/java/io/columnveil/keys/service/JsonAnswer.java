package io.columnveil.keys.service;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A server's answer. Fields are read straight from its bytes, so that a key in it never becomes a
 * {@code String}, and the bytes are zeroed on close. A path is a list of names; {@code [0]} is the
 * first element of a list. What is not JSON has no fields.
 */
public final class JsonAnswer implements AutoCloseable {

  /** The first element of a list. */
  public static final String FIRST = "[0]";

  private static final JsonFactory JSON = new JsonFactory();

  private final int status;
  private final byte[] body;

  JsonAnswer(int status, byte[] body) {
    this.status = status;
    this.body = body;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Whether the status is one of success. */
  public boolean ok() {
    return status >= 200 && status < 300;
  }

  /** A text or number at a path. */
  public Optional<String> text(String... path) {
    return find(path, JsonParser::getText);
  }

  /** Bytes in base64 at a path. */
  public Optional<byte[]> binary(Base64Variant variant, String... path) {
    return find(path, parser -> parser.getBinaryValue(variant));
  }

  private interface Reading<T> {
    T read(JsonParser parser) throws IOException;
  }

  private <T> Optional<T> find(String[] path, Reading<T> reading) {
    try (JsonParser parser = JSON.createParser(body)) {
      JsonToken token = parser.nextToken();
      for (String step : path) {
        token = step.equals(FIRST) ? first(parser, token) : field(parser, token, step);
        if (token == null) {
          return Optional.empty();
        }
      }
      return token != null && token.isScalarValue() && token != JsonToken.VALUE_NULL
          ? Optional.of(reading.read(parser))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static @Nullable JsonToken first(JsonParser parser, JsonToken token) throws IOException {
    return token == JsonToken.START_ARRAY ? parser.nextToken() : null;
  }

  private static @Nullable JsonToken field(JsonParser parser, JsonToken token, String name)
      throws IOException {
    if (token != JsonToken.START_OBJECT) {
      return null;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = parser.currentName().equals(name);
      JsonToken value = parser.nextToken();
      if (found) {
        return value;
      }
      parser.skipChildren();
    }
    return null;
  }

  @Override
  public void close() {
    Arrays.fill(body, (byte) 0);
  }
}
