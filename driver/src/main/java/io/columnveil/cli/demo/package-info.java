/**
 * The guided tour: a small customer table on an embedded H2 database, seen by four people. Uses the
 * driver as an application would, through {@code DriverManager}; knows no part below it except
 * where it shows a plan.
 */
@NullMarked
package io.columnveil.cli.demo;

import org.jspecify.annotations.NullMarked;
