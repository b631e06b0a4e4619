package io.columnveil.store;

import io.columnveil.catalog.Backend;
import io.columnveil.catalog.Column;
import io.columnveil.catalog.QualifiedName;
import io.columnveil.catalog.Relation;
import io.columnveil.catalog.RelationKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads H2's information schema. H2 tells nobody which tables a Java alias or trigger reads, so all
 * of them are opaque; it stores the text of views with every table qualified and every name quoted,
 * from which their dependencies are read.
 */
public final class H2CatalogReader implements CatalogReader {

  private static final String DEFAULT_SCHEMA = "PUBLIC";

  private static final Pattern QUALIFIED =
      Pattern.compile("\"((?:[^\"]|\"\")*)\"\\.\"((?:[^\"]|\"\")*)\"");

  private static final String LOCAL = "t.TABLE_TYPE = 'LOCAL TEMPORARY'";
  private static final String SHARED =
      "t.TABLE_SCHEMA <> 'INFORMATION_SCHEMA' AND t.TABLE_TYPE <> 'LOCAL TEMPORARY'";

  private static final String RELATIONS =
      """
      SELECT t.TABLE_SCHEMA, t.TABLE_NAME, t.TABLE_TYPE, t.TABLE_CLASS, t.STORAGE_TYPE,
        c.COLUMN_NAME, c.DATA_TYPE, c.CHARACTER_MAXIMUM_LENGTH, c.NUMERIC_PRECISION,
        c.IS_GENERATED, c.COLLATION_NAME, c.COLUMN_DEFAULT
      FROM INFORMATION_SCHEMA.TABLES t
      LEFT JOIN INFORMATION_SCHEMA.COLUMNS c
        ON c.TABLE_SCHEMA = t.TABLE_SCHEMA AND c.TABLE_NAME = t.TABLE_NAME
      WHERE %s
      ORDER BY t.TABLE_SCHEMA, t.TABLE_NAME, c.ORDINAL_POSITION
      """;

  private static final String VIEWS =
      """
      SELECT TABLE_SCHEMA, TABLE_NAME, VIEW_DEFINITION FROM INFORMATION_SCHEMA.VIEWS
      WHERE TABLE_SCHEMA <> 'INFORMATION_SCHEMA'
      """;

  private static final String SYNONYMS =
      """
      SELECT SYNONYM_SCHEMA, SYNONYM_NAME, SYNONYM_FOR_SCHEMA, SYNONYM_FOR
      FROM INFORMATION_SCHEMA.SYNONYMS
      """;

  private static final String ROUTINES =
      "SELECT DISTINCT ROUTINE_SCHEMA, ROUTINE_NAME FROM INFORMATION_SCHEMA.ROUTINES";

  private static final String TRIGGERS =
      """
      SELECT TRIGGER_SCHEMA, TRIGGER_NAME, EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE
      FROM INFORMATION_SCHEMA.TRIGGERS
      """;

  private static final String DEFAULTS =
      """
      SELECT TABLE_SCHEMA, TABLE_NAME,
        CONCAT_WS(' ', COLUMN_DEFAULT, GENERATION_EXPRESSION, COLUMN_ON_UPDATE)
      FROM INFORMATION_SCHEMA.COLUMNS
      WHERE TABLE_SCHEMA <> 'INFORMATION_SCHEMA'
        AND COALESCE(COLUMN_DEFAULT, GENERATION_EXPRESSION, COLUMN_ON_UPDATE) IS NOT NULL
      """;

  private static final String FOREIGN_KEYS =
      """
      SELECT k.TABLE_SCHEMA, k.TABLE_NAME, ARRAY_AGG(k.COLUMN_NAME),
        u.TABLE_SCHEMA, u.TABLE_NAME, ARRAY_AGG(u.COLUMN_NAME)
      FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS r
      JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE k
        ON k.CONSTRAINT_SCHEMA = r.CONSTRAINT_SCHEMA AND k.CONSTRAINT_NAME = r.CONSTRAINT_NAME
      JOIN INFORMATION_SCHEMA.KEY_COLUMN_USAGE u
        ON u.CONSTRAINT_SCHEMA = r.UNIQUE_CONSTRAINT_SCHEMA
        AND u.CONSTRAINT_NAME = r.UNIQUE_CONSTRAINT_NAME
        AND u.ORDINAL_POSITION = k.POSITION_IN_UNIQUE_CONSTRAINT
      WHERE r.UPDATE_RULE IN ('CASCADE', 'SET NULL', 'SET DEFAULT')
        OR r.DELETE_RULE IN ('SET NULL', 'SET DEFAULT')
      GROUP BY r.CONSTRAINT_SCHEMA, r.CONSTRAINT_NAME, k.TABLE_SCHEMA, k.TABLE_NAME,
        u.TABLE_SCHEMA, u.TABLE_NAME
      """;

