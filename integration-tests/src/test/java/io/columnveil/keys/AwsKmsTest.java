package io.columnveil.keys;

import static io.columnveil.keys.Kek.DATA_KEY;
import static io.columnveil.keys.Kek.EMAIL;
import static io.columnveil.keys.Kek.KEYRING;
import static io.columnveil.keys.Kek.getsNoAnswer;
import static io.columnveil.keys.Kek.isInvalid;
import static io.columnveil.keys.Kek.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.keys.aws.AwsKmsProvider;
import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stand-in for AWS KMS, which cannot run here. */
class AwsKmsTest {

  private final KeyEncryptionKeyProvider provider = new AwsKmsProvider();
  private AwsStandIn aws;

  @BeforeEach
  void start() throws Exception {
    aws = new AwsStandIn();
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  private ProviderSettings settings(String key, String secret) {
    return Kek.settings(
        "aws-kms",
        Map.of(
            "key",
            key,
            "region",
            "eu-central-1",
            "endpoint",
            aws.address(),
            "accessKeyId",
            "AKIDEXAMPLE",
            "secretAccessKey",
            secret,
            "timeout",
            "2s"));
  }

  private KeyEncryptionKey create() {
    return provider.create(settings("alias/cv", AwsStandIn.SECRET), KEYRING, new SecureRandom());
  }

  @Test
  void wrapsForOneKeyringAndDomain() {
    Kek.keepsItsPromises(provider, settings("alias/cv", AwsStandIn.SECRET));
    try (KeyEncryptionKey kek = create()) {
      kek.wrap(DATA_KEY, EMAIL);
      assertThat(aws.lastContext.path("columnveil:keyring").asText()).isEqualTo(KEYRING.toString());
      assertThat(aws.lastContext.path("columnveil:domain").asText()).isEqualTo(EMAIL.domain());
    }
  }

  @Test
  void refusesWrongCredentialsOtherKeysAndDisabledOnes() {
    refuses(() -> provider.create(settings("alias/cv", "hunter-no"), KEYRING, new SecureRandom()));
    refuses(
        () ->
            provider.create(
                settings("alias/other", AwsStandIn.SECRET), KEYRING, new SecureRandom()));
    aws.keySpec = "RSA_2048";
    isInvalid(this::create);
    aws.keySpec = "SYMMETRIC_DEFAULT";
    try (KeyEncryptionKey kek = create()) {
      for (String type :
          new String[] {"DisabledException", "AccessDeniedException", "KMSInvalidStateException"}) {
        aws.refusal = type;
        refuses(kek::check);
      }
    }
  }

  @Test
  void tellsSilenceFromRefusalAndHealsByItself() {
    try (KeyEncryptionKey kek = create()) {
      for (StandIn.Trouble trouble :
          new StandIn.Trouble[] {
            StandIn.Trouble.BUSY, StandIn.Trouble.GARBAGE, StandIn.Trouble.SLOW
          }) {
        aws.trouble = trouble;
        getsNoAnswer(kek::check);
      }
      aws.trouble = StandIn.Trouble.NONE;
      aws.refusal = "ThrottlingException";
      getsNoAnswer(kek::check);
      aws.refusal = "";
      kek.check();
    }
  }

  @Test
  void talksToAnEndpointOverTlsOrOnThisMachineOnly() {
    for (String endpoint : new String[] {"http://kms.example", "ftp://127.0.0.1", "not a url"}) {
      isInvalid(
          () ->
              provider.create(
                  Kek.settings(
                      "aws-kms",
                      Map.of("key", "alias/cv", "region", "eu-central-1", "endpoint", endpoint)),
                  KEYRING,
                  new SecureRandom()));
    }
  }
}
