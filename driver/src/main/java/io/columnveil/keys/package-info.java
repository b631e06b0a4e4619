/**
 * Keyrings: the data and lookup keys of every domain, wrapped, with their versions, and the record
 * of which columns are protected. Knows where keys live and who may unwrap them; hands out crypto
 * objects, never key bytes, and knows neither SQL nor values.
 */
@NullMarked
package io.columnveil.keys;

import org.jspecify.annotations.NullMarked;
