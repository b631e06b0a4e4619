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
 * of them are opaque.
 */
public final class H2CatalogReader implements CatalogReader {

  private static final String DEFAULT_SCHEMA = "PUBLIC";

  private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"]|\"\")*)\"");

  private static final Pattern WORD = Pattern.compile("[A-Z][A-Z0-9_]*");

  @Override
  public Backend backend() {
    return Backend.H2;
  }

  @Override
  public CatalogFacts read(Connection connection) throws SQLException {
    // Read first: a change while the rest is read is seen as a change later.
    String fingerprint = fingerprint(connection).catalog();
    List<Routine> routines =
        BareQuery.run(connection, H2CatalogSql.ROUTINES, H2CatalogReader::routines);
    Map<QualifiedName, String> views =
        BareQuery.run(connection, H2CatalogSql.VIEWS, H2CatalogReader::definitions);
    Map<QualifiedName, QualifiedName> synonyms =
        BareQuery.run(connection, H2CatalogSql.SYNONYMS, H2CatalogReader::synonyms);
    Map<QualifiedName, List<String>> keys =
        BareQuery.run(connection, H2CatalogSql.PRIMARY_KEYS, H2CatalogReader::primaryKeys);
    List<Relation> relations =
        BareQuery.run(
            connection,
            H2CatalogSql.RELATIONS.formatted(H2CatalogSql.SHARED),
            rows -> relations(rows, views, keys));
    List<Relation> all = new ArrayList<>(relations);
    all.addAll(synonymRelations(synonyms, relations));
    List<Routine> code = new ArrayList<>(routines);
    // A trigger is code of its own: its class may do anything.
    code.addAll(BareQuery.run(connection, H2CatalogSql.TRIGGERS, H2CatalogReader::routines));
    return new CatalogFacts(
        Backend.H2,
        DEFAULT_SCHEMA,
        fingerprint,
        all,
        code,
        H2Reaches.read(connection, views, synonyms, relations),
        BareQuery.run(connection, H2CatalogSql.FOREIGN_KEYS, H2CatalogReader::foreignKeys),
        windows(relations),
        BareQuery.run(connection, "HELP", H2CatalogReader::functions));
  }

  @Override
  public CatalogFacts readTemporary(Connection connection, String fingerprint) throws SQLException {
    return new CatalogFacts(
        Backend.H2,
        DEFAULT_SCHEMA,
        fingerprint,
        BareQuery.run(
            connection,
            H2CatalogSql.RELATIONS.formatted(H2CatalogSql.LOCAL),
            rows -> relations(rows, Map.of(), Map.of())),
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
        H2CatalogSql.FINGERPRINT,
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

  private static List<Relation> relations(
      ResultSet rows, Map<QualifiedName, String> views, Map<QualifiedName, List<String>> keys)
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
                        Optional.ofNullable(views.get(name)))
                    .withPrimaryKey(keys.getOrDefault(name, List.of()))));
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

  private static Map<QualifiedName, List<String>> primaryKeys(ResultSet rows) throws SQLException {
    Map<QualifiedName, List<String>> keys = new HashMap<>();
    while (rows.next()) {
      keys.computeIfAbsent(
              new QualifiedName(rows.getString(1), rows.getString(2)), n -> new ArrayList<>())
          .add(rows.getString(3));
    }
    return keys;
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
    List<Window> windows = new ArrayList<>(Window.past(Backend.H2, relations));
    relations.stream()
        .filter(relation -> relation.kind() == RelationKind.FOREIGN_TABLE)
        .forEach(relation -> windows.add(new Window(relation.qualifiedName(), "", true)));
    return windows;
  }

  /**
   * All words of the syntax of built-in functions, aggregates and the like: more than their names,
   * which does no harm.
   */
  private static Set<String> functions(ResultSet help) throws SQLException {
    Set<String> names = new HashSet<>();
    while (help.next()) {
      if (help.getString("SECTION").contains("Functions")) {
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
