package io.columnveil.keys.service;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.columnveil.issue.IssueException;
import io.columnveil.keys.ProviderSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that speaks JSON over HTTPS. Each request ends within its time limit, whatever the
 * server does; an answer has 64 KiB at most; redirects are not followed. Plain HTTP is taken for
 * this machine only. Thread-safe.
 */
public final class JsonServer {

  private static final Logger LOG = LoggerFactory.getLogger(JsonServer.class);
  private static final int MAX_ANSWER = 64 * 1024;
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final JsonFactory JSON = new JsonFactory();

  private final ServiceFailure failure;
  private final String base;
  private final Duration timeout;
  private final ProviderSettings settings;
  private HttpClient client;
  private String certificates;

  private JsonServer(
      ServiceFailure failure, String base, Duration timeout, ProviderSettings settings) {
    this.failure = failure;
    this.base = base;
    this.timeout = timeout;
    this.settings = settings;
    this.certificates = TlsSettings.stamp(settings);
    this.client = client(settings, timeout);
  }

  /**
   * The server of the settings {@code address}, {@code timeout}, {@code caFile}, {@code
   * clientCertificate}, {@code clientKeyPassword}. The files are read again when they change:
   * certificates are renewed while processes run.
   */
  public static JsonServer of(ProviderSettings settings, ServiceFailure failure) {
    URI address = address(settings);
    String text = address.toString();
    String base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    return new JsonServer(failure, base, settings.duration("timeout", TIMEOUT), settings);
  }

  private static HttpClient client(ProviderSettings settings, Duration timeout) {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout);
    TlsSettings.of(settings).ifPresent(client::sslContext);
    return client.build();
  }

  private synchronized HttpClient client() {
    String now = TlsSettings.stamp(settings);
    if (!now.equals(certificates)) {
      try {
        client = client(settings, timeout);
        certificates = now;
      } catch (IssueException e) {
        // Half written, perhaps: the certificates from before serve until the next request.
        LOG.warn("changed certificates cannot be used: {}", e.first().headline());
      }
    }
    return client;
  }

  private static URI address(ProviderSettings settings) {
    URI address;
    try {
      address = new URI(settings.required("address"));
    } catch (URISyntaxException e) {
      throw settings.invalid("the setting 'address' is not a URL", "Write https://host:port");
    }
    if (address.getHost() == null || address.getQuery() != null || address.getUserInfo() != null) {
      throw settings.invalid("the setting 'address' is not a URL", "Write https://host:port");
    }
    boolean safe =
        "https".equals(address.getScheme())
            || "http".equals(address.getScheme()) && isThisMachine(address.getHost());
    if (!safe) {
      throw settings.invalid(
          "the setting 'address' does not begin with https://",
          "Keys travel over TLS only; plain http is taken for this machine alone");
    }
    return address;
  }

  private static boolean isThisMachine(String host) {
    boolean literal = host.equals("localhost") || host.startsWith("[") || host.matches("[0-9.]+");
    try {
      return literal && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** What a request says in JSON. */
  public interface Body {
    /** Writes the fields of an object. */
    void write(JsonGenerator json) throws IOException;
  }

  /** GET. */
  public JsonAnswer get(String path, Map<String, String> headers) {
    return send(request(path, headers).GET().build());
  }

  /** POST of an object; its bytes are zeroed after the answer, because they may hold a key. */
  public JsonAnswer post(String path, Map<String, String> headers, Body body) {
    byte[] bytes = bytes(body);
    try {
      return send(
          request(path, headers)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofByteArray(bytes))
              .build());
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private HttpRequest.Builder request(String path, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).header("Accept", "application/json");
    try {
      headers.forEach(request::setHeader);
    } catch (IllegalArgumentException e) {
      // Its message repeats the header's value.
      throw failure.refused("a setting cannot be sent as a header");
    }
    return request;
  }

  /** Asked twice if the connection broke: wrapping and unwrapping may be repeated. */
  private JsonAnswer send(HttpRequest request) {
    long end = System.nanoTime() + timeout.toNanos();
    try {
      return once(request, end);
    } catch (IOException first) {
      try {
        return once(request, end);
      } catch (IOException second) {
        throw failure.unreachable(TlsFailure.reason(second));
      }
    }
  }

  private JsonAnswer once(HttpRequest request, long end) throws IOException {
    CompletableFuture<JsonAnswer> answer =
        client()
            .sendAsync(request, info -> new BoundedBody(MAX_ANSWER))
            .thenApply(response -> new JsonAnswer(response.statusCode(), response.body()));
    try {
      return answer.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw failure.unreachable("none within " + timeout.toMillis() + " ms");
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw failure.unreachable("this thread was interrupted");
    } catch (ExecutionException e) {
      throw broken(e.getCause());
    }
  }

  private IOException broken(@Nullable Throwable cause) {
    if (cause instanceof IOException io) {
      return io;
    }
    throw unexpected(cause);
  }

  private IssueException unexpected(@Nullable Throwable cause) {
    return failure.unreachable(cause == null ? "unknown" : cause.getClass().getSimpleName());
  }

  private static byte[] bytes(Body body) {
    Zeroed out = new Zeroed();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      body.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return out.take();
  }

  /** Leaves no copy of what was written. */
  private static final class Zeroed extends ByteArrayOutputStream {

    Zeroed() {
      super(16 * 1024); // larger than any request, so that it never grows and leaves a copy
    }

    byte[] take() {
      byte[] taken = toByteArray();
      Arrays.fill(buf, (byte) 0);
      return taken;
    }
  }
}
