package io.columnveil.sql.bind;

import io.columnveil.catalog.Backend;
import io.columnveil.catalog.CatalogSnapshot;
import io.columnveil.catalog.Relation;
import io.columnveil.catalog.RelationKind;
import io.columnveil.issue.Issue;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.Protections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What relation names mean to a session.
 *
 * @param catalog the catalog
 * @param protections the protected columns
 * @param searchPath where bare names are looked up
 */
public record Names(CatalogSnapshot catalog, Protections protections, List<String> searchPath) {

  /** The relation that a name means, synonyms followed. */
  Optional<Relation> find(Optional<String> schema, String name) {
    Optional<Relation> found =
        schema.isPresent() ? catalog.find(schema.get(), name) : catalog.resolve(name, searchPath);
    return found.flatMap(this::followSynonym);
  }

  private Optional<Relation> followSynonym(Relation relation) {
    if (relation.kind() != RelationKind.SYNONYM) {
      return Optional.of(relation);
    }
    return relation
        .definition()
        .flatMap(
            target -> {
              int dot = target.indexOf('.');
              return catalog.find(target.substring(0, dot), target.substring(dot + 1));
            });
  }

  /** Whether a name belongs to the system's own relations, which hold no protected data. */
  boolean isSystem(Optional<String> schema, String name) {
    if (catalog.backend() == Backend.H2) {
      return schema.map(s -> s.equals("INFORMATION_SCHEMA")).orElse(false)
          || schema.isEmpty() && name.equals("DUAL");
    }
    return schema
        .map(s -> s.equals("pg_catalog") || s.equals("information_schema"))
        .orElseGet(() -> name.startsWith("pg_"));
  }

  /** The protected columns of a relation. */
  List<ProtectedColumn> protectedColumns(Relation relation) {
    return relation.columns().stream()
        .flatMap(c -> protections.find(relation.schema(), relation.name(), c.name()).stream())
        .toList();
  }

  /** Why no statement may touch a relation, if so. */
  Optional<Issue> withheld(Relation relation) {
    return protections.withheld(relation.schema(), relation.name());
  }

  boolean isHidden(Relation relation, String column) {
    return protections.isHidden(relation.schema(), relation.name(), column);
  }

  boolean isView(Relation relation) {
    return relation.kind() == RelationKind.VIEW
        || relation.kind() == RelationKind.MATERIALIZED_VIEW;
  }

  /** Whether the view, or what it is made of, reaches protected tables. */
  boolean isRelevant(Relation relation) {
    return catalog.isRelevantName(relation.name());
  }

  /** Upper case, as both databases compare keywords. */
  static String upper(String word) {
    return word.toUpperCase(Locale.ENGLISH);
  }

  /** A name as it stands in SQL, quoted or not, as the database folds it. */
  String fold(String written) {
    if (written.length() > 1 && written.startsWith("\"") && written.endsWith("\"")) {
      return written.substring(1, written.length() - 1).replace("\"\"", "\"");
    }
    return catalog.backend() == Backend.H2 ? upper(written) : lowerAscii(written);
  }

  private static String lowerAscii(String word) {
    StringBuilder folded = new StringBuilder(word);
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        folded.setCharAt(i, (char) (c + ('a' - 'A')));
      }
    }
    return folded.toString();
  }
}
