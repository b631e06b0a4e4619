package io.columnveil.sql.bind;

import io.columnveil.sql.parse.Span;

/**
 * One text in place of some tokens.
 *
 * @param span the tokens
 * @param text what stands there instead
 */
public record Substitution(Span span, String text) {}
