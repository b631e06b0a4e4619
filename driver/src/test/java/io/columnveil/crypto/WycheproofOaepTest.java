package io.columnveil.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.RSAPrivateKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WycheproofOaepTest {

  private static final byte[] NO_LABEL = {};
  private static final int LENGTH = 384;

  @Test
  void agreesAndRejects() throws Exception {
    int valid = 0;
    int invalid = 0;
    for (String vector : vectors()) {
      String[] fields = vector.split(" ");
      if (fields[0].equals("key")) {
        continue;
      }
      byte[] ciphertext = hex(fields[3]);
      if (fields[1].equals("valid")) {
        valid++;
        assertThat(RsaKeyWrap.unwrap(key(), ciphertext, NO_LABEL)).isEqualTo(hex(fields[2]));
        rejects("a zero before", concat(new byte[1], ciphertext));
        rejects("a zero after", concat(ciphertext, new byte[1]));
        rejects("cut off in front", Arrays.copyOfRange(ciphertext, 1, LENGTH));
        rejects("cut off at its end", Arrays.copyOf(ciphertext, LENGTH - 1));
        assertThatThrownBy(() -> RsaKeyWrap.unwrap(key(), ciphertext, new byte[1]))
            .as("another label")
            .isInstanceOf(CiphertextRejectedException.class);
      } else {
        invalid++;
        rejects(fields[0], ciphertext);
      }
    }
    assertThat(List.of(valid, invalid)).containsExactly(2, 4);
    BigInteger modulus = new BigInteger(1, hex(vectors().get(0).split(" ")[1]));
    for (BigInteger message :
        List.of(BigInteger.ZERO, BigInteger.ONE, modulus.subtract(BigInteger.ONE), modulus)) {
      byte[] bytes = message.toByteArray();
      byte[] ciphertext = new byte[LENGTH];
      int from = Math.max(0, bytes.length - LENGTH);
      System.arraycopy(
          bytes, from, ciphertext, LENGTH - (bytes.length - from), bytes.length - from);
      rejects("the number " + message.signum() + " or near the modulus", ciphertext);
    }
    rejects("nothing", new byte[0]);
  }

  private static void rejects(String what, byte[] ciphertext) {
    assertThatThrownBy(() -> RsaKeyWrap.unwrap(key(), ciphertext, NO_LABEL))
        .as(what)
        .isInstanceOf(CiphertextRejectedException.class);
  }

  private static PrivateKey key() throws Exception {
    String[] fields = vectors().get(0).split(" ");
    return KeyFactory.getInstance("RSA")
        .generatePrivate(
            new RSAPrivateKeySpec(
                new BigInteger(1, hex(fields[1])), new BigInteger(1, hex(fields[2]))));
  }

  private static List<String> vectors() throws Exception {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    WycheproofOaepTest.class.getResourceAsStream("wycheproof-rsa-oaep.txt")),
                StandardCharsets.US_ASCII))) {
      return reader.lines().filter(line -> !line.startsWith("#")).toList();
    }
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private static byte[] hex(String field) {
    return field.equals("-") ? new byte[0] : HexFormat.of().parseHex(field);
  }
}
