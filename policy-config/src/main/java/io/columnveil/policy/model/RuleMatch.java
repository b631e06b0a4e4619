package io.columnveil.policy.model;

/**
 * The rule that holds for one real column.
 *
 * @param table the table entry that it comes from
 * @param column the column entry, with the names of companion columns (lookup, storedIn) as the
 *     catalog spells them and, if the entry is a pattern, made out for this column
 */
public record RuleMatch(TableRule table, ColumnRule column) {}
