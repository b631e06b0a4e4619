/**
 * Protection of one column: its scheme, its keys and its codec together, and masking. Knows what
 * happens to a value, but not who asks, nor any SQL: whether a session may read is decided before.
 */
@NullMarked
package io.columnveil.protect;

import org.jspecify.annotations.NullMarked;
