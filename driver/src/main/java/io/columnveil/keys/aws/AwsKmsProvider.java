package io.columnveil.keys.aws;

import io.columnveil.issue.IssueException;
import io.columnveil.keys.KeyEncryptionKey;
import io.columnveil.keys.KeyEncryptionKeyProvider;
import io.columnveil.keys.ProviderSettings;
import io.columnveil.keys.service.ServiceKeyEncryptionKey;
import java.security.SecureRandom;
import java.util.UUID;

/**
 * {@code provider: aws-kms}: a symmetric key of AWS KMS. The AWS SDK is needed on the class path
 * only where this provider is used.
 */
public final class AwsKmsProvider implements KeyEncryptionKeyProvider {

  @Override
  public String name() {
    return "aws-kms";
  }

  @Override
  public KeyEncryptionKey create(ProviderSettings settings, UUID keyring, SecureRandom random) {
    try {
      AwsKms kms = AwsKms.of(settings);
      kms.requireStrongKey(settings);
      return ServiceKeyEncryptionKey.create(kms, keyring, random);
    } catch (NoClassDefFoundError e) {
      throw sdkMissing(settings);
    }
  }

  @Override
  public KeyEncryptionKey open(ProviderSettings settings, UUID keyring, byte[] parameters) {
    try {
      return ServiceKeyEncryptionKey.open(AwsKms.of(settings), keyring, parameters);
    } catch (NoClassDefFoundError e) {
      throw sdkMissing(settings);
    }
  }

  private static IssueException sdkMissing(ProviderSettings settings) {
    return settings.invalid(
        "provider 'aws-kms' needs the AWS SDK, which is not on the class path",
        "Add software.amazon.awssdk:kms and software.amazon.awssdk:url-connection-client");
  }
}
