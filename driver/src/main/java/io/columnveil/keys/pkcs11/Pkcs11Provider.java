package io.columnveil.keys.pkcs11;

import io.columnveil.keys.KeyEncryptionKey;
import io.columnveil.keys.KeyEncryptionKeyProvider;
import io.columnveil.keys.ProviderSettings;
import io.columnveil.keys.service.ServiceKeyEncryptionKey;
import java.security.SecureRandom;
import java.util.UUID;

/**
 * {@code provider: pkcs11}: an AES-256 key in a token, found by its label. With {@code generateKey}
 * it is made there if there is none, such that it can never leave.
 */
public final class Pkcs11Provider implements KeyEncryptionKeyProvider {

  @Override
  public String name() {
    return "pkcs11";
  }

  @Override
  public KeyEncryptionKey create(ProviderSettings settings, UUID keyring, SecureRandom random) {
    TokenKey key = new TokenKey(new TokenSettings(settings), random);
    key.requireStrong(settings);
    return ServiceKeyEncryptionKey.create(key, keyring, random);
  }

  @Override
  public KeyEncryptionKey open(ProviderSettings settings, UUID keyring, byte[] parameters) {
    return ServiceKeyEncryptionKey.open(
        new TokenKey(new TokenSettings(settings), new SecureRandom()), keyring, parameters);
  }

  @Override
  public Runnable adopt(ProviderSettings settings, byte[] key) {
    return new TokenKey(new TokenSettings(settings), new SecureRandom()).adopt(settings, key);
  }
}
