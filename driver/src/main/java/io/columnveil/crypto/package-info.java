/**
 * Cryptography without policy or SQL: authenticated encryption (randomized and deterministic),
 * lookup tokens, key derivation and wrapping, and the envelope format. Knows keys as bytes handed
 * to constructors; knows neither columns nor values nor where keys live.
 */
@NullMarked
package io.columnveil.crypto;

import org.jspecify.annotations.NullMarked;
