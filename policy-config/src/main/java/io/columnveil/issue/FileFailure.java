package io.columnveil.issue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/** Why a file could not be read or written. */
public final class FileFailure {

  private FileFailure() {}

  /** In the operating system's words if it has some, else the kind of failure; never a path. */
  public static String reason(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    @Nullable String words = null;
    if (failure instanceof FileSystemException file) {
      words = file.getReason();
    } else if (failure.getClass() == IOException.class) {
      words = failure.getMessage(); // of a read or write of an open file: "No space left on device"
    }
    return words == null || words.isBlank() ? failure.getClass().getSimpleName() : words;
  }
}
