/**
 * Values: their canonical Java form per SQL type, the frozen bytes that are encrypted or turned
 * into tokens, and their text. Knows neither keys nor JDBC; conversion from and to the classes of
 * JDBC stands beside it but is used by the driver only. Nothing here puts a value into a message.
 */
@NullMarked
package io.columnveil.value;

import org.jspecify.annotations.NullMarked;
