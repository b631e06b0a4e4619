/**
 * The driver, the data source and the guarded wrappers over the objects of the wrapped driver;
 * wires all other parts. The only place where problems become {@code SQLException}s.
 */
@NullMarked
package io.columnveil.jdbc;

import org.jspecify.annotations.NullMarked;
