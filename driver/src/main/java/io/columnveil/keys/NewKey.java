package io.columnveil.keys;

/**
 * A keyring with a key version more, which has no role yet.
 *
 * @param keyring the changed keyring
 * @param key the new version
 */
public record NewKey(Keyring keyring, KeyVersion key) {}
