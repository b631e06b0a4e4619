package io.columnveil.keys.file;

import io.columnveil.crypto.RsaKeyWrap;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.keys.ProviderSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * The file that a policy names. Where the file system knows permissions, nobody but its owner may
 * have any.
 */
final class KeyFile {

  private static final int MAX_SIZE = 64 * 1024;
  private static final int AES_LENGTH = 32;

  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private final ProviderSettings settings;
  private final Path file;

  KeyFile(ProviderSettings settings) {
    this.settings = settings;
    this.file =
        settings
            .path("path")
            .orElseThrow(() -> settings.invalid("provider 'file' needs 'path'", "Add it"));
  }

  /**
   * The key.
   *
   * @throws IssueException 55V01 if the file is not there or not readable, 08V01 if it is no key or
   *     a weak one
   */
  KeyMaterial read() {
    byte[] bytes = bytes();
    try {
      KeyMaterial material =
          bytes.length == AES_LENGTH
              ? new AesMaterial(bytes.clone())
              : new EncodedKey(settings).read(bytes);
      requireStrong(material);
      return material;
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /**
   * Makes the file with this key, as a whole and for its owner only. One with the same key stays.
   *
   * @return removes the file, if it was made by this call
   */
  Runnable adopt(byte[] key) {
    if (Files.exists(file)) {
      try (KeyMaterial present = read()) {
        if (!(present instanceof AesMaterial aes) || !MessageDigest.isEqual(aes.key(), key)) {
          throw settings.invalid(
              "the key file holds another key already", "Name a path at which there is no file");
        }
        return () -> {};
      }
    }
    Path written = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(written); // left by a process that was killed
      create(written);
      try (FileChannel out = FileChannel.open(written, StandardOpenOption.WRITE)) {
        out.write(ByteBuffer.wrap(key));
        out.force(true);
      }
      Files.move(written, file);
    } catch (IOException e) {
      discard(written);
      throw settings.invalid(
          "the key file cannot be made (" + e.getClass().getSimpleName() + ")",
          "Check the folder of keys.wrappedBy.path");
    }
    try {
      forceFolder();
    } catch (IOException e) {
      remove();
      throw settings.invalid(
          "the folder of the key file cannot be forced to disk ("
              + e.getClass().getSimpleName()
              + ")",
          "Check the folder of keys.wrappedBy.path");
    }
    return this::remove;
  }

  /** The key must not stay in a file that nobody knows of. */
  private static void discard(Path written) {
    try {
      Files.deleteIfExists(written);
    } catch (IOException e) {
      throw unavailable("a file beside the key file, which holds the key, cannot be removed");
    }
  }

  private void create(Path written) throws IOException {
    if (knowsPermissions()) {
      Files.createFile(
          written,
          PosixFilePermissions.asFileAttribute(
              EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)));
    } else {
      Files.createFile(written);
    }
  }

  /** The move itself must survive a power failure. Windows cannot open folders, and need not. */
  private void forceFolder() throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (knowsPermissions() && folder != null) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw unavailable("the key file that was made cannot be removed again");
    }
  }

  private boolean knowsPermissions() {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private void requireStrong(KeyMaterial material) {
    if (material instanceof RsaMaterial && material.strength() < RsaKeyWrap.MIN_BITS) {
      throw settings.invalid("the RSA key has fewer than 3072 bits", "Make one of 3072 or more");
    }
    if (material instanceof AesMaterial aes && (aes.key().length != AES_LENGTH || isFlat(aes))) {
      material.close();
      throw settings.invalid(
          "the AES key has not 256 bits, or repeats one byte", "Make one of 32 random bytes");
    }
  }

  private static boolean isFlat(AesMaterial aes) {
    int difference = 0;
    for (byte b : aes.key()) {
      difference |= b ^ aes.key()[0];
    }
    return difference == 0;
  }

  private byte[] bytes() {
    try {
      if (knowsPermissions() && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
        throw settings.invalid(
            "the key file can be read or written by others than its owner",
            "Take those permissions away (chmod go-rwx)");
      }
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(MAX_SIZE + 1);
        if (bytes.length > MAX_SIZE) {
          throw settings.invalid("the key file is too large for a key", "Check its path");
        }
        return bytes;
      }
    } catch (NoSuchFileException e) {
      throw unavailable("the key file is not there");
    } catch (IOException e) {
      throw unavailable("the key file cannot be read");
    }
  }

  private static IssueException unavailable(String why) {
    return new IssueException(
        Issue.error(ErrorCode.KEY_UNAVAILABLE, why, "Check keys.wrappedBy.path in the policy"));
  }
}
