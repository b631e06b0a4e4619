/** The transit engine of HashiCorp Vault or OpenBao as a key encryption key, over HTTPS. */
@NullMarked
package io.columnveil.keys.vault;

import org.jspecify.annotations.NullMarked;
