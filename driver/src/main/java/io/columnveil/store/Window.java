package io.columnveil.store;

import io.columnveil.catalog.Backend;
import io.columnveil.catalog.Bypass;
import io.columnveil.catalog.QualifiedName;
import io.columnveil.catalog.Relation;
import java.util.List;

/**
 * A relation whose rows lie elsewhere, perhaps in a table of this very database: a foreign or
 * linked table, or a view that reads past the names of tables.
 *
 * @param table its name
 * @param text what the catalog tells of where they lie
 * @param opaque whether that is nothing
 */
record Window(QualifiedName table, String text, boolean opaque) {

  /** The views that read past the names of tables. */
  static List<Window> past(Backend backend, List<Relation> relations) {
    return relations.stream()
        .filter(relation -> relation.definition().filter(d -> Bypass.isIn(backend, d)).isPresent())
        .map(view -> new Window(view.qualifiedName(), "", true))
        .toList();
  }
}
