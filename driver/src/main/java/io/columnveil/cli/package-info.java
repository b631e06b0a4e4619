/**
 * The commands that a DBA runs: they read options, call the parts that do the work, and print what
 * came of it, for people or as JSON. Opens connections through {@code DriverManager} only; decides
 * nothing about statements, keys or grants itself.
 */
@NullMarked
package io.columnveil.cli;

import org.jspecify.annotations.NullMarked;
