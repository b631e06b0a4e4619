package io.columnveil.keys.file;

import io.columnveil.keys.KeyEncryptionKey;
import io.columnveil.keys.KeyEncryptionKeyProvider;
import io.columnveil.keys.ProviderSettings;
import java.security.SecureRandom;
import java.util.UUID;

/**
 * {@code provider: file}: an AES-256 key or an RSA key of 3072 bits or more in a file that only its
 * owner may read.
 */
public final class FileProvider implements KeyEncryptionKeyProvider {

  @Override
  public String name() {
    return "file";
  }

  @Override
  public KeyEncryptionKey create(ProviderSettings settings, UUID keyring, SecureRandom random) {
    return FileKeyEncryptionKey.create(new KeyFile(settings));
  }

  @Override
  public KeyEncryptionKey open(ProviderSettings settings, UUID keyring, byte[] parameters) {
    return FileKeyEncryptionKey.open(new KeyFile(settings), parameters);
  }

  @Override
  public Runnable adopt(ProviderSettings settings, byte[] key) {
    return new KeyFile(settings).adopt(key);
  }
}
