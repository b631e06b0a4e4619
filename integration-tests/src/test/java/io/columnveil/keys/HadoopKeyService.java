package io.columnveil.keys;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real Hadoop KMS behind a gate that counts requests. It is killed and stopped as a process, and
 * takes rights away as its administrator does; only garbage is the gate's.
 */
public final class HadoopKeyService implements FailingKeyService {

  private static final byte[] GARBAGE = "<html>Hello".getBytes(StandardCharsets.UTF_8);

  private final HadoopKmsServer kms;
  private final HttpServer gate;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger calls = new AtomicInteger();
  private volatile long lastAnswer;
  private volatile Trouble trouble;

  /** Starts the server, which takes some seconds, and makes a key. */
  public HadoopKeyService() throws IOException, InterruptedException {
    kms = new HadoopKmsServer(Files.createTempDirectory("columnveil-kms"));
    kms.makeKey("cv", 256);
    gate = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gate.setExecutor(threads);
    gate.createContext("/", this::pass);
    gate.start();
  }

  /** Whether the server's class path was resolved. */
  public static boolean isThere() {
    return Files.exists(HadoopKmsServer.CLASS_PATH);
  }

  @Override
  public String wrappedBy() {
    return """
        provider: hadoop-kms
        address: http://127.0.0.1:%d/kms
        key: cv
        user: app
        timeout: 1s
    """
        .formatted(gate.getAddress().getPort());
  }

  private void pass(HttpExchange exchange) throws IOException {
    calls.incrementAndGet();
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (trouble == Trouble.GARBAGE) {
        answer(exchange, 200, GARBAGE);
        return;
      }
      HttpResponse<byte[]> response =
          client.send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + kms.port() + exchange.getRequestURI()))
                  .header("Content-Type", "application/json")
                  .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body))
                  .build(),
              BodyHandlers.ofByteArray());
      if (response.statusCode() == 200) {
        lastAnswer = System.nanoTime();
      }
      answer(exchange, response.statusCode(), response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public Duration timeLimit() {
    return Duration.ofSeconds(1);
  }

  @Override
  public void fail(Trouble wanted) throws IOException, InterruptedException {
    trouble = wanted;
    switch (wanted) {
      case REFUSES -> kms.allow("nobody");
      case DOWN -> kms.kill();
      case HANGS -> kms.signal("STOP");
      case GARBAGE -> {}
    }
  }

  @Override
  public void heal() throws IOException, InterruptedException {
    Trouble past = trouble;
    trouble = null;
    if (past != null) {
      switch (past) {
        case REFUSES -> kms.allow("app");
        case DOWN -> kms.start();
        case HANGS -> kms.signal("CONT");
        case GARBAGE -> {}
      }
    }
  }

  @Override
  public int calls() {
    return calls.get();
  }

  @Override
  public long lastAnswer() {
    return lastAnswer;
  }

  @Override
  public void close() {
    gate.stop(0);
    threads.shutdownNow();
    kms.close();
    try (var files = Files.walk(kms.folder())) {
      files.sorted(java.util.Comparator.reverseOrder()).map(Path::toFile).forEach(f -> f.delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
