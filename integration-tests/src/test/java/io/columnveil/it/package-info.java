/**
 * Tests on real databases, and what they stand on: servers, one database per test class, users, a
 * protected database beside its plaintext twin. Talks to the driver as an application does: through
 * {@code java.sql} and the command line only.
 */
@NullMarked
package io.columnveil.it;

import org.jspecify.annotations.NullMarked;
