/**
 * Runs plans on values: encodes what goes to the database and reads what comes back, each session
 * in its own way. Values come and go as Java objects; it knows neither JDBC nor SQL text.
 */
@NullMarked
package io.columnveil.engine;

import org.jspecify.annotations.NullMarked;
