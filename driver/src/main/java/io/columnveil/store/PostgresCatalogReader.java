package io.columnveil.store;

import io.columnveil.catalog.Backend;
import io.columnveil.catalog.Column;
import io.columnveil.catalog.QualifiedName;
import io.columnveil.catalog.Relation;
import io.columnveil.catalog.RelationKind;
import io.columnveil.catalog.RoutineDefinition;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postgresql.core.TransactionState;

/**
 * Reads PostgreSQL's catalogs, from version 15 on. Everything that it reads is readable by every
 * user.
 */
final class PostgresCatalogReader implements CatalogReader {

  private static final String DEFAULT_SCHEMA = "public";

  @Override
  public Backend backend() {
    return Backend.POSTGRESQL;
  }

  @Override
  public CatalogFacts read(Connection connection) throws SQLException {
    // Read first: a change while the rest is read is seen as a change later.
    String fingerprint = fingerprint(connection).catalog();
    return read(
        connection,
        PostgresCatalogSql.SHARED,
        fingerprint,
        PostgresQuery.run(connection, PostgresCatalogSql.WINDOWS, PostgresCatalogReader::windows),
        PostgresQuery.run(connection, PostgresCatalogSql.BUILT_IN, PostgresCatalogReader::names));
  }

  @Override
  public CatalogFacts readTemporary(Connection connection, String fingerprint) throws SQLException {
    return read(connection, PostgresCatalogSql.TEMPORARY, fingerprint, List.of(), Set.of());
  }

  private static CatalogFacts read(
      Connection connection,
      PostgresCatalogSql sql,
      String fingerprint,
      List<Window> windows,
      Set<String> builtIn)
      throws SQLException {
    List<Relation> relations = relations(connection, sql);
    List<Window> all = new ArrayList<>(windows);
    all.addAll(Window.past(Backend.POSTGRESQL, relations));
    return new CatalogFacts(
        Backend.POSTGRESQL,
        DEFAULT_SCHEMA,
        fingerprint,
        relations,
        PostgresQuery.run(connection, sql.routines(), PostgresCatalogReader::routines),
        PostgresQuery.run(connection, sql.reaches(), PostgresCatalogReader::reaches),
        PostgresQuery.run(connection, sql.foreignKeys(), PostgresCatalogReader::foreignKeys),
        all,
        builtIn);
  }

  @Override
  public Fingerprint fingerprint(Connection connection) throws SQLException {
    return PostgresQuery.run(
        connection,
        PostgresCatalogSql.FINGERPRINT,
        rows -> {
          rows.next();
          return new Fingerprint(rows.getString(1), rows.getString(2));
        });
  }

  @Override
  public boolean seesCommitted(Connection connection) throws SQLException {
    return PostgresQuery.driver(connection)
        .map(driver -> driver.getTransactionState() == TransactionState.IDLE)
        .orElse(false);
  }

  private static List<Relation> relations(Connection connection, PostgresCatalogSql sql)
      throws SQLException {
    Map<Long, String> definitions =
        PostgresQuery.run(connection, sql.definitions(), PostgresCatalogReader::definitions);
    Map<Long, List<QualifiedName>> parents =
        PostgresQuery.run(connection, sql.parents(), PostgresCatalogReader::parents);
    Set<Long> changeable =
        PostgresQuery.run(
            connection, sql.changeableViews(), PostgresCatalogReader::changeableViews);
    return PostgresQuery.run(
        connection, sql.relations(), rows -> relations(rows, definitions, parents, changeable));
  }

