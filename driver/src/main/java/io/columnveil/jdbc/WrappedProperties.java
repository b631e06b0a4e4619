package io.columnveil.jdbc;

import io.columnveil.catalog.Backend;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Refuses properties of the wrapped driver that run SQL past us or change how SQL is read. What a
 * property merely sets for the session, such as the search path, is read from the session itself.
 */
final class WrappedProperties {

  /** H2 settings that are fine with one value only, as they then change nothing. */
  private static final Map<String, String> H2_ONLY =
      Map.of(
          "MODE", "REGULAR",
          "DATABASE_TO_UPPER", "TRUE",
          "DATABASE_TO_LOWER", "FALSE",
          "CASE_INSENSITIVE_IDENTIFIERS", "FALSE",
          "BUILTIN_ALIAS_OVERRIDE", "FALSE",
          "OLD_INFORMATION_SCHEMA", "FALSE",
          "NON_KEYWORDS", "");

  /** Server settings that change neither how SQL is read nor who is asking. */
  private static final Set<String> POSTGRES_SETTINGS =
      Set.of(
          "application_name",
          "search_path",
          "timezone",
          "datestyle",
          "intervalstyle",
          "extra_float_digits",
          "statement_timeout",
          "lock_timeout",
          "idle_in_transaction_session_timeout",
          "idle_session_timeout",
          "work_mem",
          "maintenance_work_mem",
          "temp_buffers",
          "random_page_cost",
          "jit",
          "geqo",
          "synchronous_commit",
          "default_transaction_isolation",
          "default_transaction_read_only",
          "client_min_messages",
          "plan_cache_mode");

  private WrappedProperties() {}

  /**
   * Refuses what cannot be followed.
   *
   * @throws IssueException 0AV05
   */
  static void require(Backend backend, Map<String, String> properties) {
    properties.forEach(
        (name, value) -> {
          if (backend == Backend.H2) {
            requireH2(name.toUpperCase(Locale.ROOT), value);
          } else {
            requirePostgres(name, value);
          }
        });
  }

  private static void requireH2(String name, String value) {
    if (name.equals("INIT")) {
      throw refused(name, "it runs SQL that is not planned", "Run it over the connection");
    }
    String only = H2_ONLY.get(name);
    if (only != null && !only.equalsIgnoreCase(value.trim())) {
      throw refused(
          name,
          "it changes how SQL is read",
          only.isEmpty() ? "Leave it out" : "Leave it out or set it to " + only);
    }
  }

  private static void requirePostgres(String name, String value) {
    switch (name) {
      case "options" -> requireOptions(value);
      case "preferQueryMode" -> {
        if (value.equals("simple")) {
          throw refused(name, "it writes parameters into the statement's text", "Leave it out");
        }
      }
      case "replication" ->
          throw refused(name, "replication would pass by encryption", "Leave it out");
      case "service" ->
          throw refused(
              name,
              "the properties of its file cannot be looked at here",
              "Write them into the URL");
      default -> {
        // goes to the wrapped driver untouched
      }
    }
  }

  /**
   * What was not asked for in the URL, but by a data source or the wrapped driver's defaults.
   *
   * @throws IssueException 0AV05
   */
  static void requireExtendedQueries(Connection raw) throws SQLException {
    if (Postgres.sendsSimpleQueries(raw)) {
      throw refused(
          "preferQueryMode", "it writes parameters into the statement's text", "Leave it out");
    }
  }

  /** {@code -c name=value} and {@code --name=value} of settings that do no harm. */
  private static void requireOptions(String options) {
    String rest = options.trim();
    while (!rest.isEmpty()) {
      String setting;
      if (rest.startsWith("--")) {
        setting = rest.substring(2);
      } else if (rest.startsWith("-c")) {
        setting = rest.substring(2).stripLeading();
      } else {
        throw refused("options", "it is not a list of settings", "Write -c name=value");
      }
      int equals = setting.indexOf('=');
      String name = (equals < 0 ? setting : setting.substring(0, equals)).replace('-', '_');
      if (equals < 0 || !POSTGRES_SETTINGS.contains(name.toLowerCase(Locale.ROOT))) {
        throw refused(
            "options",
            "it sets what may change how SQL is read or who is asking",
            "Set only parameters such as search_path, application_name or statement_timeout");
      }
      int end = endOfValue(setting, equals + 1);
      rest = setting.substring(end).stripLeading();
    }
  }

  /** A backslash takes the meaning from a space. */
  private static int endOfValue(String setting, int begin) {
    int i = begin;
    while (i < setting.length() && !Character.isWhitespace(setting.charAt(i))) {
      i += setting.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(i, setting.length());
  }

  private static IssueException refused(String name, String why, String remedy) {
    return new IssueException(
        Issue.error(
            ErrorCode.SETTING_REFUSED,
            "the connection property " + name + " is refused: " + why,
            remedy));
  }
}
