package io.columnveil.store;

import io.columnveil.catalog.CatalogSnapshot;
import io.columnveil.policy.model.ResolvedPolicy;

/** Says what is protected in a catalog. Thread-safe. */
public interface ProtectionSource {

  /**
   * Equal as long as the same catalog gets the same answer: changes with the states that the
   * keyring records. Cheap enough for every statement.
   */
  Object version();

  /** The policy applied to the relations of a catalog, of which nothing else is known yet. */
  ResolvedPolicy resolve(CatalogSnapshot relations);
}
