/**
 * Positions and problems: where something stands in a text, and what is wrong with it. Knows
 * neither YAML nor SQL; every part of the product reports through these types.
 */
@NullMarked
package io.columnveil.issue;

import org.jspecify.annotations.NullMarked;
