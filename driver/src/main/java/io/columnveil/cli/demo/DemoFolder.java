package io.columnveil.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * The files of the tour: its policy and the passphrase of its keyring. A passphrase in a file
 * beside the keyring protects nothing; it is here so that the tour needs no set-up.
 */
final class DemoFolder {

  private static final int PASSPHRASE_BYTES = 24;

  private final Path folder;

  private DemoFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes the files into a new or empty folder.
   *
   * @throws IOException if the folder holds something already or cannot be written
   */
  static DemoFolder create(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (var entries = Files.list(folder)) {
      if (entries.findAny().isPresent()) {
        throw new IOException(folder + " is not empty; the demo needs a folder of its own");
      }
    }
    DemoFolder files = new DemoFolder(folder.toAbsolutePath());
    try (InputStream policy = DemoFolder.class.getResourceAsStream("policy.yaml")) {
      if (policy == null) {
        throw new IOException("the demo's policy is missing from the jar");
      }
      Files.copy(policy, files.policy());
    }
    byte[] secret = new byte[PASSPHRASE_BYTES];
    new SecureRandom().nextBytes(secret);
    Path passphrase = files.folder.resolve("passphrase.txt");
    Files.createFile(passphrase, ownerOnly(passphrase));
    Files.writeString(passphrase, Base64.getUrlEncoder().encodeToString(secret));
    return files;
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  Path policy() {
    return folder.resolve("policy.yaml");
  }

  /** Path of the database, as H2 wants it in a URL. */
  Path database() {
    return folder.resolve("shop");
  }
}
