package io.columnveil.keys.vault;

import io.columnveil.issue.IssueException;
import io.columnveil.keys.ProviderSettings;
import io.columnveil.keys.service.JsonAnswer;
import io.columnveil.keys.service.JsonServer;
import io.columnveil.keys.service.ServiceFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a process proves to Vault who it is: a token, a file that holds one and may be written anew
 * by an agent, or AppRole. The token is kept until Vault refuses it. Thread-safe.
 */
final class VaultLogin {

  private static final int MAX_FILE = 16 * 1024;

  private final JsonServer server;
  private final ServiceFailure failure;
  private final ProviderSettings settings;
  private final Map<String, String> namespace;
  private @Nullable String token;

  VaultLogin(JsonServer server, ServiceFailure failure, ProviderSettings settings) {
    this.server = server;
    this.failure = failure;
    this.settings = settings;
    Map<String, String> headers = new HashMap<>();
    headers.put("X-Vault-Request", "true");
    settings.optional("namespace").ifPresent(name -> headers.put("X-Vault-Namespace", name));
    this.namespace = Map.copyOf(headers);
  }

  /** The headers of a request, with a token. */
  synchronized Map<String, String> headers() {
    String present = token;
    if (present == null) {
      present = logIn();
      token = present;
    }
    Map<String, String> headers = new HashMap<>(namespace);
    headers.put("X-Vault-Token", present);
    return headers;
  }

  /**
   * Vault refused these headers.
   *
   * @return whether it is worth trying once more, because another token can be had
   */
  synchronized boolean refused(Map<String, String> headers) {
    if (settings.optional("token").isPresent()) {
      return false;
    }
    if (Objects.equals(headers.get("X-Vault-Token"), token)) {
      token = null;
    }
    return true;
  }

  synchronized void forget() {
    token = null;
  }

  private String logIn() {
    Optional<String> given = settings.optional("token");
    if (given.isPresent()) {
      return given.get();
    }
    Optional<Path> file = settings.path("tokenFile");
    return file.isPresent() ? content("tokenFile", file.get()) : appRole();
  }

  private String appRole() {
    String roleId = settings.required("roleId");
    Optional<Path> file = settings.path("secretIdFile");
    String secretId =
        file.isPresent() ? content("secretIdFile", file.get()) : settings.required("secretId");
    String mount = settings.optional("authMount").orElse("approle");
    try (JsonAnswer answer =
        server.post(
            "/v1/auth/" + VaultTransit.path(mount) + "/login",
            namespace,
            json -> {
              json.writeStringField("role_id", roleId);
              json.writeStringField("secret_id", secretId);
            })) {
      if (!answer.ok()) {
        throw VaultTransit.failed(failure, answer, "the log-in by AppRole, ");
      }
      return answer
          .text("auth", "client_token")
          .orElseThrow(() -> failure.unreachable("its answer is not understood"));
    }
  }

  private String content(String setting, Path file) {
    try {
      if (Files.size(file) > MAX_FILE) {
        throw unusable(setting);
      }
      String text = Files.readString(file).strip();
      if (text.isEmpty()) {
        throw unusable(setting);
      }
      return text;
    } catch (IOException e) {
      throw unusable(setting);
    }
  }

  private IssueException unusable(String setting) {
    return settings.invalid(
        "the " + setting + " cannot be read or holds nothing", "Check its path and permissions");
  }
}
