package io.columnveil.policy.model;

/**
 * A policy as read, before the checks that look at several entries together.
 *
 * @param policy what could be read of it
 * @param positions where its keys stand
 */
public record PolicyDraft(Policy policy, Positions positions) {}
