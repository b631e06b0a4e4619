package io.columnveil.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * SoftHSM 2: as installed, or else from Debian's packages, unpacked below {@code target} without
 * installing them. The library reads {@code SOFTHSM2_CONF} from this process's environment, which
 * the build sets.
 */
final class SoftHsm {

  private static final String LIBRARY = "libsofthsm2.so";
  private static final Path UNPACKED = Path.of("target", "softhsm", "packages").toAbsolutePath();

  private final Path library;
  private final Path util;

  private SoftHsm(Path library, Path util) {
    this.library = library;
    this.util = util;
  }

  /** Nothing, with the reason printed by the caller, if it can't be had. */
  static Optional<SoftHsm> find() throws IOException, InterruptedException {
    String configuration = System.getenv("SOFTHSM2_CONF");
    if (configuration == null) {
      return Optional.empty();
    }
    Path tokens = Path.of("target", "softhsm", "tokens").toAbsolutePath();
    Files.createDirectories(tokens);
    Files.writeString(
        Path.of(configuration),
        "directories.tokendir = " + tokens + "\nobjectstore.backend = file\nlog.level = ERROR\n");
    Optional<SoftHsm> installed = in(Path.of("/"));
    if (installed.isPresent()) {
      return installed;
    }
    if (in(UNPACKED).isEmpty()) {
      unpack();
    }
    return in(UNPACKED);
  }

  private static Optional<SoftHsm> in(Path root) throws IOException {
    Path util = root.resolve("usr/bin/softhsm2-util");
    Path libraries = root.resolve("usr/lib");
    if (!Files.isExecutable(util)) {
      return Optional.empty();
    }
    try (Stream<Path> files =
        Files.find(libraries, 3, (p, a) -> p.getFileName().toString().equals(LIBRARY))) {
      return files.findFirst().map(found -> new SoftHsm(found, util));
    }
  }

  private static void unpack() throws IOException, InterruptedException {
    Files.createDirectories(UNPACKED);
    run(UNPACKED, "apt-get", "download", "softhsm2", "libsofthsm2", "softhsm2-common");
    try (Stream<Path> files = Files.list(UNPACKED)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".deb")).toList()) {
        run(UNPACKED, "dpkg", "-x", file.toString(), UNPACKED.toString());
      }
    }
  }

  Path library() {
    return library;
  }

  /** A new token in the first free slot. */
  int makeToken(String label, String pin) throws IOException, InterruptedException {
    String said =
        run(
            Path.of("."),
            util.toString(),
            "--module",
            library.toString(),
            "--init-token",
            "--free",
            "--label",
            label,
            "--pin",
            pin,
            "--so-pin",
            "so-" + pin);
    String number = said.replaceAll("(?s).*reassigned to slot (\\d+).*", "$1").strip();
    return Integer.parseUnsignedInt(number);
  }

  /** What it printed; empty if it could not be run or failed. */
  private static String run(Path folder, String... command)
      throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .start();
      String said =
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0 ? said : "";
    } catch (IOException e) {
      return ""; // no such program on this machine
    }
  }
}