  private static List<Relation> relations(
      ResultSet rows,
      Map<Long, String> definitions,
      Map<Long, List<QualifiedName>> parents,
      Set<Long> changeable)
      throws SQLException {
    Map<Long, Relation> relations = new LinkedHashMap<>();
    Map<Long, List<Column>> columns = new LinkedHashMap<>();
    Map<Long, List<String>> keys = new LinkedHashMap<>();
    while (rows.next()) {
      long oid = rows.getLong("oid");
      if (!relations.containsKey(oid)) {
        relations.put(
            oid,
            new Relation(
                rows.getString("nspname"),
                rows.getString("relname"),
                kind(rows.getString("relkind"), rows.getString("relpersistence")),
                List.of(),
                Optional.ofNullable(definitions.get(oid)),
                parents.getOrDefault(oid, List.of()),
                changeable.contains(oid),
                List.of()));
      }
      if (rows.getString("attname") != null) {
        columns.computeIfAbsent(oid, o -> new ArrayList<>()).add(column(rows));
      }
      if (rows.getBoolean("keyed")) {
        keys.computeIfAbsent(oid, o -> new ArrayList<>()).add(rows.getString("attname"));
      }
    }
    List<Relation> complete = new ArrayList<>(relations.size());
    relations.forEach(
        (oid, r) ->
            complete.add(
                new Relation(
                    r.schema(),
                    r.name(),
                    r.kind(),
                    columns.getOrDefault(oid, List.of()),
                    r.definition(),
                    r.parents(),
                    r.changesItsTable(),
                    keys.getOrDefault(oid, List.of()))));
    return complete;
  }

  private static Column column(ResultSet rows) throws SQLException {
    String type = rows.getString("typname");
    return new Column(
        rows.getString("attname"),
        type,
        PostgresTypes.jdbcType(type),
        PostgresTypes.size(type, rows.getInt("typmod")),
        !rows.getString("attgenerated").isEmpty(),
        rows.getBoolean("loose"),
        rows.getBoolean("defaulted"),
        strings(rows, rows.findColumn("computed")),
        false,
        rows.getBoolean("decides"));
  }

  private static RelationKind kind(String kind, String persistence) {
    return switch (kind) {
      case "v" -> RelationKind.VIEW;
      case "m" -> RelationKind.MATERIALIZED_VIEW;
      case "f" -> RelationKind.FOREIGN_TABLE;
      default -> persistence.equals("t") ? RelationKind.TEMPORARY_TABLE : RelationKind.TABLE;
    };
  }

  private static Map<Long, String> definitions(ResultSet rows) throws SQLException {
    Map<Long, String> definitions = new LinkedHashMap<>();
    while (rows.next()) {
      String text = rows.getString(2);
      if (text != null) {
        definitions.put(rows.getLong(1), withoutSemicolon(text.strip()));
      }
    }
    return definitions;
  }

  private static String withoutSemicolon(String text) {
    return text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
  }

  private static Set<Long> changeableViews(ResultSet rows) throws SQLException {
    Set<Long> changeable = new HashSet<>();
    while (rows.next()) {
      changeable.add(rows.getLong(1));
    }
    return changeable;
  }

  private static Map<Long, List<QualifiedName>> parents(ResultSet rows) throws SQLException {
    Map<Long, List<QualifiedName>> parents = new LinkedHashMap<>();
    while (rows.next()) {
      parents
          .computeIfAbsent(rows.getLong(1), o -> new ArrayList<>())
          .add(new QualifiedName(rows.getString(2), rows.getString(3)));
    }
    return parents;
  }

  private static List<Routine> routines(ResultSet rows) throws SQLException {
    List<Routine> routines = new ArrayList<>();
    while (rows.next()) {
      QualifiedName name = new QualifiedName(rows.getString("nspname"), rows.getString("proname"));
      String language = rows.getString("lanname");
      String text =
          String.join(
              " ",
              rows.getString("prosrc"),
              rows.getString("sqlbody"),
              rows.getString("signature"));
      boolean opaque =
          !rows.getString("prokind").equals("a")
              && DynamicSql.isOpaque(language, rows.getString("extension"), text);
      routines.add(new Routine(name, text, opaque, definition(name, language, rows)));
    }
    return routines;
  }