  private static final String FINGERPRINT =
      """
      SELECT CONCAT_WS('.',
        (SELECT SUM(ORA_HASH(CONCAT_WS('/', TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, TABLE_CLASS)))
         FROM INFORMATION_SCHEMA.TABLES
         WHERE TABLE_SCHEMA <> 'INFORMATION_SCHEMA' AND TABLE_TYPE <> 'LOCAL TEMPORARY'),
        (SELECT SUM(ORA_HASH(CONCAT_WS('/', c.TABLE_SCHEMA, c.TABLE_NAME, c.COLUMN_NAME,
           c.ORDINAL_POSITION, c.DATA_TYPE, c.CHARACTER_MAXIMUM_LENGTH, c.NUMERIC_PRECISION,
           c.IS_GENERATED, c.COLUMN_DEFAULT, c.GENERATION_EXPRESSION, c.COLLATION_NAME)))
         FROM INFORMATION_SCHEMA.COLUMNS c
         WHERE c.TABLE_SCHEMA <> 'INFORMATION_SCHEMA'),
        (SELECT SUM(ORA_HASH(CONCAT_WS('/', TABLE_SCHEMA, TABLE_NAME, VIEW_DEFINITION)))
         FROM INFORMATION_SCHEMA.VIEWS WHERE TABLE_SCHEMA <> 'INFORMATION_SCHEMA'),
        (SELECT SUM(ORA_HASH(CONCAT_WS('/', SYNONYM_SCHEMA, SYNONYM_NAME, SYNONYM_FOR_SCHEMA,
           SYNONYM_FOR))) FROM INFORMATION_SCHEMA.SYNONYMS),
        (SELECT SUM(ORA_HASH(CONCAT_WS('/', TRIGGER_SCHEMA, TRIGGER_NAME, EVENT_OBJECT_SCHEMA,
           EVENT_OBJECT_TABLE, JAVA_CLASS))) FROM INFORMATION_SCHEMA.TRIGGERS),
        (SELECT SUM(ORA_HASH(CONCAT_WS('/', ROUTINE_SCHEMA, SPECIFIC_NAME, EXTERNAL_NAME)))
         FROM INFORMATION_SCHEMA.ROUTINES),
        (SELECT SUM(ORA_HASH(CONCAT_WS('/', CONSTRAINT_SCHEMA, CONSTRAINT_NAME, UPDATE_RULE,
           DELETE_RULE))) FROM INFORMATION_SCHEMA.REFERENTIAL_CONSTRAINTS))
      """;

  @Override
  public Backend backend() {
    return Backend.H2;
  }

  @Override
  public CatalogFacts read(Connection connection) throws SQLException {
    // Read first: a change while the rest is read is seen as a change later.
    String fingerprint = fingerprint(connection).catalog();
    List<Routine> routines = BareQuery.run(connection, ROUTINES, H2CatalogReader::routines);
    Map<QualifiedName, String> views =
        BareQuery.run(connection, VIEWS, H2CatalogReader::definitions);
    Map<QualifiedName, QualifiedName> synonyms =
        BareQuery.run(connection, SYNONYMS, H2CatalogReader::synonyms);
    List<Relation> relations =
        BareQuery.run(connection, RELATIONS.formatted(SHARED), rows -> relations(rows, views));
    List<Relation> all = new ArrayList<>(relations);
    all.addAll(synonymRelations(synonyms, relations));
    List<Routine> triggers = BareQuery.run(connection, TRIGGERS, H2CatalogReader::triggers);
    List<Routine> code = new ArrayList<>(routines);
    code.addAll(triggers);
    return new CatalogFacts(
        Backend.H2,
        DEFAULT_SCHEMA,
        fingerprint,
        all,
        code,
        reaches(connection, views, synonyms, relations),
        BareQuery.run(connection, FOREIGN_KEYS, H2CatalogReader::foreignKeys));
  }

