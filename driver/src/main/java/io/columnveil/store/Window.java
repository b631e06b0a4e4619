package io.columnveil.store;

import io.columnveil.catalog.QualifiedName;

/**
 * A relation whose rows lie elsewhere, perhaps in a table of this very database: a foreign or
 * linked table.
 *
 * @param table its name
 * @param text what the catalog tells of where they lie
 * @param opaque whether that is nothing
 */
record Window(QualifiedName table, String text, boolean opaque) {}
