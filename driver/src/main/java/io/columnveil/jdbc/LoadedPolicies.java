package io.columnveil.jdbc;

import io.columnveil.audit.AuditSink;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The policies of this process, loaded once and again when their file has changed. Thread-safe. */
final class LoadedPolicies {

  private record Entry(LoadedKeys keys, String stamp) {}

  private final AuditSink audit;
  private final Map<String, Entry> byLocation = new HashMap<>();

  /** None at first. */
  LoadedPolicies(AuditSink audit) {
    this.audit = audit;
  }

  /**
   * The policy at a location.
   *
   * @throws io.columnveil.issue.IssueException 08V01 if it cannot be loaded
   */
  LoadedKeys at(String location) {
    LoadedKeys found = find(location);
    if (found.isInFile()) {
      found.keyring().connect(); // not under the lock: a slow key service must not hold up others
    }
    return found;
  }

  private synchronized LoadedKeys find(String location) {
    String stamp = stamp(location);
    Entry known = byLocation.get(location);
    if (known != null && known.stamp().equals(stamp)) {
      return known.keys();
    }
    LoadedKeys loaded = LoadedKeys.load(location, audit);
    byLocation.put(location, new Entry(loaded, stamp));
    return loaded;
  }

  /** Changes with the file; resources of the class path do not change. */
  private static String stamp(String location) {
    if (location.startsWith("classpath:")) {
      return "";
    }
    try {
      Path file =
          location.startsWith("file:/")
              ? Path.of(URI.create(location))
              : Path.of(location.replaceFirst("^file:", ""));
      return Files.getLastModifiedTime(file) + "/" + Files.size(file);
    } catch (IOException | IllegalArgumentException unreadable) {
      return "unreadable"; // loading tells what is wrong
    }
  }
}
