package io.columnveil.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;

/** Stands in for the transit engine of Vault: paths, headers, tokens, base64, error bodies. */
final class VaultStandIn extends StandIn {

  volatile String token = UUID.randomUUID().toString();
  volatile String type = "aes256-gcm96";
  volatile boolean keyIsThere = true;

  volatile String secretId = "hunter-secret";
  final AtomicInteger logIns = new AtomicInteger();

  VaultStandIn() throws IOException {}

  VaultStandIn(SSLContext tls) throws IOException {
    super(tls);
  }

  @Override
  Answer answer(HttpExchange request, byte[] body) throws IOException, GeneralSecurityException {
    String path = request.getRequestMethod() + " " + request.getRequestURI().getRawPath();
    if (!"true".equals(header(request, "X-Vault-Request"))
        || !"payments".equals(header(request, "X-Vault-Namespace"))) {
      return error(400, "missing header");
    }
    if (path.equals("POST /v1/auth/approle/login")) {
      JsonNode login = JSON.readTree(body);
      if (!login.path("role_id").asText().equals("role")
          || !login.path("secret_id").asText().equals(secretId)) {
        return error(400, "invalid role or secret ID");
      }
      logIns.incrementAndGet();
      ObjectNode answer = JSON.createObjectNode();
      answer.putObject("auth").put("client_token", token).put("lease_duration", 60);
      return new Answer(200, answer);
    }
    if (!token.equals(header(request, "X-Vault-Token"))) {
      return error(403, "permission denied");
    }
    if (!keyIsThere) {
      return error(path.startsWith("GET") ? 404 : 400, "encryption key not found");
    }
    ObjectNode answer = JSON.createObjectNode();
    ObjectNode data = answer.putObject("data");
    switch (path) {
      case "GET /v1/transit/keys/cv" -> data.put("type", type).put("exportable", false);
      case "POST /v1/transit/encrypt/cv" -> {
        JsonNode json = JSON.readTree(body);
        byte[] wrapped = encrypt(base64(json, "plaintext"), base64(json, "associated_data"));
        data.put("ciphertext", "vault:v1:" + Base64.getEncoder().encodeToString(wrapped));
      }
      case "POST /v1/transit/decrypt/cv" -> {
        JsonNode json = JSON.readTree(body);
        String ciphertext = json.path("ciphertext").asText();
        if (!ciphertext.startsWith("vault:v1:")) {
          return error(400, "invalid ciphertext: no prefix");
        }
        try {
          byte[] wrapped = Base64.getDecoder().decode(ciphertext.substring(9));
          data.put("plaintext", decrypt(wrapped, base64(json, "associated_data")));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
          return error(400, "cipher: message authentication failed");
        }
      }
      default -> {
        return error(404, "no handler for route");
      }
    }
    return new Answer(200, answer);
  }

  private static byte[] base64(JsonNode json, String field) {
    return Base64.getDecoder().decode(json.path(field).asText());
  }

  private static String header(HttpExchange request, String name) {
    return request.getRequestHeaders().getFirst(name);
  }

  private static Answer error(int status, String text) {
    ObjectNode body = JSON.createObjectNode();
    body.putArray("errors").add(text);
    return new Answer(status, body);
  }
}
