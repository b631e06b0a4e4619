/** A key in a hardware security module, through the JDK's PKCS#11 provider. */
@NullMarked
package io.columnveil.keys.pkcs11;

import org.jspecify.annotations.NullMarked;
