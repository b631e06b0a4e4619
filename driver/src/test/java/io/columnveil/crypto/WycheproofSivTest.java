package io.columnveil.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WycheproofSivTest {

  private static final byte[] HEADER = Envelope.header(Envelope.Algorithm.AES_256_SIV, 1);

  @ParameterizedTest
  @MethodSource("vectors")
  void agreesAndRejectsEveryFlippedBit(String vector) throws Exception {
    String[] fields = vector.split(" ");
    DeterministicAead aead = new DeterministicAead(hex(fields[1]), JceServices.platform());
    DeterministicAead.Bound context =
        aead.bind(
            Arrays.stream(fields[2].split(",")).map(WycheproofSivTest::hex).toArray(byte[][]::new));
    byte[] message = hex(fields[3]);
    byte[] expected = hex(fields[4]);

    byte[] envelope = aead.encryptDeterministically(HEADER, context, message);

    assertThat(Arrays.copyOfRange(envelope, Envelope.HEADER_LENGTH, envelope.length))
        .isEqualTo(expected);
    assertThat(aead.decrypt(envelope, context)).isEqualTo(message);
    for (int bit = 8 * Envelope.HEADER_LENGTH; bit < 8 * envelope.length; bit++) {
      byte[] flipped = envelope.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatThrownBy(() -> aead.decrypt(flipped, context))
          .isInstanceOf(CiphertextRejectedException.class);
    }
  }

  static Stream<String> vectors() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    WycheproofSivTest.class.getResourceAsStream("wycheproof-aes-siv.txt")),
                StandardCharsets.US_ASCII))) {
      List<String> lines = reader.lines().filter(line -> !line.startsWith("#")).toList();
      return lines.stream();
    }
  }

  private static byte[] hex(String field) {
    return field.equals("-") ? new byte[0] : HexFormat.of().parseHex(field);
  }
}
