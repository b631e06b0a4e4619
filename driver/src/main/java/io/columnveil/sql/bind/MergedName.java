package io.columnveil.sql.bind;

import io.columnveil.sql.parse.Span;

/**
 * A bare name that stands for a column merged by USING; it needs its qualifier once the join is
 * written as ON.
 *
 * @param span its tokens
 * @param join the join that merged it
 * @param qualified the name with its qualifier
 */
public record MergedName(Span span, MergedJoin join, String qualified) {}
