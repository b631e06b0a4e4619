/**
 * All that we ask the database for ourselves: its catalog, who is connected, what a policy needs of
 * its tables. Plain {@code java.sql} with SQL of its own; knows nothing of statements that
 * applications send, and never reads a protected value.
 */
@NullMarked
package io.columnveil.store;

import org.jspecify.annotations.NullMarked;
