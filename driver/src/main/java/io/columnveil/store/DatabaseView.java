package io.columnveil.store;

import io.columnveil.catalog.CatalogSnapshot;
import io.columnveil.policy.model.ResolvedPolicy;

/**
 * A catalog together with what is protected in it. Immutable; the same object as long as nothing
 * changes, and so compared by identity.
 */
final class DatabaseView {

  private final CatalogFacts facts;
  private final ResolvedPolicy resolved;
  private final CatalogSnapshot catalog;

  private DatabaseView(CatalogFacts facts, ResolvedPolicy resolved) {
    this.facts = facts;
    this.resolved = resolved;
    this.catalog = Closure.of(facts, resolved.protections());
  }

  static DatabaseView of(CatalogFacts facts, ProtectionSource protections) {
    return new DatabaseView(facts, protections.resolve(facts.withoutClosure()));
  }

  /** This with a session's temporary objects, which are never protected. */
  DatabaseView with(CatalogFacts temporary) {
    return new DatabaseView(facts.with(temporary), resolved);
  }

  /** As read. */
  CatalogFacts facts() {
    return facts;
  }

  /** The policy applied to it. */
  ResolvedPolicy resolved() {
    return resolved;
  }

  /** The snapshot with its closure. */
  CatalogSnapshot catalog() {
    return catalog;
  }
}
