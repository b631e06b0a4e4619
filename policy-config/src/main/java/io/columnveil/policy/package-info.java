/**
 * Entry point of the policy: finds the file, reads and checks it, and tells all its problems at
 * once. Knows neither JDBC nor cryptography.
 */
@NullMarked
package io.columnveil.policy;

import org.jspecify.annotations.NullMarked;