  private static Optional<RoutineDefinition> definition(
      QualifiedName name, String language, ResultSet rows) throws SQLException {
    String path = rows.getString("path");
    boolean known =
        "fp".contains(rows.getString("prokind")) && (path == null || !path.contains("$user"));
    if (!known) {
      return Optional.empty();
    }
    String kept = rows.getString("sqlbody");
    String row = rows.getString("rowname");
    return Optional.of(
        new RoutineDefinition(
            name,
            rows.getString("prokind").equals("p"),
            rows.getString("signature"),
            language,
            kept.isEmpty() ? rows.getString("prosrc") : kept,
            outputs(rows),
            rows.getString("returns"),
            row == null
                ? Optional.empty()
                : Optional.of(new QualifiedName(rows.getString("rowschema"), row)),
            Optional.ofNullable(path).map(PostgresCatalogReader::searchPath)));
  }

  private static List<RoutineDefinition.Output> outputs(ResultSet rows) throws SQLException {
    List<String> names = strings(rows, rows.findColumn("argnames"));
    List<String> modes = strings(rows, rows.findColumn("argmodes"));
    List<String> types = strings(rows, rows.findColumn("argtypes"));
    List<RoutineDefinition.Output> outputs = new ArrayList<>();
    for (int i = 0; i < modes.size(); i++) {
      if ("obt".contains(modes.get(i))) {
        String given = i < names.size() ? names.get(i) : "";
        String made = "column" + (outputs.size() + 1);
        outputs.add(new RoutineDefinition.Output(given.isEmpty() ? made : given, types.get(i)));
      }
    }
    return outputs;
  }

  /** A path that does not name the temporary schema has it first. */
  private static List<String> searchPath(String setting) {
    List<String> path = new ArrayList<>();
    for (String part : setting.split(",", -1)) {
      String schema = part.strip();
      path.add(
          schema.startsWith("\"")
              ? schema.substring(1, schema.length() - 1).replace("\"\"", "\"")
              : schema);
    }
    if (!path.contains("pg_temp")) {
      path.add(0, "pg_temp");
    }
    return path;
  }

  private static List<Reach> reaches(ResultSet rows) throws SQLException {
    List<Reach> reaches = new ArrayList<>();
    while (rows.next()) {
      reaches.add(
          new Reach(
              member(rows.getString(1), rows.getString(2), rows.getString(3)),
              member(rows.getString(4), rows.getString(5), rows.getString(6)),
              Reach.When.valueOf(rows.getString(7))));
    }
    return reaches;
  }

  private static CatalogMember member(String kind, String schema, String name) {
    QualifiedName qualified = new QualifiedName(schema, name);
    return switch (kind) {
      case "f" -> CatalogMember.routine(qualified);
      case "o" -> new CatalogMember(CatalogMember.Kind.OPERATOR, qualified);
      case "t" -> new CatalogMember(CatalogMember.Kind.TYPE, qualified);
      default -> CatalogMember.relation(qualified);
    };
  }

  private static List<Window> windows(ResultSet rows) throws SQLException {
    List<Window> windows = new ArrayList<>();
    while (rows.next()) {
      QualifiedName table = new QualifiedName(rows.getString(1), rows.getString(2));
      windows.add(new Window(table, rows.getString(3), false));
    }
    return windows;
  }

  private static Set<String> names(ResultSet rows) throws SQLException {
    Set<String> names = new HashSet<>();
    while (rows.next()) {
      names.add(rows.getString(1));
    }
    return names;
  }

  private static List<ForeignKey> foreignKeys(ResultSet rows) throws SQLException {
    List<ForeignKey> keys = new ArrayList<>();
    while (rows.next()) {
      keys.add(
          new ForeignKey(
              new QualifiedName(rows.getString(1), rows.getString(2)),
              strings(rows, 3),
              new QualifiedName(rows.getString(4), rows.getString(5)),
              strings(rows, 6)));
    }
    return keys;
  }

  private static List<String> strings(ResultSet rows, int column) throws SQLException {
    return List.of((String[]) rows.getArray(column).getArray());
  }
}
