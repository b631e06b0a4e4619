package io.columnveil.policy;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.FileFailure;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.policy.parse.FileLocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Small files beside a policy, of the policy's name and a suffix: its seal, a keyring's mark. */
public final class PolicyCompanion {

  private static final String CLASSPATH = "classpath:";
  private static final int MAX_BYTES = 64 * 1024;

  /** File locks hold between processes only. */
  private static final ReentrantLock THREADS = new ReentrantLock();

  private PolicyCompanion() {}

  /**
   * The text of a file beside the policy at a location, if it is there.
   *
   * @throws IssueException 08V01 if it is there and cannot be read
   */
  public static Optional<String> read(String location, String suffix) {
    try (InputStream in = open(location, suffix)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | InvalidPathException e) {
      throw failure(suffix, "read");
    }
  }

  /**
   * Changes a file beside the policy, as a whole, while no other process and no other thread of
   * this one does: what one of them wrote is never lost to another. Whoever only reads waits for
   * nobody.
   *
   * @param change from the present text, if there is one
   * @return what was written
   * @throws IssueException 08V01 if it cannot be written, or the policy is on the class path
   */
  public static String update(
      String location, String suffix, Function<Optional<String>, String> change) {
    if (location.startsWith(CLASSPATH)) {
      throw failure(suffix, "written: the policy is on the class path");
    }
    try {
      Path file = path(location, suffix);
      THREADS.lock();
      try (FileChannel lockFile =
              FileChannel.open(
                  file.resolveSibling(file.getFileName() + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock held = lockFile.lock()) {
        if (!held.isValid()) {
          throw new IOException("not locked");
        }
        String changed = change.apply(read(location, suffix));
        replace(file, changed);
        return changed;
      } finally {
        THREADS.unlock();
      }
    } catch (IOException e) {
      throw failure(suffix, "written (" + FileFailure.reason(e) + ")");
    } catch (InvalidPathException e) {
      throw failure(suffix, "written");
    }
  }

  private static void replace(Path file, String text) throws IOException {
    Path written = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.writeString(
          written,
          text,
          StandardOpenOption.CREATE,
          StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE,
          StandardOpenOption.SYNC);
      Files.move(
          written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(written); // what a full disk has room for is not the whole
      throw e;
    }
  }

  private static @Nullable InputStream open(String location, String suffix) throws IOException {
    if (!location.startsWith(CLASSPATH)) {
      return Files.newInputStream(path(location, suffix));
    }
    String resource = location.substring(CLASSPATH.length()) + suffix;
    String path = resource.startsWith("/") ? resource.substring(1) : resource;
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    InputStream found = context == null ? null : context.getResourceAsStream(path);
    return found != null ? found : PolicyCompanion.class.getClassLoader().getResourceAsStream(path);
  }

  private static Path path(String location, String suffix) {
    Path policy = FileLocation.matches(location) ? FileLocation.path(location) : Path.of(location);
    return policy.resolveSibling(policy.getFileName() + suffix);
  }

  private static IssueException failure(String suffix, String what) {
    return new IssueException(
        Issue.error(
            ErrorCode.POLICY_INVALID,
            "the file '" + suffix + "' beside the policy cannot be " + what,
            "Check its permissions, those of its folder, and the room there"));
  }
}
