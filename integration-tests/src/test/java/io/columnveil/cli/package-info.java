/** The command line on real databases, in processes that are killed. */
@NullMarked
package io.columnveil.cli;

import org.jspecify.annotations.NullMarked;