  @Override
  public CatalogFacts readTemporary(Connection connection, String fingerprint) throws SQLException {
    return new CatalogFacts(
        Backend.H2,
        DEFAULT_SCHEMA,
        fingerprint,
        BareQuery.run(connection, RELATIONS.formatted(LOCAL), rows -> relations(rows, Map.of())),
        List.of(),
        List.of(),
        List.of());
  }

  @Override
  public Fingerprint fingerprint(Connection connection) throws SQLException {
    return BareQuery.run(
        connection,
        FINGERPRINT,
        rows -> {
          rows.next();
          return new Fingerprint(rows.getString(1), "");
        });
  }

  /** Always: DDL commits. */
  @Override
  public boolean seesCommitted(Connection connection) {
    return true;
  }

  private static List<Reach> reaches(
      Connection connection,
      Map<QualifiedName, String> views,
      Map<QualifiedName, QualifiedName> synonyms,
      List<Relation> relations)
      throws SQLException {
    List<Reach> reaches = new ArrayList<>();
    views.forEach((view, text) -> addMentioned(view, text, false, reaches));
    synonyms.forEach(
        (synonym, target) ->
            reaches.add(
                new Reach(CatalogMember.relation(synonym), CatalogMember.relation(target), false)));
    addUntold(relations, reaches);
    BareQuery.run(
        connection,
        TRIGGERS,
        rows -> {
          while (rows.next()) {
            reaches.add(
                new Reach(
                    CatalogMember.relation(rows.getString(3), rows.getString(4)),
                    CatalogMember.routine(rows.getString(1), rows.getString(2)),
                    true));
          }
          return reaches;
        });
    BareQuery.run(
        connection,
        DEFAULTS,
        rows -> {
          while (rows.next()) {
            addMentioned(
                new QualifiedName(rows.getString(1), rows.getString(2)),
                rows.getString(3),
                true,
                reaches);
          }
          return reaches;
        });
    return reaches;
  }

  /** A name may be a table's or a routine's: what does not exist reaches nothing. */
  private static void addMentioned(
      QualifiedName user, String text, boolean onWrite, List<Reach> reaches) {
    Matcher matcher = QUALIFIED.matcher(text);
    int from = 0;
    // Overlapping: "schema"."table"."column" holds two pairs.
    while (matcher.find(from)) {
      String schema = matcher.group(1).replace("\"\"", "\"");
      String name = matcher.group(2).replace("\"\"", "\"");
      CatalogMember member = CatalogMember.relation(user);
      reaches.add(new Reach(member, CatalogMember.relation(schema, name), onWrite));
      reaches.add(new Reach(member, CatalogMember.routine(schema, name), onWrite));
      from = matcher.end(1) + 2;
    }
  }

  /**
   * A materialized view's query is not told, so it may read any table; its rows lie in a table of
   * its own.
   */
  private static void addUntold(List<Relation> relations, List<Reach> reaches) {
    for (Relation view : relations) {
      if (view.kind() == RelationKind.MATERIALIZED_VIEW && view.definition().isEmpty()) {
        for (Relation other : relations) {
          reaches.add(
              new Reach(
                  CatalogMember.relation(view.qualifiedName()),
                  CatalogMember.relation(other.qualifiedName()),
                  false));
        }
        reaches.add(
            new Reach(
                CatalogMember.relation(view.schema(), view.name() + "$1"),
                CatalogMember.relation(view.qualifiedName()),
                false));
      }
    }
  }

