package io.columnveil.store;

/**
 * How far the rows of a column are encrypted.
 *
 * @param rows rows of the table
 * @param plaintext rows that hold plaintext
 * @param encrypted rows that hold an envelope
 * @param withoutToken rows with a value and no lookup token; 0 if the column has no lookup
 */
public record ColumnCount(long rows, long plaintext, long encrypted, long withoutToken) {}
