package io.columnveil.sql.plan;

import io.columnveil.catalog.CatalogSnapshot;
import io.columnveil.policy.model.Protections;
import io.columnveil.session.Grants;
import java.util.List;

/**
 * Everything that a plan rests on besides the text.
 *
 * @param catalog the catalog
 * @param protections the protected columns with their states
 * @param grants of the session
 * @param searchPath schemas in which bare names are looked up, in order, temporary and system
 *     schemas included where the database searches them
 * @param canSeal whether keys are at hand; without them writes to protected columns are refused
 */
public record PlanContext(
    CatalogSnapshot catalog,
    Protections protections,
    Grants grants,
    List<String> searchPath,
    boolean canSeal) {

  public PlanContext {
    searchPath = List.copyOf(searchPath);
  }
}
