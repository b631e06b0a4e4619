package io.columnveil.sql.bind;

/**
 * A SELECT DISTINCT over columns with a lookup: rows are told apart by the tokens instead.
 *
 * @param keyword the token of the word
 * @param query the query
 */
public record DistinctRows(int keyword, BoundQuery query) {}
