/**
 * The guard lexer: reads SQL exactly as the database does, one scanner per backend, so that nothing
 * that the parser misreads can pass unseen. Knows tokens only, no grammar.
 */
@NullMarked
package io.columnveil.sql.lex;

import org.jspecify.annotations.NullMarked;
