/**
 * Is it allowed: whether each use that a statement makes of a protected column can be answered
 * exactly by its scheme and its state, and whether the session's grants cover it. One class per
 * rule, all in {@link io.columnveil.sql.check.Checks}. Rules only report; none of them edits.
 */
@NullMarked
package io.columnveil.sql.check;

import org.jspecify.annotations.NullMarked;
