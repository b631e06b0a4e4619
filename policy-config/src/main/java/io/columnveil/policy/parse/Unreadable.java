package io.columnveil.policy.parse;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file could not be read, in words of our own: those of the system may quote more. */
public final class Unreadable {

  private Unreadable() {}

  /** A few words, without the file's name. */
  public static String reason(Exception problem) {
    if (problem instanceof NoSuchFileException || problem instanceof NotDirectoryException) {
      return "there is no such file";
    }
    if (problem instanceof AccessDeniedException || problem instanceof SecurityException) {
      return "access is denied";
    }
    if (problem instanceof InvalidPathException) {
      return "this is not a path";
    }
    if (problem instanceof FileSystemException file && file.getReason() != null) {
      return file.getReason();
    }
    return "reading failed: " + problem.getClass().getSimpleName();
  }
}
