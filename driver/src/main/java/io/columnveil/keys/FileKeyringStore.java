package io.columnveil.keys;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.FileFailure;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * {@code file:}: the keyring is one file, replaced as a whole: written beside it, forced to disk,
 * then moved over it, under the lock of a second file. Where the file system knows permissions, a
 * new keyring is its owner's only, and one that others may write is not opened.
 */
final class FileKeyringStore implements KeyringStore {

  /** Thousands of columns fit into a fraction of it; it bounds what a wrong path can cost. */
  private static final int MAX_SIZE = 16 * 1024 * 1024;

  /** File locks hold between processes only; these hold between threads of this one. */
  private static final Map<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> TOO_WIDE =
      EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  private final Path file;

  /** In this file, which need not exist yet; its folder must. */
  public FileKeyringStore(Path file) {
    this.file = file.toAbsolutePath().normalize();
  }

  @Override
  public Optional<byte[]> read() {
    try {
      requireStrictPermissions();
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(MAX_SIZE + 1);
        if (bytes.length > MAX_SIZE) {
          throw failure("is too large for a keyring", "Check keys.keyring in the policy");
        }
        return Optional.of(bytes);
      }
    } catch (NoSuchFileException e) { // not where it may be there and cannot be seen
      requireNoLink();
      return Optional.empty();
    } catch (IOException e) {
      throw failure("cannot be read", e);
    }
  }

  /** What a link leads to may be on a volume that is not mounted: that is not "no keyring yet". */
  private void requireNoLink() {
    if (Files.isSymbolicLink(file)) {
      throw failure(
          "is a link to a file that is not there",
          "Mount or restore what it leads to, or take the link away");
    }
  }

  @Override
  public void replace(Function<Optional<byte[]>, byte[]> change) {
    Path target = target();
    Path folder = target.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw failure(
          "cannot be written: its folder is not there",
          "Make the folder, or correct keys.keyring in the policy");
    }
    ReentrantLock lock = LOCKS.computeIfAbsent(target, f -> new ReentrantLock());
    lock.lock();
    try (FileChannel lockFile = openLockFile(target);
        FileLock held = lockFile.lock()) {
      if (!held.isValid()) {
        throw failure("cannot be locked", "Try again");
      }
      write(change.apply(read()), target);
    } catch (IOException e) {
      throw failure(
          "cannot be written (" + FileFailure.reason(e) + ")",
          "It is as it was: make room for it, or allow its folder to be written, and try again");
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String stamp() {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.fileKey() + " " + attributes.lastModifiedTime() + " " + attributes.size();
    } catch (IOException e) {
      return "";
    }
  }

  @Override
  public String name() {
    return file.toString();
  }

  /**
   * Where the keyring itself is: a link to it stays a link, and whoever uses another name of it
   * waits for the same lock and sees the change.
   */
  private Path target() {
    try {
      return Files.exists(file) ? file.toRealPath() : file;
    } catch (IOException e) {
      throw failure("cannot be written", e);
    }
  }

  private static FileChannel openLockFile(Path target) throws IOException {
    Path lockPath = target.resolveSibling(target.getFileName() + ".lock");
    return FileChannel.open(lockPath, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private void write(byte[] bytes, Path target) throws IOException {
    Path written = target.resolveSibling(target.getFileName() + ".new");
    Files.deleteIfExists(written); // left by a process that was killed
    try {
      createLikeTheOld(written);
      try (FileChannel out = FileChannel.open(written, StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        while (rest.hasRemaining()) {
          out.write(rest);
        }
        out.force(true);
      }
      Files.move(
          written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      forceFolder(target);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  /**
   * Keeps owner, group and permissions, so that a change by a DBA does not lock applications out.
   */
  private void createLikeTheOld(Path written) throws IOException {
    if (!knowsPermissions()) {
      Files.createFile(written);
      return;
    }
    Files.createFile(written, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    if (Files.exists(file)) {
      PosixFileAttributeView from = Files.getFileAttributeView(file, PosixFileAttributeView.class);
      PosixFileAttributeView to = Files.getFileAttributeView(written, PosixFileAttributeView.class);
      var old = from.readAttributes();
      if (!old.owner().equals(to.readAttributes().owner())) {
        to.setOwner(old.owner());
      }
      if (!old.group().equals(to.readAttributes().group())) {
        to.setGroup(old.group());
      }
      to.setPermissions(old.permissions());
    }
  }

  /** The move itself must survive a power failure. Windows cannot open folders, and need not. */
  private void forceFolder(Path target) throws IOException {
    if (knowsPermissions()) {
      Path folder = target.getParent();
      if (folder != null) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
          channel.force(true);
        }
      }
    }
  }

  private void requireStrictPermissions() throws IOException {
    if (knowsPermissions()) {
      for (PosixFilePermission permission : Files.getPosixFilePermissions(file)) {
        if (TOO_WIDE.contains(permission)) {
          throw failure(
              "can be written by others than its owner", "Take that permission away (chmod go-w)");
        }
      }
    }
  }

  private boolean knowsPermissions() {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private IssueException failure(String what, IOException cause) {
    return new IssueException(
        Issue.error(
            ErrorCode.POLICY_INVALID,
            "keyring " + file + " " + what + " (" + FileFailure.reason(cause) + ")",
            "Check keys.keyring in the policy and the permissions of file and folder"),
        cause);
  }

  private IssueException failure(String what, String remedy) {
    return new IssueException(
        Issue.error(ErrorCode.POLICY_INVALID, "keyring " + file + " " + what, remedy));
  }
}
