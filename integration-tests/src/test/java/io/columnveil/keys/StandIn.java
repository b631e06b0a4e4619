package io.columnveil.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** A server on this machine that stands in for a service which cannot run here. */
abstract class StandIn implements AutoCloseable {

  /** What it does instead of answering. */
  enum Trouble {
    NONE,
    BUSY,
    GARBAGE,
    SLOW,
    FLOOD
  }

  static final ObjectMapper JSON = new ObjectMapper();

  volatile Trouble trouble = Trouble.NONE;

  private final SecureRandom random = new SecureRandom();
  private final byte[] key = new byte[32];
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  /** Over plain HTTP. */
  StandIn() throws IOException {
    this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
  }

  /** Over HTTPS, for clients that show a certificate. */
  StandIn(SSLContext tls) throws IOException {
    this(https(tls));
  }

  private StandIn(HttpServer server) {
    this.server = server;
    random.nextBytes(key);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private static HttpServer https(SSLContext tls) throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(tls) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
            wanted.setNeedClientAuth(true);
            parameters.setSSLParameters(wanted);
          }
        });
    return server;
  }

  String address() {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return scheme + "://127.0.0.1:" + server.getAddress().getPort();
  }

  /** An answer. */
  record Answer(int status, JsonNode body) {}

  abstract Answer answer(HttpExchange request, byte[] body)
      throws IOException, GeneralSecurityException;

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Answer answer;
      try {
        answer = answer(exchange, body);
      } catch (GeneralSecurityException e) {
        throw new IOException(e);
      }
      switch (trouble) {
        case BUSY -> send(exchange, 503, "{\"errors\":[]}".getBytes(StandardCharsets.UTF_8));
        case GARBAGE -> send(exchange, 200, "<html>hello".getBytes(StandardCharsets.UTF_8));
        case FLOOD -> send(exchange, 200, new byte[1 << 20]);
        case SLOW -> {
          Thread.sleep(5_000);
          send(exchange, answer.status(), JSON.writeValueAsBytes(answer.body()));
        }
        case NONE -> send(exchange, answer.status(), JSON.writeValueAsBytes(answer.body()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  byte[] encrypt(byte[] plaintext, byte[] bound) throws GeneralSecurityException {
    byte[] nonce = new byte[12];
    random.nextBytes(nonce);
    byte[] ciphertext = gcm(Cipher.ENCRYPT_MODE, nonce, bound).doFinal(plaintext);
    return ByteBuffer.allocate(12 + ciphertext.length).put(nonce).put(ciphertext).array();
  }

  byte[] decrypt(byte[] ciphertext, byte[] bound) throws GeneralSecurityException {
    return gcm(Cipher.DECRYPT_MODE, Arrays.copyOf(ciphertext, 12), bound)
        .doFinal(ciphertext, 12, ciphertext.length - 12);
  }

  private Cipher gcm(int mode, byte[] nonce, byte[] bound) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    cipher.updateAAD(bound);
    return cipher;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
