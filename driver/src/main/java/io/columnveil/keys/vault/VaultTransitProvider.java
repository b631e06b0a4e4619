package io.columnveil.keys.vault;

import io.columnveil.keys.KeyEncryptionKey;
import io.columnveil.keys.KeyEncryptionKeyProvider;
import io.columnveil.keys.ProviderSettings;
import io.columnveil.keys.service.ServiceKeyEncryptionKey;
import java.security.SecureRandom;
import java.util.UUID;

/** {@code provider: vault-transit}: an {@code aes256-gcm96} key of a transit engine. */
public final class VaultTransitProvider implements KeyEncryptionKeyProvider {

  @Override
  public String name() {
    return "vault-transit";
  }

  @Override
  public KeyEncryptionKey create(ProviderSettings settings, UUID keyring, SecureRandom random) {
    VaultTransit transit = VaultTransit.of(settings);
    transit.requireStrongKey(settings);
    return ServiceKeyEncryptionKey.create(transit, keyring, random);
  }

  @Override
  public KeyEncryptionKey open(ProviderSettings settings, UUID keyring, byte[] parameters) {
    return ServiceKeyEncryptionKey.open(VaultTransit.of(settings), keyring, parameters);
  }
}
