/**
 * The policy as immutable records, and what it means for real columns. Knows no YAML, no JDBC and
 * no cryptography.
 */
@NullMarked
package io.columnveil.policy.model;

import org.jspecify.annotations.NullMarked;
