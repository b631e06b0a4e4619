package io.columnveil.keys.aws;

import io.columnveil.issue.IssueException;
import io.columnveil.keys.KeyContext;
import io.columnveil.keys.ProviderSettings;
import io.columnveil.keys.service.ServiceFailure;
import io.columnveil.keys.service.WrappingService;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.KmsClientBuilder;
import software.amazon.awssdk.services.kms.model.KeyMetadata;

/**
 * A key of AWS KMS. Wrapped keys are its ciphertext blobs; the encryption context names keyring and
 * domain, so that the key's policy can be restricted to them and CloudTrail tells them.
 */
final class AwsKms implements WrappingService {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Answers of a service that would do it later. All others are refusals, or unknown below 500. */
  private static final Set<String> LATER =
      Set.of(
          "DependencyTimeoutException",
          "KMSInternalException",
          "KeyUnavailableException",
          "ThrottlingException",
          "LimitExceededException",
          "RequestTimeTooSkewed");

  private final ServiceFailure failure = new ServiceFailure("aws-kms");
  private final KmsClient client;
  private final String key;

  private AwsKms(KmsClient client, String key) {
    this.client = client;
    this.key = key;
  }

  static AwsKms of(ProviderSettings settings) {
    Duration timeout = settings.duration("timeout", TIMEOUT);
    KmsClientBuilder builder =
        KmsClient.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder().connectionTimeout(timeout).socketTimeout(timeout))
            .overrideConfiguration(c -> c.apiCallTimeout(timeout).apiCallAttemptTimeout(timeout));
    settings.optional("region").ifPresent(name -> builder.region(Region.of(name)));
    endpoint(settings).ifPresent(builder::endpointOverride);
    Optional<String> accessKeyId = settings.optional("accessKeyId");
    if (accessKeyId.isPresent()) {
      String secret = settings.required("secretAccessKey");
      builder.credentialsProvider(
          StaticCredentialsProvider.create(
              settings
                  .optional("sessionToken")
                  .<software.amazon.awssdk.auth.credentials.AwsCredentials>map(
                      token -> AwsSessionCredentials.create(accessKeyId.get(), secret, token))
                  .orElseGet(() -> AwsBasicCredentials.create(accessKeyId.get(), secret))));
    }
    try {
      return new AwsKms(builder.build(), settings.required("key"));
    } catch (SdkException e) {
      throw settings.invalid(
          "the AWS SDK finds no region", "Write region, or set AWS_REGION in the environment");
    }
  }

  private static Optional<URI> endpoint(ProviderSettings settings) {
    return settings.optional("endpoint").map(text -> endpoint(settings, text));
  }

  private static URI endpoint(ProviderSettings settings, String text) {
    try {
      URI endpoint = URI.create(text);
      boolean local = Set.of("localhost", "127.0.0.1", "[::1]").contains("" + endpoint.getHost());
      if ("https".equals(endpoint.getScheme()) || "http".equals(endpoint.getScheme()) && local) {
        return endpoint;
      }
    } catch (IllegalArgumentException e) {
      // Said below; the exception repeats the text.
    }
    throw settings.invalid(
        "the setting 'endpoint' does not begin with https://",
        "Keys travel over TLS only; plain http is taken for this machine alone");
  }

  /** Judges the key by its description, which its policy must let us read. */
  void requireStrongKey(ProviderSettings settings) {
    KeyMetadata found = ask(() -> client.describeKey(r -> r.keyId(key)).keyMetadata());
    if (!"SYMMETRIC_DEFAULT".equals(found.keySpecAsString())
        || !"ENCRYPT_DECRYPT".equals(found.keyUsageAsString())) {
      throw settings.invalid(
          "the key in AWS KMS is not a symmetric key for encryption",
          "Make one of key spec SYMMETRIC_DEFAULT");
    }
  }

  @Override
  public byte[] wrap(byte[] dataKey, KeyContext context) {
    return ask(
        () ->
            client
                .encrypt(
                    r ->
                        r.keyId(key)
                            .plaintext(SdkBytes.fromByteArray(dataKey))
                            .encryptionContext(encryptionContext(context)))
                .ciphertextBlob()
                .asByteArray());
  }

  @Override
  public byte[] unwrap(byte[] wrapped, KeyContext context) {
    return ask(
        () ->
            client
                .decrypt(
                    r ->
                        r.keyId(key)
                            .ciphertextBlob(SdkBytes.fromByteArray(wrapped))
                            .encryptionContext(encryptionContext(context)))
                .plaintext()
                .asByteArray());
  }

  @Override
  public void close() {
    client.close();
  }

  /** Keys of the keyring as a whole have no domain. */
  private static Map<String, String> encryptionContext(KeyContext context) {
    String keyring = context.keyring().toString();
    return context.domain().isEmpty()
        ? Map.of("columnveil:keyring", keyring)
        : Map.of("columnveil:keyring", keyring, "columnveil:domain", context.domain());
  }

  private <T> T ask(Supplier<T> call) {
    try {
      return call.get();
    } catch (AwsServiceException e) {
      throw failed(e);
    } catch (SdkException e) {
      throw failure.unreachable(e.getClass().getSimpleName());
    } catch (RuntimeException e) {
      // An answer without the fields that it must have.
      throw failure.unreachable("its answer is not understood");
    }
  }

  private IssueException failed(AwsServiceException e) {
    String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
    if (code == null || !code.matches("[A-Za-z]{1,60}")) {
      code = "HTTP status " + e.statusCode();
    }
    boolean refusal =
        e.statusCode() >= 400
            && e.statusCode() < 500
            && e.statusCode() != 429
            && !e.isThrottlingException()
            && !LATER.contains(code);
    return refusal ? failure.refused(code) : failure.unreachable(code);
  }
}
