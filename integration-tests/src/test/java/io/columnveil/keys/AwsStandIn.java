package io.columnveil.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stands in for AWS KMS: checks the target, the content type and the signature (Signature Version
 * 4, computed anew), and binds ciphertexts to the encryption context.
 */
final class AwsStandIn extends StandIn {

  static final String SECRET = "hunter-secret-access-key";

  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=(\\w+)/(\\d+)/([\\w-]+)/kms/aws4_request,"
              + " ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})");

  volatile String refusal = "";
  volatile String keySpec = "SYMMETRIC_DEFAULT";
  volatile JsonNode lastContext = JSON.createObjectNode();

  AwsStandIn() throws IOException {}

  @Override
  Answer answer(HttpExchange request, byte[] body) throws IOException, GeneralSecurityException {
    if (!isSigned(request, body)) {
      return error("InvalidSignatureException");
    }
    String target = header(request, "X-Amz-Target");
    if (!header(request, "Content-Type").equals("application/x-amz-json-1.1")
        || !target.startsWith("TrentService.")) {
      return error("UnknownOperationException");
    }
    if (!refusal.isEmpty()) {
      return error(refusal);
    }
    JsonNode json = JSON.readTree(body);
    if (!json.path("KeyId").asText().equals("alias/cv")) {
      return error("NotFoundException");
    }
    ObjectNode answer = JSON.createObjectNode();
    switch (target) {
      case "TrentService.DescribeKey" ->
          answer
              .putObject("KeyMetadata")
              .put("KeyId", "1234")
              .put("KeySpec", keySpec)
              .put("KeyUsage", "ENCRYPT_DECRYPT");
      case "TrentService.Encrypt" ->
          answer.put(
              "CiphertextBlob",
              encrypt(Base64.getDecoder().decode(json.path("Plaintext").asText()), context(json)));
      case "TrentService.Decrypt" -> {
        try {
          byte[] blob = Base64.getDecoder().decode(json.path("CiphertextBlob").asText());
          answer.put("Plaintext", decrypt(blob, context(json)));
        } catch (GeneralSecurityException e) {
          return error("InvalidCiphertextException");
        }
      }
      default -> {
        return error("UnknownOperationException");
      }
    }
    return new Answer(200, answer);
  }

  private byte[] context(JsonNode json) {
    lastContext = json.path("EncryptionContext");
    String keyring = lastContext.path("columnveil:keyring").asText();
    String domain = lastContext.path("columnveil:domain").asText();
    return (keyring + "\n" + domain).getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isSigned(HttpExchange request, byte[] body)
      throws GeneralSecurityException {
    Matcher given = AUTHORIZATION.matcher(header(request, "Authorization"));
    if (!given.matches() || !given.group(1).equals("AKIDEXAMPLE")) {
      return false;
    }
    StringBuilder canonical = new StringBuilder("POST\n/\n\n");
    for (String name : given.group(4).split(";")) {
      canonical.append(name).append(':').append(header(request, name).strip()).append('\n');
    }
    canonical.append('\n').append(given.group(4)).append('\n').append(sha256(body));
    String scope = given.group(2) + "/" + given.group(3) + "/kms/aws4_request";
    String toSign =
        "AWS4-HMAC-SHA256\n"
            + header(request, "X-Amz-Date")
            + "\n"
            + scope
            + "\n"
            + sha256(canonical.toString().getBytes(StandardCharsets.UTF_8));
    byte[] key = ("AWS4" + SECRET).getBytes(StandardCharsets.UTF_8);
    for (String part : scope.split("/")) {
      key = hmac(key, part);
    }
    return HexFormat.of().formatHex(hmac(key, toSign)).equals(given.group(5));
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String sha256(byte[] bytes) throws GeneralSecurityException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  private static String header(HttpExchange request, String name) {
    String value = request.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  private static Answer error(String type) {
    return new Answer(
        400, JSON.createObjectNode().put("__type", type).put("message", "hunter said no"));
  }
}
