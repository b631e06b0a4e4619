package io.columnveil.keys;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * A real Hadoop KMS in a JVM of its own, with the class path that the module {@code hadoop-kms}
 * resolved. {@code admin} makes keys, {@code app} uses them.
 */
final class HadoopKmsServer implements AutoCloseable {

  static final Path CLASS_PATH = Path.of("hadoop-kms", "target", "class-path");

  private static final String SITE =
      """
      <configuration>
        <property><name>hadoop.kms.key.provider.uri</name><value>jceks://file@%s</value></property>
        <property><name>hadoop.kms.http.host</name><value>127.0.0.1</value></property>
        <property><name>hadoop.kms.http.port</name><value>%d</value></property>
      </configuration>
      """;

  private final Path folder;
  private final int port;
  private final HttpClient client = HttpClient.newHttpClient();
  private Process process;

  HadoopKmsServer(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    try (ServerSocket free = new ServerSocket(0)) {
      this.port = free.getLocalPort();
    }
    Files.writeString(
        folder.resolve("kms-site.xml"), SITE.formatted(folder.resolve("store.jceks"), port));
    Files.writeString(folder.resolve("core-site.xml"), "<configuration/>");
    Files.writeString(folder.resolve("log4j.properties"), "log4j.rootLogger=OFF\n");
    allow("app");
    start();
  }

  /** Who may use keys; the server looks at the file once a second or so, or when it starts. */
  void allow(String user) throws IOException {
    StringBuilder acls = new StringBuilder("<configuration>\n");
    for (String operation : new String[] {"GENERATE_EEK", "DECRYPT_EEK", "GET_METADATA"}) {
      acls.append(property("hadoop.kms.acl." + operation, "admin," + user));
    }
    for (String operation :
        new String[] {"CREATE", "DELETE", "ROLLOVER", "GET", "GET_KEYS", "SET_KEY_MATERIAL"}) {
      acls.append(property("hadoop.kms.acl." + operation, "admin"));
    }
    for (String operation : new String[] {"MANAGEMENT", "GENERATE_EEK", "DECRYPT_EEK", "READ"}) {
      acls.append(property("default.key.acl." + operation, "*"));
    }
    Path file = folder.resolve("kms-acls.xml");
    Files.writeString(file, acls.append("</configuration>"));
    // The server takes a file for new that was changed 100 ms after its last look or later.
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusMillis(500)));
  }

  private static String property(String name, String value) {
    return "<property><name>" + name + "</name><value>" + value + "</value></property>\n";
  }

  void start() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "--add-opens",
            "java.base/java.lang=ALL-UNNAMED",
            "-Dlog4j.configuration=" + folder.resolve("log4j.properties").toUri(),
            "-Dkms.config.dir=" + folder,
            "-Dkms.log.dir=" + folder,
            "-cp",
            folder + ":" + Files.readString(CLASS_PATH).strip(),
            "org.apache.hadoop.crypto.key.kms.server.KMSWebServer");
    builder.environment().put("HADOOP_KEYSTORE_PASSWORD", "of the test's key store");
    builder.environment().put("HADOOP_CONF_DIR", folder.toString());
    builder.redirectErrorStream(true);
    builder.redirectOutput(folder.resolve("server.log").toFile());
    process = builder.start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new IllegalStateException(Files.readString(folder.resolve("server.log")));
      }
      Thread.sleep(200);
    }
  }

  private boolean answers() throws InterruptedException {
    try {
      return send("GET", "/v1/keys/names?user.name=admin", "").statusCode() < 500;
    } catch (IOException e) {
      return false;
    }
  }

  String address() {
    return "http://127.0.0.1:" + port + "/kms";
  }

  Path folder() {
    return folder;
  }

  int port() {
    return port;
  }

  void makeKey(String name, int bits) throws IOException, InterruptedException {
    send(
        "POST",
        "/v1/keys?user.name=admin",
        "{\"name\":\"%s\",\"cipher\":\"AES/CTR/NoPadding\",\"length\":%d}".formatted(name, bits));
  }

  void deleteKey(String name) throws IOException, InterruptedException {
    send("DELETE", "/v1/key/" + name + "?user.name=admin", "");
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(address() + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Stops and continues the process, as a machine that hangs. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
