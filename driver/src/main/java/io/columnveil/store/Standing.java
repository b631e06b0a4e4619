package io.columnveil.store;

import io.columnveil.catalog.CatalogSnapshot;
import io.columnveil.issue.Issue;
import io.columnveil.policy.model.Protections;
import io.columnveil.session.Grants;
import java.util.List;
import java.util.Optional;

/**
 * What a statement of one session is planned on. Immutable; the same object as long as nothing
 * changes, so that it may be compared by identity.
 *
 * @param catalog the catalog, with the session's temporary objects
 * @param protections the protected columns
 * @param ceiling what the session could have at most
 * @param grants what it has now
 * @param searchPath schemas in which bare names are looked up, temporary and system schemas
 *     included
 * @param refusal why no statement may run, if a setting makes SQL unreadable
 */
public record Standing(
    CatalogSnapshot catalog,
    Protections protections,
    Grants ceiling,
    Grants grants,
    List<String> searchPath,
    Optional<Issue> refusal) {}
