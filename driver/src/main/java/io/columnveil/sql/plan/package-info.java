/**
 * Runs the stages on a statement and keeps the result: pass it, refuse it, or run it rewritten.
 * Knows no JDBC and holds no key.
 */
@NullMarked
package io.columnveil.sql.plan;

import org.jspecify.annotations.NullMarked;
