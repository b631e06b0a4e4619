package io.columnveil.keys.hadoop;

import io.columnveil.keys.KeyEncryptionKey;
import io.columnveil.keys.KeyEncryptionKeyProvider;
import io.columnveil.keys.ProviderSettings;
import io.columnveil.keys.service.ServiceKeyEncryptionKey;
import java.security.SecureRandom;
import java.util.UUID;

/**
 * {@code provider: hadoop-kms}: a key of an Apache Hadoop KMS, asked as {@code user} by its simple
 * authentication.
 */
public final class HadoopKmsProvider implements KeyEncryptionKeyProvider {

  @Override
  public String name() {
    return "hadoop-kms";
  }

  @Override
  public KeyEncryptionKey create(ProviderSettings settings, UUID keyring, SecureRandom random) {
    HadoopKms kms = HadoopKms.of(settings, random);
    kms.requireStrongKey(settings);
    return ServiceKeyEncryptionKey.create(kms, keyring, random);
  }

  @Override
  public KeyEncryptionKey open(ProviderSettings settings, UUID keyring, byte[] parameters) {
    return ServiceKeyEncryptionKey.open(
        HadoopKms.of(settings, new SecureRandom()), keyring, parameters);
  }
}
