package io.columnveil.policy.parse;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Locations of the form {@code file:path}, {@code file:/path} and {@code file:///path}. */
public final class FileLocation {

  private static final String PREFIX = "file:";

  private FileLocation() {}

  /** Whether a location has this form. */
  public static boolean matches(String location) {
    return location.startsWith(PREFIX);
  }

  /**
   * The path, relative if it is written so.
   *
   * @throws InvalidPathException if it is none
   */
  public static Path path(String location) {
    if (location.startsWith("file:///")) {
      try {
        return Path.of(new URI(location));
      } catch (URISyntaxException | IllegalArgumentException e) {
        throw new InvalidPathException(location, "not a file URI");
      }
    }
    return Path.of(location.substring(PREFIX.length()));
  }
}