  private static List<Relation> relations(ResultSet rows, Map<QualifiedName, String> views)
      throws SQLException {
    Map<QualifiedName, RelationKind> kinds = new LinkedHashMap<>();
    Map<QualifiedName, List<Column>> columns = new HashMap<>();
    while (rows.next()) {
      QualifiedName name =
          new QualifiedName(rows.getString("TABLE_SCHEMA"), rows.getString("TABLE_NAME"));
      kinds.put(name, kind(rows));
      List<Column> known = columns.computeIfAbsent(name, n -> new ArrayList<>());
      if (rows.getString("COLUMN_NAME") != null) {
        known.add(column(rows));
      }
    }
    List<Relation> relations = new ArrayList<>();
    kinds.forEach(
        (name, kind) ->
            relations.add(
                new Relation(
                    name.schema(),
                    name.name(),
                    kind,
                    columns.getOrDefault(name, List.of()),
                    Optional.ofNullable(views.get(name)))));
    return relations;
  }

  private static RelationKind kind(ResultSet rows) throws SQLException {
    if ("TABLE LINK".equals(rows.getString("STORAGE_TYPE"))) {
      return RelationKind.FOREIGN_TABLE;
    }
    return switch (rows.getString("TABLE_TYPE")) {
      case "VIEW" ->
          "org.h2.table.MaterializedView".equals(rows.getString("TABLE_CLASS"))
              ? RelationKind.MATERIALIZED_VIEW
              : RelationKind.VIEW;
      case "LOCAL TEMPORARY" -> RelationKind.TEMPORARY_TABLE;
      default -> RelationKind.TABLE;
    };
  }

  private static Column column(ResultSet rows) throws SQLException {
    String type = rows.getString("DATA_TYPE");
    long characters = rows.getLong("CHARACTER_MAXIMUM_LENGTH");
    long size = rows.wasNull() ? rows.getLong("NUMERIC_PRECISION") : characters;
    String collation = rows.getString("COLLATION_NAME");
    return new Column(
        rows.getString("COLUMN_NAME"),
        type,
        H2Types.jdbcType(type),
        (int) Math.min(size, Integer.MAX_VALUE),
        "ALWAYS".equals(rows.getString("IS_GENERATED")),
        type.equals("VARCHAR_IGNORECASE") || collation != null && !collation.equals("OFF"),
        rows.getString("COLUMN_DEFAULT") != null
            && !"NULL".equals(rows.getString("COLUMN_DEFAULT")));
  }

  private static List<Relation> synonymRelations(
      Map<QualifiedName, QualifiedName> synonyms, List<Relation> relations) {
    Map<QualifiedName, Relation> byName = new HashMap<>();
    relations.forEach(relation -> byName.put(relation.qualifiedName(), relation));
    List<Relation> made = new ArrayList<>();
    synonyms.forEach(
        (synonym, target) -> {
          Relation relation = byName.get(target);
          made.add(
              new Relation(
                  synonym.schema(),
                  synonym.name(),
                  RelationKind.SYNONYM,
                  relation == null ? List.of() : relation.columns(),
                  Optional.of(target.toString())));
        });
    return made;
  }

  private static Map<QualifiedName, String> definitions(ResultSet rows) throws SQLException {
    Map<QualifiedName, String> definitions = new LinkedHashMap<>();
    while (rows.next()) {
      String text = rows.getString(3);
      if (text != null) {
        definitions.put(new QualifiedName(rows.getString(1), rows.getString(2)), text);
      }
    }
    return definitions;
  }

  private static Map<QualifiedName, QualifiedName> synonyms(ResultSet rows) throws SQLException {
    Map<QualifiedName, QualifiedName> synonyms = new LinkedHashMap<>();
    while (rows.next()) {
      synonyms.put(
          new QualifiedName(rows.getString(1), rows.getString(2)),
          new QualifiedName(rows.getString(3), rows.getString(4)));
    }
    return synonyms;
  }

  private static List<Routine> routines(ResultSet rows) throws SQLException {
    List<Routine> routines = new ArrayList<>();
    while (rows.next()) {
      routines.add(new Routine(new QualifiedName(rows.getString(1), rows.getString(2)), "", true));
    }
    return routines;
  }

  /** A trigger is code of its own: its class may do anything. */
  private static List<Routine> triggers(ResultSet rows) throws SQLException {
    return routines(rows);
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
    return Arrays.stream((Object[]) rows.getArray(column).getArray()).map(String::valueOf).toList();
  }
}
