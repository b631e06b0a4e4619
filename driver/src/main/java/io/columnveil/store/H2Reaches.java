package io.columnveil.store;

import io.columnveil.catalog.QualifiedName;
import io.columnveil.catalog.Relation;
import io.columnveil.catalog.RelationKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What reaches what in an H2 database, which tells it of triggers and synonyms only. Of all else it
 * tells the text, with every table qualified and every name quoted: what a text mentions is
 * reached.
 */
final class H2Reaches {

  private static final Pattern QUALIFIED =
      Pattern.compile("\"((?:[^\"]|\"\")*)\"\\.\"((?:[^\"]|\"\")*)\"");

  private final Connection connection;
  private final List<Reach> reaches = new ArrayList<>();

  private H2Reaches(Connection connection) {
    this.connection = connection;
  }

  /**
   * Reads them.
   *
   * @param connection to the database
   * @param views the text of each view
   * @param synonyms what each synonym means
   * @param relations all tables and views
   */
  static List<Reach> read(
      Connection connection,
      Map<QualifiedName, String> views,
      Map<QualifiedName, QualifiedName> synonyms,
      List<Relation> relations)
      throws SQLException {
    H2Reaches found = new H2Reaches(connection);
    views.forEach(
        (view, text) -> found.addMentioned(CatalogMember.relation(view), text, Reach.When.DEFINED));
    synonyms.forEach(found::addSynonym);
    found.addUntold(relations);
    found.addTriggers();
    found.addMentions(H2CatalogSql.DEFAULTS, CatalogMember.Kind.RELATION);
    found.addMentions(H2CatalogSql.CHECKS, CatalogMember.Kind.RELATION);
    found.addMentions(H2CatalogSql.DOMAIN_CHECKS, CatalogMember.Kind.TYPE);
    return found.reaches;
  }

  private void addSynonym(QualifiedName synonym, QualifiedName target) {
    reaches.add(
        new Reach(
            CatalogMember.relation(synonym), CatalogMember.relation(target), Reach.When.DEFINED));
  }

  private void addTriggers() throws SQLException {
    BareQuery.run(
        connection,
        H2CatalogSql.TRIGGERS,
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
  }

  private void addMentions(String sql, CatalogMember.Kind kind) throws SQLException {
    BareQuery.run(
        connection,
        sql,
        rows -> {
          while (rows.next()) {
            QualifiedName name = new QualifiedName(rows.getString(1), rows.getString(2));
            addMentioned(new CatalogMember(kind, name), rows.getString(3), Reach.When.WRITTEN);
          }
          return reaches;
        });
  }

  /** A name may be a table's or a routine's: what does not exist reaches nothing. */
  private void addMentioned(CatalogMember user, String text, Reach.When when) {
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
  private void addUntold(List<Relation> relations) {
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
}
