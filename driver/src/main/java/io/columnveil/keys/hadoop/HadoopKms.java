package io.columnveil.keys.hadoop;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.Base64Variants;
import io.columnveil.crypto.CiphertextRejectedException;
import io.columnveil.crypto.GcmKeyWrap;
import io.columnveil.issue.IssueException;
import io.columnveil.keys.KeyContext;
import io.columnveil.keys.ProviderSettings;
import io.columnveil.keys.service.JsonAnswer;
import io.columnveil.keys.service.JsonServer;
import io.columnveil.keys.service.ServiceFailure;
import io.columnveil.keys.service.WrappingService;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Hadoop KMS wraps only keys that it makes itself, by AES-CTR, which does not authenticate. So it
 * makes a key for each wrap, and that key wraps ours by AES-256-GCM, bound to the context: {@link
 * EncryptedKey} and the result of {@link GcmKeyWrap}. To unwrap, the server decrypts its key.
 */
final class HadoopKms implements WrappingService {

  private static final String EEK = "encryptedKeyVersion";
  private static final Base64Variant BASE64 = Base64Variants.MODIFIED_FOR_URL;

  private final ServiceFailure failure = new ServiceFailure("hadoop-kms");
  private final JsonServer server;
  private final String key;
  private final String user;
  private final SecureRandom random;

  private HadoopKms(JsonServer server, String key, String user, SecureRandom random) {
    this.server = server;
    this.key = key;
    this.user = user;
    this.random = random;
  }

  static HadoopKms of(ProviderSettings settings, SecureRandom random) {
    return new HadoopKms(
        JsonServer.of(settings, new ServiceFailure("hadoop-kms")),
        settings.required("key"),
        settings.required("user"),
        random);
  }

  /** Judges the key by its description in the server. */
  void requireStrongKey(ProviderSettings settings) {
    try (JsonAnswer answer =
        server.get("/v1/key/" + encoded(key) + "/_metadata?" + asUser(), Map.of())) {
      requireDone(answer);
      Optional<String> length = answer.text("length");
      if (length.isEmpty()) {
        throw failure.refused("it has no key of this name");
      }
      if (!length.get().equals("256")) {
        throw settings.invalid(
            "the key in Hadoop KMS is not one of 256 bits", "Make one with -size 256");
      }
    }
  }

  @Override
  public byte[] wrap(byte[] dataKey, KeyContext context) {
    EncryptedKey made = generate();
    byte[] secret = decrypt(made);
    try {
      return made.with(GcmKeyWrap.of(secret).wrap(dataKey, context.associatedData(), random));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM is not available", e);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  @Override
  public byte[] unwrap(byte[] wrapped, KeyContext context) {
    EncryptedKey made = EncryptedKey.of(wrapped).orElseThrow(this::notOurs);
    byte[] secret = decrypt(made);
    try {
      return GcmKeyWrap.of(secret).unwrap(made.rest(), context.associatedData());
    } catch (CiphertextRejectedException e) {
      throw notOurs();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM is not available", e);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  @Override
  public void close() {
    // Nothing is held: the connections end by themselves.
  }

  private EncryptedKey generate() {
    String path = "/v1/key/" + encoded(key) + "/_eek?eek_op=generate&num_keys=1&" + asUser();
    try (JsonAnswer answer = server.get(path, Map.of())) {
      requireDone(answer);
      Optional<String> version = answer.text(JsonAnswer.FIRST, "versionName");
      Optional<byte[]> iv = answer.binary(BASE64, JsonAnswer.FIRST, "iv");
      Optional<byte[]> material = answer.binary(BASE64, JsonAnswer.FIRST, EEK, "material");
      if (version.isEmpty() || iv.isEmpty() || material.isEmpty()) {
        throw failure.unreachable("its answer is not understood");
      }
      return new EncryptedKey(version.get(), iv.get(), material.get(), new byte[0]);
    }
  }

  private byte[] decrypt(EncryptedKey made) {
    String path = "/v1/keyversion/" + encoded(made.version()) + "/_eek?eek_op=decrypt&" + asUser();
    try (JsonAnswer answer =
        server.post(
            path,
            Map.of(),
            json -> {
              json.writeStringField("name", key);
              json.writeFieldName("iv");
              json.writeBinary(BASE64, made.iv(), 0, made.iv().length);
              json.writeFieldName("material");
              json.writeBinary(BASE64, made.material(), 0, made.material().length);
            })) {
      requireDone(answer);
      byte[] secret =
          answer
              .binary(BASE64, "material")
              .orElseThrow(() -> failure.unreachable("its answer is not understood"));
      if (secret.length != 32) {
        Arrays.fill(secret, (byte) 0);
        throw failure.refused("the key is not one of 256 bits");
      }
      return secret;
    }
  }

  private void requireDone(JsonAnswer answer) {
    int status = answer.status();
    if (answer.ok()) {
      return;
    }
    // A 404 that does not come from the KMS itself is a wrong address or a proxy; both last.
    if (status == 400 || status == 401 || status == 403 || status == 404) {
      throw failure.refused("HTTP status " + status);
    }
    throw failure.unreachable("HTTP status " + status);
  }

  private IssueException notOurs() {
    return failure.refused("a key was not wrapped by it, or for another keyring or domain");
  }

  private String asUser() {
    return "user.name=" + encoded(user);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
