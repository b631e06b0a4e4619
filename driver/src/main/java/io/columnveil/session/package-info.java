/** Who is connected and which grants hold. Knows the policy's roles; asks no database itself. */
@NullMarked
package io.columnveil.session;

import org.jspecify.annotations.NullMarked;
