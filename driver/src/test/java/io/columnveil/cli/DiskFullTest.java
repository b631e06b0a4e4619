package io.columnveil.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Key commands in processes that may write no file of more than some kilobytes: for them the disk
 * is full in the middle of the keyring, and nobody has to be root.
 */
class DiskFullTest {

  private static final Path SHELL = Path.of("/bin/bash");
  private static final OpenOption APPEND = StandardOpenOption.APPEND;

  @TempDir Path folder;

  private Path policy;
  private Path keyring;

  @BeforeEach
  void makeAKeyring() throws IOException {
    assumeThat(SHELL).as("NOT RUN: there is no %s to set the limit", SHELL).exists();
    Files.writeString(folder.resolve("passphrase.txt"), "correct horse battery staple");
    policy =
        Files.writeString(
            folder.resolve("policy.yaml"),
            """
            version: 1
            keys:
              keyring: file:shop.keyring
              wrappedBy: { provider: passphrase, passphrase: "${file:passphrase.txt}" }
            tables:
              users:
                columns:
                  email: { type: varchar(320), scheme: randomized }
            roles:
              owner: { databaseUsers: [alice], decrypt: ["*"], unmask: ["*"] }
            """);
    keyring = folder.resolve("shop.keyring");
    keys("init", "--fresh");
    while (Files.size(keyring) <= 1024) {
      keys("rotate", "--all");
    }
  }

  @Test
  void aKeyringThatFindsNoRoomStaysAsItWas() throws Exception {
    Path key = folder.resolve("kek.key");
    Files.createFile(
        key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(key, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}, APPEND);
    Files.write(key, new byte[] {9, 8, 7, 6, 5, 4, 3, 2, 1, 10, 11, 12, 13, 14, 15, 16}, APPEND);
    Path other =
        Files.writeString(
            folder.resolve("new.yaml"),
            Files.readString(policy)
                .replaceAll("wrappedBy: .*", "wrappedBy: { provider: file, path: kek.key }"));
    byte[] before = Files.readAllBytes(keyring);

    for (int kilobytes : new int[] {0, 1}) { // nothing of the keyring has room, or a part
      for (List<String> command :
          List.of(
              List.of("rotate", "--all"), List.of("rewrap", "--to", other.toString(), "--yes"))) {
        Ended ended = limited(kilobytes, command);
        assertThat(ended.code()).as(ended.output()).isEqualTo(ExitCode.PROBLEMS);
        assertThat(ended.output())
            .contains("ERROR 08V01", "shop.keyring cannot be written (File too large)")
            .contains("It is as it was: make room for it")
            .doesNotContain("Exception");
        assertThat(Files.readAllBytes(keyring)).isEqualTo(before);
        assertThat(names()).noneMatch(name -> name.endsWith(".new"));
      }
    }
    assertThat(keys("list")).contains("active");
    keys("rotate", "--all");
    assertThat(Files.readAllBytes(keyring)).isNotEqualTo(before);
    keys("rewrap", "--to", other.toString(), "--yes");
  }

  private record Ended(int code, String output) {}

  /** What it prints goes through a pipe, which has no limit. */
  private Ended limited(int kilobytes, List<String> command) throws Exception {
    List<String> words = new ArrayList<>();
    words.addAll(
        List.of(
            SHELL.toString(),
            "-c",
            "ulimit -f " + kilobytes + "; exec \"$@\"",
            "limited",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:-UsePerfData", // a file of its own, which would be too large too
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "keys"));
    words.addAll(command);
    words.addAll(List.of("--policy", policy.toString()));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private String keys(String... words) {
    List<String> command = new ArrayList<>(List.of("keys"));
    command.addAll(List.of(words));
    command.addAll(List.of("--policy", policy.toString()));
    CommandLineRun run = CommandLineRun.of(command.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    return run.out();
  }
}
