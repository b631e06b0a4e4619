package io.columnveil.keys;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The seal of a policy, in a file beside it: an Ed25519 signature by the key that the keyring pins.
 * Seals are numbered, so that a policy that was replaced can be refused later.
 *
 * @param keyring identity of the keyring that pins the key
 * @param number grows with every seal
 * @param signature 64 bytes
 */
record PolicySeal(UUID keyring, long number, byte[] signature) {

  /** What the seal's file is called: the policy's name and this. */
  static final String SUFFIX = ".seal";

  private static final byte[] LABEL =
      "columnveil/policy-seal/1".getBytes(StandardCharsets.US_ASCII);
  private static final Pattern TEXT =
      Pattern.compile(
          "columnveil policy seal 1\\s+keyring ([0-9a-f-]{36})\\s+number ([0-9]{1,18})\\s+"
              + "signature ([A-Za-z0-9+/=]{88})\\s*");

  /** What is signed: label, keyring, number, and the policy's UTF-8. */
  static byte[] message(UUID keyring, long number, String policy) {
    byte[] text = policy.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(LABEL.length + 24 + text.length)
        .put(LABEL)
        .putLong(keyring.getMostSignificantBits())
        .putLong(keyring.getLeastSignificantBits())
        .putLong(number)
        .put(text)
        .array();
  }

  String text() {
    return "columnveil policy seal 1\nkeyring "
        + keyring
        + "\nnumber "
        + number
        + "\nsignature "
        + Base64.getEncoder().encodeToString(signature)
        + "\n";
  }

  /** The seal in a text, if it is one. */
  static Optional<PolicySeal> parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new PolicySeal(
              UUID.fromString(parts.group(1)),
              Long.parseLong(parts.group(2)),
              Base64.getDecoder().decode(parts.group(3))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static IssueException refused(String reason) {
    return new IssueException(
        Issue.error(
            ErrorCode.POLICY_INVALID,
            "the keyring requires a sealed policy, and " + reason,
            "Review the policy and seal it with the command policy seal"));
  }
}
