/**
 * Names to fields: what every name of a parsed statement means, where each result column comes
 * from, and every use that the statement makes of a protected column. Knows no grants and decides
 * nothing; what it cannot understand it says.
 */
@NullMarked
package io.columnveil.sql.bind;

import org.jspecify.annotations.NullMarked;
