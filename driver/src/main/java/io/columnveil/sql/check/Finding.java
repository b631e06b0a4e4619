package io.columnveil.sql.check;

import io.columnveil.issue.ErrorCode;
import io.columnveil.sql.parse.Span;

/**
 * Why a statement is refused, with its place in tokens: the place in the text differs between
 * statements that share a plan.
 *
 * @param code what kind
 * @param span where
 * @param message what and why
 * @param remedy what would work
 */
public record Finding(ErrorCode code, Span span, String message, String remedy) {}
