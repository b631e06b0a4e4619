/** What we ask real databases for: catalogs, identities, what tables can hold. */
@NullMarked
package io.columnveil.store;

import org.jspecify.annotations.NullMarked;
