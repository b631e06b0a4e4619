/**
 * One class for each JDBC interface that is wrapped; each forwards every method, default methods
 * included, to another object of the same interface. They know nothing of protection: what differs
 * is said by the guarded wrappers above them. JDBC does not say which of its values may be null, so
 * the classes do not either.
 */
@NullMarked
package io.columnveil.jdbc.forward;

import org.jspecify.annotations.NullMarked;
