/**
 * From tokens to a syntax tree whose nodes know their tokens: what kind of statement a text is, its
 * canonical form, and the tree that JSqlParser reads from that form. Knows no catalog and no
 * policy; trusts JSqlParser only where its tokens equal ours.
 */
@NullMarked
package io.columnveil.sql.parse;

import org.jspecify.annotations.NullMarked;
