/** A key encryption key in a file: raw, PKCS#8 or PKCS#12. */
@NullMarked
package io.columnveil.keys.file;

import org.jspecify.annotations.NullMarked;
