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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads H2's information schema. H2 tells nobody which tables a Java alias or trigger reads, so all
 * of them are opaque; it stores the text of views with every table qualified and every name quoted,
 * from which their dependencies are read.
 */
public final class H2CatalogReader implements CatalogReader {

  private static final String DEFAULT_SCHEMA = "PUBLIC";

  private static final Pattern QUALIFIED =
      Pattern.compile("\"((?:[^\"]|\"\")*)\"\\.\"((?:[^\"]|\"\")*)\"");

  private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"]|\"\")*)\"");

  private static final Pattern WORD = Pattern.compile("[A-Z][A-Z0-9_]*");

  private static final String LOCAL = "t.TABLE_TYPE = 'LOCAL TEMPORARY'";
  private static final String SHARED =
      "t.TABLE_SCHEMA <> 'INFORMATION_SCHEMA' AND t.TABLE_TYPE <> 'LOCAL TEMPORARY'";

  private static final String RELATIONS =
      """
      SELECT t.TABLE_SCHEMA, t.TABLE_NAME, t.TABLE_TYPE, t.TABLE_CLASS, t.STORAGE_TYPE,
        c.COLUMN_NAME, c.DATA_TYPE, c.CHARACTER_MAXIMUM_LENGTH, c.NUMERIC_PRECISION,
        c.IS_GENERATED, c.COLLATION_NAME, c.COLUMN_DEFAULT, c.GENERATION_EXPRESSION,
        c.COLUMN_ON_UPDATE
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

  private static final String CHECKS =
      """
      SELECT t.TABLE_SCHEMA, t.TABLE_NAME, c.CHECK_CLAUSE
      FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS t
      JOIN INFORMATION_SCHEMA.CHECK_CONSTRAINTS c
        ON c.CONSTRAINT_SCHEMA = t.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = t.CONSTRAINT_NAME
      UNION ALL
      SELECT u.TABLE_SCHEMA, u.TABLE_NAME, c.CHECK_CLAUSE
      FROM INFORMATION_SCHEMA.DOMAIN_CONSTRAINTS d
      JOIN INFORMATION_SCHEMA.CHECK_CONSTRAINTS c
        ON c.CONSTRAINT_SCHEMA = d.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = d.CONSTRAINT_NAME
      JOIN INFORMATION_SCHEMA.COLUMNS u
        ON u.DOMAIN_SCHEMA = d.DOMAIN_SCHEMA AND u.DOMAIN_NAME = d.DOMAIN_NAME
      """;

  private static final String DOMAIN_CHECKS =
      """
      SELECT d.DOMAIN_SCHEMA, d.DOMAIN_NAME, c.CHECK_CLAUSE
      FROM INFORMATION_SCHEMA.DOMAIN_CONSTRAINTS d
      JOIN INFORMATION_SCHEMA.CHECK_CONSTRAINTS c
        ON c.CONSTRAINT_SCHEMA = d.CONSTRAINT_SCHEMA AND c.CONSTRAINT_NAME = d.CONSTRAINT_NAME
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
           c.IS_GENERATED, c.COLUMN_DEFAULT, c.GENERATION_EXPRESSION, c.COLUMN_ON_UPDATE,
           c.COLLATION_NAME)))
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
        (SELECT SUM(ORA_HASH(CONCAT_WS('/', CONSTRAINT_SCHEMA, CONSTRAINT_NAME, CHECK_CLAUSE)))
         FROM INFORMATION_SCHEMA.CHECK_CONSTRAINTS),
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
        BareQuery.run(connection, FOREIGN_KEYS, H2CatalogReader::foreignKeys),
        windows(relations),
        BareQuery.run(connection, "HELP", H2CatalogReader::functions));
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
        List.of(),
        List.of(),
        Set.of());
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
    views.forEach(
        (view, text) ->
            addMentioned(CatalogMember.relation(view), text, Reach.When.DEFINED, reaches));
    synonyms.forEach(
        (synonym, target) ->
            reaches.add(
                new Reach(
                    CatalogMember.relation(synonym),
                    CatalogMember.relation(target),
                    Reach.When.DEFINED)));
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
                    Reach.When.WRITTEN));
          }
          return reaches;
        });
    addMentions(connection, DEFAULTS, CatalogMember.Kind.RELATION, reaches);
    addMentions(connection, CHECKS, CatalogMember.Kind.RELATION, reaches);
    addMentions(connection, DOMAIN_CHECKS, CatalogMember.Kind.TYPE, reaches);
    return reaches;
  }

  private static void addMentions(
      Connection connection, String sql, CatalogMember.Kind kind, List<Reach> reaches)
      throws SQLException {
    BareQuery.run(
        connection,
        sql,
        rows -> {
          while (rows.next()) {
            QualifiedName name = new QualifiedName(rows.getString(1), rows.getString(2));
            addMentioned(
                new CatalogMember(kind, name), rows.getString(3), Reach.When.WRITTEN, reaches);
          }
          return reaches;
        });
  }

  /** A name may be a table's or a routine's: what does not exist reaches nothing. */
  private static void addMentioned(
      CatalogMember user, String text, Reach.When when, List<Reach> reaches) {
    Matcher matcher = QUALIFIED.matcher(text);
    int from = 0;
    // Overlapping: "schema"."table"."column" holds two pairs.
    while (matcher.find(from)) {
      String schema = matcher.group(1).replace("\"\"", "\"");
      String name = matcher.group(2).replace("\"\"", "\"");
      reaches.add(new Reach(user, CatalogMember.relation(schema, name), when));
      reaches.add(new Reach(user, CatalogMember.routine(schema, name), when));
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
                  Reach.When.DEFINED));
        }
        reaches.add(
            new Reach(
                CatalogMember.relation(view.schema(), view.name() + "$1"),
                CatalogMember.relation(view.qualifiedName()),
                Reach.When.DEFINED));
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
            && !"NULL".equals(rows.getString("COLUMN_DEFAULT")),
        computedFrom(rows.getString("GENERATION_EXPRESSION")),
        rows.getString("COLUMN_ON_UPDATE") != null,
        false);
  }

  /** Every quoted name in the expression: more than its columns, which does no harm. */
  private static List<String> computedFrom(@Nullable String expression) {
    List<String> names = new ArrayList<>();
    Matcher quoted = QUOTED.matcher(expression == null ? "" : expression);
    while (quoted.find()) {
      names.add(quoted.group(1).replace("\"\"", "\""));
    }
    return names;
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

  /** A linked table's other end is not told. */
  private static List<Window> windows(List<Relation> relations) {
    return relations.stream()
        .filter(relation -> relation.kind() == RelationKind.FOREIGN_TABLE)
        .map(relation -> new Window(relation.qualifiedName(), "", true))
        .toList();
  }

  /** All words of the syntax of built-in functions: more than their names, which does no harm. */
  private static Set<String> functions(ResultSet help) throws SQLException {
    Set<String> names = new HashSet<>();
    while (help.next()) {
      if (help.getString("SECTION").startsWith("Functions")) {
        Matcher words = WORD.matcher(help.getString("TOPIC") + ' ' + help.getString("SYNTAX"));
        while (words.find()) {
          names.add(words.group());
        }
      }
    }
    return names;
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
