/**
 * Long work on tables, beside the applications that use them: goes through rows in small
 * transactions, gives way to whoever writes the same row, can be killed at any point and run again.
 * Knows no command line; tells a listener how far it is.
 */
@NullMarked
package io.columnveil.job;

import org.jspecify.annotations.NullMarked;
