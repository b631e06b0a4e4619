/**
 * Edits on the original text, one class per rule: what a checked statement must say instead so that
 * the database answers it on ciphertext and lookup tokens. Knows positions and columns, no values.
 */
@NullMarked
package io.columnveil.sql.rewrite;

import org.jspecify.annotations.NullMarked;
