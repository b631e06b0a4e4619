package io.columnveil;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Uses {@code columnveil.jar} as strangers do: in a process that has nothing else. */
class SelfContainedJarIT {

  private static final Path JAR =
      Path.of(System.getProperty("columnveil.jar", "target/columnveil.jar"));

  @TempDir Path folder;

  @Test
  void holdsNothingOutsideItsOwnPackagesButTheWrappedDriversAndTheLoggingApi() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.stream().map(entry -> entry.getName()).filter(n -> n.endsWith(".class")))
          .isNotEmpty()
          .allMatch(
              name ->
                  name.startsWith("io/columnveil/")
                      || name.startsWith("org/postgresql/")
                      || name.startsWith("org/h2/")
                      || name.startsWith("org/slf4j/"));
    }
  }

  @Test
  void namesAllDriversForTheDriverManager() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      byte[] services =
          jar.getInputStream(jar.getEntry("META-INF/services/java.sql.Driver")).readAllBytes();
      assertThat(new String(services, StandardCharsets.UTF_8).lines())
          .contains(
              "io.columnveil.jdbc.ColumnveilDriver", "org.postgresql.Driver", "org.h2.Driver");
    }
  }

  @Test
  void runsTheDemoAndConnectsToWhatItLeaves() throws Exception {
    Path kept = folder.resolve("kept");
    Run demo = java("-jar", JAR.toString(), "demo", "--keep", kept.toString());
    assertThat(demo.output()).doesNotContain("\u001b");
    assertThat(demo.code()).as(demo.output()).isZero();

    Path program =
        Files.writeString(
            folder.resolve("Probe.java"),
            """
            import java.sql.*;
            class Probe {
              public static void main(String[] args) throws Exception {
                try (Connection c = DriverManager.getConnection(args[0], "alice", "demo");
                    PreparedStatement s =
                        c.prepareStatement("SELECT id FROM customers WHERE phone = ?")) {
                  s.setString(1, "+44 7700 900007");
                  try (ResultSet r = s.executeQuery()) {
                    while (r.next()) System.out.println("found " + r.getInt(1));
                  }
                }
              }
            }
            """);
    Run probe =
        java(
            "-cp",
            JAR.toString(),
            program.toString(),
            "jdbc:columnveil:h2:file:"
                + kept.resolve("shop")
                + ";columnveil.policy="
                + kept.resolve("policy.yaml"));
    assertThat(probe.output()).contains("found 7");
  }

  private static Run java(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(arguments));
    File output = File.createTempFile("columnveil", ".out");
    try {
      Process process =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
      int code = process.waitFor();
      return new Run(code, Files.readString(output.toPath()));
    } finally {
      Files.delete(output.toPath());
    }
  }

  private record Run(int code, String output) {}
}
