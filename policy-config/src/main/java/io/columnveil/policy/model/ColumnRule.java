package io.columnveil.policy.model;

import io.columnveil.issue.Location;
import java.util.Optional;

/**
 * One entry under {@code columns:}, as written.
 *
 * @param column the column or a pattern
 * @param type the type that applications see
 * @param scheme how it is protected
 * @param domain named domain, if the policy names one
 * @param mask mask, if any
 * @param denied what sessions without decrypt read
 * @param storage form of ciphertext, if the policy fixes it
 * @param storedIn column that holds the ciphertext, if another
 * @param searchOldPlaintext see the contract
 * @param location where it stands
 */
public record ColumnRule(
    NamePattern column,
    LogicalType type,
    Scheme scheme,
    Optional<String> domain,
    Optional<Mask> mask,
    Denied denied,
    Optional<Storage> storage,
    Optional<String> storedIn,
    boolean searchOldPlaintext,
    Location location) {}
