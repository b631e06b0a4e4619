package io.columnveil.sql.check;

import io.columnveil.session.Grants;

/**
 * What rules know besides the statement.
 *
 * @param grants what the session may do
 * @param canSeal whether keys are at hand, so that values can be encrypted
 */
public record CheckContext(Grants grants, boolean canSeal) {}
