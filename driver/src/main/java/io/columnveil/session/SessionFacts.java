package io.columnveil.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the database says of a session at one moment.
 *
 * @param identity who is connected
 * @param searchPath schemas in which bare names are looked up, in order, temporary and system
 *     schemas included where the database searches them
 * @param temporaryObjects changes with the session's temporary tables, views and functions; empty
 *     if it has none
 * @param settings settings that decide how values are written: {@code TimeZone}, {@code DateStyle}
 * @param refused why no statement may be run with the session's settings, if so
 */
public record SessionFacts(
    Identity identity,
    List<String> searchPath,
    String temporaryObjects,
    Map<String, String> settings,
    Optional<RefusedSetting> refused) {

  public SessionFacts {
    searchPath = List.copyOf(searchPath);
    settings = Map.copyOf(settings);
  }

  /**
   * A setting under which SQL is read in a way that cannot be followed.
   *
   * @param name its name
   * @param value its value
   * @param required the value that it must have
   */
  public record RefusedSetting(String name, String value, String required) {}
}
