package io.columnveil.store;

import io.columnveil.catalog.Backend;
import io.columnveil.catalog.CatalogSnapshot;
import io.columnveil.catalog.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A catalog as read, before it is known what a policy protects. Immutable.
 *
 * @param backend which database
 * @param defaultSchema the schema that bare names of the policy mean
 * @param fingerprint of the state that was read
 * @param relations all of them
 * @param routines functions and procedures that are not built in
 * @param reaches who uses whom
 * @param foreignKeys those that change rows by themselves
 * @param windows relations whose rows lie elsewhere
 * @param builtIn names of functions that are built in; empty where they are not known
 */
public record CatalogFacts(
    Backend backend,
    String defaultSchema,
    String fingerprint,
    List<Relation> relations,
    List<Routine> routines,
    List<Reach> reaches,
    List<ForeignKey> foreignKeys,
    List<Window> windows,
    Set<String> builtIn) {

  public CatalogFacts {
    relations = List.copyOf(relations);
    routines = List.copyOf(routines);
    reaches = List.copyOf(reaches);
    foreignKeys = List.copyOf(foreignKeys);
    windows = List.copyOf(windows);
    builtIn = Set.copyOf(builtIn);
  }

  /** These and a session's temporary objects. */
  CatalogFacts with(CatalogFacts temporary) {
    return new CatalogFacts(
        backend,
        defaultSchema,
        fingerprint + '+' + temporary.fingerprint,
        joined(relations, temporary.relations),
        joined(routines, temporary.routines),
        joined(reaches, temporary.reaches),
        joined(foreignKeys, temporary.foreignKeys),
        joined(windows, temporary.windows),
        builtIn);
  }

  private static <T> List<T> joined(List<T> some, List<T> others) {
    List<T> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }

  /** Relations only: nothing is known to be relevant yet. */
  public CatalogSnapshot withoutClosure() {
    return new CatalogSnapshot(
        backend, defaultSchema, fingerprint, relations, Set.of(), Set.of(), Set.of());
  }
}
