package io.columnveil.keys.vault;

import com.fasterxml.jackson.core.Base64Variants;
import io.columnveil.issue.IssueException;
import io.columnveil.keys.KeyContext;
import io.columnveil.keys.ProviderSettings;
import io.columnveil.keys.service.JsonAnswer;
import io.columnveil.keys.service.JsonServer;
import io.columnveil.keys.service.ServiceFailure;
import io.columnveil.keys.service.WrappingService;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A key of a transit engine. What it wraps is the ciphertext as the server gives it ({@code
 * vault:v1:...}), bound to the context by {@code associated_data}; the key's own versions are the
 * server's business.
 */
final class VaultTransit implements WrappingService {

  private final ServiceFailure failure = new ServiceFailure("vault-transit");
  private final JsonServer server;
  private final VaultLogin login;
  private final String mount;
  private final String key;

  private VaultTransit(ProviderSettings settings) {
    this.server = JsonServer.of(settings, failure);
    this.login = new VaultLogin(server, failure, settings);
    this.mount = path(settings.optional("mount").orElse("transit"));
    this.key = path(settings.required("key"));
  }

  static VaultTransit of(ProviderSettings settings) {
    return new VaultTransit(settings);
  }

  /** Judges the key by its description, which a policy of the server must let us read. */
  void requireStrongKey(ProviderSettings settings) {
    try (JsonAnswer answer =
        send(headers -> server.get("/v1/" + mount + "/keys/" + key, headers))) {
      String type =
          answer
              .text("data", "type")
              .orElseThrow(() -> failure.unreachable("its answer is not understood"));
      if (!type.equals("aes256-gcm96")) {
        throw settings.invalid(
            "the key in the transit engine is not of type aes256-gcm96",
            "Make one with type=aes256-gcm96");
      }
      if (answer.text("data", "exportable").equals(Optional.of("true"))
          || answer.text("data", "allow_plaintext_backup").equals(Optional.of("true"))) {
        throw settings.invalid(
            "the key in the transit engine can be exported", "Make one that cannot");
      }
      if (answer.text("data", "derived").equals(Optional.of("true"))) {
        throw settings.invalid(
            "the key in the transit engine is a derived one", "Make one with derived=false");
      }
    }
  }

  @Override
  public byte[] wrap(byte[] dataKey, KeyContext context) {
    byte[] bound = context.associatedData();
    try (JsonAnswer answer =
        send(
            headers ->
                server.post(
                    "/v1/" + mount + "/encrypt/" + key,
                    headers,
                    json -> {
                      json.writeBinaryField("plaintext", dataKey);
                      json.writeBinaryField("associated_data", bound);
                    }))) {
      return answer
          .text("data", "ciphertext")
          .filter(text -> text.startsWith("vault:v"))
          .orElseThrow(() -> failure.unreachable("its answer is not understood"))
          .getBytes(StandardCharsets.UTF_8);
    }
  }

  @Override
  public byte[] unwrap(byte[] wrapped, KeyContext context) {
    byte[] bound = context.associatedData();
    String ciphertext = new String(wrapped, StandardCharsets.UTF_8);
    try (JsonAnswer answer =
        send(
            headers ->
                server.post(
                    "/v1/" + mount + "/decrypt/" + key,
                    headers,
                    json -> {
                      json.writeStringField("ciphertext", ciphertext);
                      json.writeBinaryField("associated_data", bound);
                    }))) {
      return answer
          .binary(Base64Variants.MIME_NO_LINEFEEDS, "data", "plaintext")
          .orElseThrow(() -> failure.unreachable("its answer is not understood"));
    }
  }

  @Override
  public void close() {
    login.forget();
  }

  /** Logs in again once if the token is refused: it may have expired. */
  private JsonAnswer send(Function<Map<String, String>, JsonAnswer> request) {
    Map<String, String> headers = login.headers();
    JsonAnswer answer = request.apply(headers);
    if (answer.status() == 403 && login.refused(headers)) {
      answer.close();
      answer = request.apply(login.headers());
    }
    if (!answer.ok()) {
      try (JsonAnswer bad = answer) {
        throw failed(failure, bad, "");
      }
    }
    return answer;
  }

  /** By status: 429, 472, 473 and 5xx are those of a server that is busy, standby or sealed. */
  static IssueException failed(ServiceFailure failure, JsonAnswer answer, String what) {
    int status = answer.status();
    String why = what + "HTTP status " + status;
    boolean refusal = status == 400 || status == 401 || status == 403 || status == 404;
    return refusal ? failure.refused(why) : failure.unreachable(why);
  }

  /** Mounts may be paths; each of their parts is encoded. */
  static String path(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }
}
