/**
 * What the database holds, as facts: relations, columns, views, and which names reach protected
 * tables. Asks nobody and decides nothing; {@code store} fills it.
 */
@NullMarked
package io.columnveil.catalog;

import org.jspecify.annotations.NullMarked;
