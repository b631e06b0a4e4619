package io.columnveil.store;

import io.columnveil.session.Identity;
import io.columnveil.session.SessionFacts;
import io.columnveil.session.SessionSource;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks H2 about one session. H2 has no SET ROLE, so who is connected changes only when an
 * administrator grants or revokes: it is looked at again every second.
 */
final class H2SessionSource implements SessionSource {

  private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"]|\"\")*)\"");

  /** The role that everybody has is nobody's explicitly. */
  private static final String EVERYBODY = "PUBLIC";

  /**
   * An administrator sees every role as its own, so its roles are read from the granted rights; a
   * user who is none sees only its own roles, those held through others included.
   */
  private static final String QUERY =
      """
      SELECT CURRENT_USER, CURRENT_SCHEMA,
        (SELECT IS_ADMIN FROM INFORMATION_SCHEMA.USERS WHERE USER_NAME = CURRENT_USER),
        (SELECT ARRAY_AGG(ROLE_NAME) FROM INFORMATION_SCHEMA.ROLES),
        (SELECT ARRAY_AGG(GRANTEE ORDER BY GRANTEE, GRANTEDROLE) FROM INFORMATION_SCHEMA.RIGHTS
         WHERE GRANTEDROLE IS NOT NULL),
        (SELECT ARRAY_AGG(GRANTEDROLE ORDER BY GRANTEE, GRANTEDROLE)
         FROM INFORMATION_SCHEMA.RIGHTS WHERE GRANTEDROLE IS NOT NULL),
        (SELECT STATE_COMMAND FROM INFORMATION_SCHEMA.SESSION_STATE
         WHERE STATE_KEY = 'SCHEMA_SEARCH_PATH'),
        (SELECT LISTAGG(STATE_COMMAND, ';') WITHIN GROUP (ORDER BY STATE_KEY)
         FROM INFORMATION_SCHEMA.SESSION_STATE WHERE STATE_KEY LIKE 'TABLE %%'),
        (SELECT ARRAY_AGG(SETTING_NAME ORDER BY SETTING_NAME) FROM INFORMATION_SCHEMA.SETTINGS
         WHERE SETTING_NAME IN (%1$s)),
        (SELECT ARRAY_AGG(SETTING_VALUE ORDER BY SETTING_NAME) FROM INFORMATION_SCHEMA.SETTINGS
         WHERE SETTING_NAME IN (%1$s))
      """
          .formatted(
              "'MODE', 'DATABASE_TO_UPPER', 'DATABASE_TO_LOWER', 'CASE_INSENSITIVE_IDENTIFIERS',"
                  + " 'IGNORE_CATALOGS', 'NON_KEYWORDS', 'TIME ZONE'");

  private static final Map<String, String> REQUIRED =
      Map.of(
          "MODE", "REGULAR",
          "DATABASE_TO_UPPER", "true",
          "DATABASE_TO_LOWER", "false",
          "CASE_INSENSITIVE_IDENTIFIERS", "false",
          "IGNORE_CATALOGS", "false",
          "NON_KEYWORDS", "");

  private final Connection connection;

  H2SessionSource(Connection connection) {
    this.connection = connection;
  }

  @Override
  public SessionFacts read() throws SQLException {
    return BareQuery.run(connection, QUERY, H2SessionSource::facts);
  }

  private static SessionFacts facts(ResultSet rows) throws SQLException {
    rows.next();
    String user = rows.getString(1);
    Set<String> roles = new HashSet<>();
    if (rows.getBoolean(3)) {
      roles.addAll(grantedTo(user, strings(rows, 5), strings(rows, 6)));
    } else {
      roles.addAll(strings(rows, 4));
    }
    roles.remove(EVERYBODY);
    List<String> names = strings(rows, 9);
    List<String> values = strings(rows, 10);
    int timeZone = names.indexOf("TIME ZONE");
    return new SessionFacts(
        new Identity(user, roles, user, roles),
        searchPath(rows.getString(2), rows.getString(7)),
        Objects.requireNonNullElse(rows.getString(8), ""),
        timeZone < 0 ? Map.of() : Map.of("TimeZone", values.get(timeZone)),
        refused(names, values));
  }

  private static Set<String> grantedTo(String user, List<String> grantees, List<String> granted) {
    Set<String> roles = new HashSet<>();
    Deque<String> toVisit = new ArrayDeque<>(List.of(user));
    while (!toVisit.isEmpty()) {
      String member = toVisit.remove();
      for (int i = 0; i < grantees.size(); i++) {
        if (grantees.get(i).equals(member) && roles.add(granted.get(i))) {
          toVisit.add(granted.get(i));
        }
      }
    }
    return roles;
  }

  private static List<String> searchPath(String current, @Nullable String command) {
    List<String> path = new ArrayList<>();
    path.add(current);
    if (command != null) {
      Matcher matcher = QUOTED.matcher(command);
      while (matcher.find()) {
        path.add(matcher.group(1).replace("\"\"", "\""));
      }
    }
    return path;
  }

  private static Optional<SessionFacts.RefusedSetting> refused(
      List<String> names, List<String> values) {
    for (int i = 0; i < names.size(); i++) {
      String required = REQUIRED.get(names.get(i));
      if (required != null && !required.equalsIgnoreCase(values.get(i))) {
        return Optional.of(new SessionFacts.RefusedSetting(names.get(i), values.get(i), required));
      }
    }
    return Optional.empty();
  }

  private static List<String> strings(ResultSet rows, int column) throws SQLException {
    Array array = rows.getArray(column);
    return array == null
        ? List.of()
        : Arrays.stream((Object[]) array.getArray()).map(String::valueOf).toList();
  }

  @Override
  public Object reported() {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime());
  }

  @Override
  public boolean isFailedTransaction(SQLException error) {
    return false;
  }
}
