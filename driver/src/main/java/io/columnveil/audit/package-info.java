/**
 * What happened to protected columns: events and where they go. An event names columns, roles and
 * codes, never a value and never SQL text.
 */
@NullMarked
package io.columnveil.audit;

import org.jspecify.annotations.NullMarked;
