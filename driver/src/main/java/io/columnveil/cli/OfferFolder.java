package io.columnveil.cli;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.keys.KeyImport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

/**
 * The folder of an offer to import a key: what the customer gets, and what is kept, for its owner
 * only, until the customer's key has come.
 */
final class OfferFolder {

  private static final String PUBLIC = "import-key.pem";
  private static final String KEPT = "import-key.offer";

  private final Path folder;

  OfferFolder(Path folder) {
    this.folder = folder;
  }

  /** The public key for the customer. */
  Path publicKey() {
    return folder.resolve(PUBLIC);
  }

  boolean hasOffer() {
    return Files.exists(folder.resolve(KEPT));
  }

  /** What is kept comes last: without it there is no offer. */
  void write(KeyImport.Made made) {
    try {
      Files.createDirectories(folder, permissions("rwx------"));
      requireOwn();
      String pem =
          "-----BEGIN PUBLIC KEY-----\n"
              + Base64.getMimeEncoder(64, new byte[] {'\n'})
                  .encodeToString(made.offer().publicKey())
              + "\n-----END PUBLIC KEY-----\n";
      Files.deleteIfExists(publicKey()); // left by a process that was killed
      Files.writeString(publicKey(), pem, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      Path written = folder.resolve(KEPT + ".new");
      Files.deleteIfExists(written); // left by a process that was killed
      Files.createFile(written, permissions("rw-------"));
      overwrite(written, made.kept());
      Files.move(written, folder.resolve(KEPT), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw failure("written", e);
    }
  }

  /** What was kept. */
  byte[] kept() {
    try {
      requireOwn();
      return Files.readAllBytes(folder.resolve(KEPT));
    } catch (IOException e) {
      throw failure("read", e);
    }
  }

  /**
   * Ends the offer: the private half is overwritten and deleted. It is renamed first, so that a run
   * that is cut off leaves no half of an offer.
   */
  void destroy() {
    try {
      Path dying = folder.resolve(KEPT + ".used");
      if (hasOffer()) {
        Files.move(folder.resolve(KEPT), dying, StandardCopyOption.ATOMIC_MOVE);
      }
      if (Files.isRegularFile(dying, LinkOption.NOFOLLOW_LINKS)) {
        overwrite(dying, new byte[Math.toIntExact(Files.size(dying))]);
      }
      Files.deleteIfExists(dying);
      Files.deleteIfExists(publicKey());
    } catch (IOException e) {
      throw failure("destroyed", e);
    }
  }

  /** Whoever may write there could put his own public key in the place of ours. */
  private void requireOwn() throws IOException {
    if (knowsPermissions()) {
      for (PosixFilePermission permission : Files.getPosixFilePermissions(folder)) {
        if (permission == PosixFilePermission.GROUP_WRITE
            || permission == PosixFilePermission.OTHERS_WRITE) {
          throw new IssueException(
              Issue.error(
                  ErrorCode.POLICY_INVALID,
                  "the folder " + folder + " of the offer can be written by others than its owner",
                  "Name a new one, or take that permission away (chmod go-w)"));
        }
      }
    }
  }

  private boolean knowsPermissions() {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static void overwrite(Path file, byte[] bytes) throws IOException {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        out.write(rest);
      }
      out.force(true);
    }
  }

  private FileAttribute<?>[] permissions(String wanted) {
    return knowsPermissions()
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(wanted))
        }
        : new FileAttribute<?>[0];
  }

  private IssueException failure(String what, IOException e) {
    return new IssueException(
        Issue.error(
            ErrorCode.POLICY_INVALID,
            "the offer in "
                + folder
                + " cannot be "
                + what
                + " ("
                + e.getClass().getSimpleName()
                + ")",
            "Check the folder and its permissions"),
        e);
  }

  /** Where it is. */
  @Override
  public String toString() {
    return folder.toString();
  }

  /** A wrapped key as the customer sent it: its bytes, or Base64 of them. */
  static byte[] wrappedKey(Path file) {
    byte[] bytes;
    try {
      if (Files.size(file) > 64 * 1024) {
        throw new IOException("too large");
      }
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new IssueException(
          Issue.error(
              ErrorCode.POLICY_INVALID,
              "the wrapped key " + file + " cannot be read",
              "Check the path given to --wrapped"),
          e);
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (!text.matches("[A-Za-z0-9+/\\s]+={0,2}\\s*")) {
      return bytes;
    }
    try {
      return Base64.getMimeDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new IssueException(
          Issue.error(
              ErrorCode.POLICY_INVALID,
              "the wrapped key " + file + " is Base64 that ends early",
              "Give the whole file that the customer sent to --wrapped"),
          e);
    }
  }
}
