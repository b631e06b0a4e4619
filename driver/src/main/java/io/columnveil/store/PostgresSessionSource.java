package io.columnveil.store;

import io.columnveil.session.Identity;
import io.columnveil.session.SessionFacts;
import io.columnveil.session.SessionSource;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;

/** Asks PostgreSQL about one session. */
final class PostgresSessionSource implements SessionSource {

  private static final String FAILED_TRANSACTION = "25P02";

  /**
   * Roles by explicit membership. Rows with {@code inherit_option} carry rights, rows with {@code
   * set_option} allow SET ROLE; a row with neither is only a right to administer. Before version 16
   * a membership always allows SET ROLE, and the member decides whether it inherits.
   */
  private static final String QUERY =
      """
      WITH RECURSIVE edge(member, role, inherits, settable) AS (%1$s),
      login(oid) AS (
        SELECT r.oid FROM pg_catalog.pg_roles r WHERE r.rolname = %2$s),
      become(oid) AS (
        SELECT l.oid FROM login l
        UNION SELECT e.role FROM become b JOIN edge e ON e.member = b.oid WHERE e.settable),
      ceiling(oid) AS (
        SELECT b.oid FROM become b
        UNION SELECT e.role FROM ceiling c JOIN edge e ON e.member = c.oid WHERE e.inherits),
      held(oid) AS (
        SELECT r.oid FROM pg_catalog.pg_roles r WHERE r.rolname = CURRENT_USER
        UNION SELECT e.role FROM held h JOIN edge e ON e.member = h.oid WHERE e.inherits)
      SELECT %2$s, CURRENT_USER,
        ARRAY(SELECT r.rolname::pg_catalog.text FROM pg_catalog.pg_roles r
          WHERE r.oid IN (SELECT c.oid FROM ceiling c)
            AND r.oid NOT IN (SELECT l.oid FROM login l)),
        ARRAY(SELECT r.rolname::pg_catalog.text FROM pg_catalog.pg_roles r
          WHERE r.oid IN (SELECT h.oid FROM held h) AND r.rolname <> CURRENT_USER),
        pg_catalog.current_schemas(true)::pg_catalog.text[],
        pg_catalog.current_setting('TimeZone'),
        pg_catalog.current_setting('DateStyle'),
        pg_catalog.current_setting('standard_conforming_strings'),
        CASE WHEN pg_catalog.pg_my_temp_schema() = 0 THEN '' ELSE (
          SELECT COALESCE(pg_catalog.string_agg(o.what, ',' ORDER BY o.what), '') FROM (
            SELECT c.oid || ':' || c.relname || ':' || COALESCE((
                SELECT pg_catalog.sum(pg_catalog.hash_record_extended(
                  ROW(a.attnum, a.attname, a.atttypid, a.attisdropped), 0))
                FROM pg_catalog.pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum > 0), 0) AS what
            FROM pg_catalog.pg_class c
            WHERE c.relnamespace = pg_catalog.pg_my_temp_schema()
              AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
            UNION ALL
            SELECT p.oid || ':' || p.xmin::pg_catalog.text FROM pg_catalog.pg_proc p
            WHERE p.pronamespace = pg_catalog.pg_my_temp_schema()
            UNION ALL
            SELECT w.oid || ':' || w.xmin::pg_catalog.text FROM pg_catalog.pg_rewrite w
            JOIN pg_catalog.pg_class c ON c.oid = w.ev_class
            WHERE c.relnamespace = pg_catalog.pg_my_temp_schema()) o) END
      """;

  private static final String EDGES_FROM_16 =
      """
      SELECT m.member, m.roleid, m.inherit_option, m.set_option
      FROM pg_catalog.pg_auth_members m\
      """;

  private static final String EDGES_TO_15 =
      """
      SELECT m.member, m.roleid, r.rolinherit, true
      FROM pg_catalog.pg_auth_members m JOIN pg_catalog.pg_roles r ON r.oid = m.member\
      """;

  private final Connection connection;
  private final ReportedSettings settings = new ReportedSettings();
  private @Nullable String authenticated;

  PostgresSessionSource(Connection connection) {
    this.connection = connection;
  }

  @Override
  public SessionFacts read() throws SQLException {
    String edges =
        connection.getMetaData().getDatabaseMajorVersion() >= 16 ? EDGES_FROM_16 : EDGES_TO_15;
    String login = authenticated;
    SessionFacts facts =
        PostgresQuery.run(
            connection,
            QUERY.formatted(edges, login == null ? "SESSION_USER" : literal(login)),
            PostgresSessionSource::facts);
    authenticated = facts.identity().user();
    return facts;
  }

  // Quoting would depend on a setting that may have changed.
  private static String literal(String name) {
    return "pg_catalog.convert_from(pg_catalog.decode('%s', 'hex'), 'UTF8')::pg_catalog.name"
        .formatted(HexFormat.of().formatHex(name.getBytes(StandardCharsets.UTF_8)));
  }

  private static SessionFacts facts(ResultSet rows) throws SQLException {
    rows.next();
    String strings = rows.getString(8);
    return new SessionFacts(
        new Identity(rows.getString(1), names(rows, 3), rows.getString(2), names(rows, 4)),
        List.of((String[]) rows.getArray(5).getArray()),
        rows.getString(9),
        Map.of("TimeZone", rows.getString(6), "DateStyle", rows.getString(7)),
        strings.equals("on")
            ? Optional.empty()
            : Optional.of(
                new SessionFacts.RefusedSetting("standard_conforming_strings", strings, "on")));
  }

  private static Set<String> names(ResultSet rows, int column) throws SQLException {
    return Set.of((String[]) rows.getArray(column).getArray());
  }

  @Override
  public Object reported() {
    try {
      Optional<BaseConnection> driver = PostgresQuery.driver(connection);
      return driver.isEmpty() ? List.of() : settings.of(driver.get().getParameterStatuses());
    } catch (SQLException e) {
      // A closed connection reports nothing; whatever is asked next fails by itself.
      return List.of();
    }
  }

  @Override
  public boolean isFailedTransaction(SQLException error) {
    return FAILED_TRANSACTION.equals(error.getSQLState());
  }
}
