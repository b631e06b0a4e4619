package io.columnveil.it;

import io.columnveil.cli.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A policy with its keyring in a folder of its own, made as a DBA makes them. Beside it are a key
 * file and a passphrase; most policies name the former, which costs no Argon2id.
 */
final class Veil {

  private static final String PASSPHRASE = "correct horse battery staple of the tests";
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path policy;

  private Veil(Path policy) {
    this.policy = policy;
  }

  /** Writes a policy text into a new folder; no keyring yet. */
  static Veil write(String policyText) {
    try {
      Path folder = Files.createTempDirectory("columnveil-policy");
      folder.toFile().deleteOnExit();
      Files.writeString(folder.resolve("passphrase.txt"), PASSPHRASE);
      byte[] key = new byte[32];
      new SecureRandom().nextBytes(key);
      Files.write(Files.createFile(folder.resolve("kek.key"), OWNER_ONLY), key);
      Path policy = Files.writeString(folder.resolve("policy.yaml"), policyText);
      return new Veil(policy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A policy of the class path, with keys for tables that are declared new. */
  static Veil fresh(String policyResource) {
    return write(SqlScript.text(policyResource)).keysInit("--fresh");
  }

  /** Runs {@code keys init}. */
  Veil keysInit(String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("keys", "init", "--policy", policy.toString()));
    arguments.addAll(List.of(options));
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output, true);
    int exit = Main.run(writer, writer, false, arguments.toArray(String[]::new));
    if (exit != 0) {
      throw new IllegalStateException("keys init ended with " + exit + ": " + output);
    }
    return this;
  }

  /** The policy file. */
  Path policy() {
    return policy;
  }

  /**
   * The same policy and keyring in another folder, which this process has not opened yet: what is
   * read once per process is read again.
   */
  Veil copy() {
    try (Stream<Path> files = Files.list(policy.getParent())) {
      Path folder = Files.createTempDirectory("columnveil-policy");
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
      return new Veil(folder.resolve(policy.getFileName()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file beside the policy. */
  Path file(String name) {
    return policy.resolveSibling(name);
  }

  /** Replaces the policy's text; the keyring stays. */
  void rewrite(String policyText) {
    try {
      Files.writeString(policy, policyText);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
