package io.columnveil.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.subtle.AesSiv;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.spec.SecretKeySpec;
import org.cryptomator.siv.SivMode;
import org.junit.jupiter.api.Test;

class DeterministicAeadTest {

  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] HEADER = Envelope.header(Envelope.Algorithm.AES_256_SIV, 7);

  @Test
  void agreesWithRfc5297AppendixA1() throws Exception {
    DeterministicAead aead =
        aes128("fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0", "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
    DeterministicAead.Bound context =
        aead.bind(HEX.parseHex("101112131415161718191a1b1c1d1e1f2021222324252627"));
    byte[] plaintext = HEX.parseHex("112233445566778899aabbccddee");

    byte[] envelope = aead.encryptDeterministically(HEADER, context, plaintext);

    assertThat(body(envelope))
        .isEqualTo("85632d07c6e8f37f950acd320a2ecc9340c02b9690c4dc04daef7f6afe5c");
    assertThat(aead.decrypt(envelope, context)).isEqualTo(plaintext);
  }

  @Test
  void agreesWithRfc5297AppendixA2() throws Exception {
    DeterministicAead aead =
        aes128("7f7e7d7c7b7a79787776757473727170", "404142434445464748494a4b4c4d4e4f");
    DeterministicAead.Bound context =
        aead.bind(
            HEX.parseHex(
                "00112233445566778899aabbccddeeffdeaddadadeaddadaffeeddccbbaa99887766554433221100"),
            HEX.parseHex("102030405060708090a0"),
            HEX.parseHex("09f911029d74e35bd84156c5635688c0"));
    byte[] plaintext =
        HEX.parseHex(
            "7468697320697320736f6d6520706c61696e7465787420746f20656e637279707420"
                + "7573696e67205349562d414553");

    byte[] envelope = aead.encryptDeterministically(HEADER, context, plaintext);

    assertThat(body(envelope))
        .isEqualTo(
            "7bdb6e3b432667eb06f4d14bff2fbd0fcb900f2fddbe404326601965c889bf17"
                + "dba77ceb094fa663b7a3f748ba8af829ea64ad544a272e9c485b62a3fd5c0d");
    assertThat(aead.decrypt(envelope, context)).isEqualTo(plaintext);
  }

  @Test
  void agreesWithTwoOtherImplementationsForAllLengths() throws Exception {
    Random random = new Random(5297);
    for (int round = 0; round < 30; round++) {
      byte[] key = bytes(random, 64);
      AesSiv tink = new AesSiv(key);
      SivMode sivMode = new SivMode();
      DeterministicAead aead = new DeterministicAead(key, JceServices.platform());
      byte[] associatedData = bytes(random, random.nextInt(70));
      DeterministicAead.Bound context = aead.bind(associatedData);
      for (int length : lengths(random)) {
        byte[] plaintext = bytes(random, length);
        byte[] envelope = aead.encryptDeterministically(HEADER, context, plaintext);
        byte[] ours = Arrays.copyOfRange(envelope, Envelope.HEADER_LENGTH, envelope.length);

        assertThat(ours).isEqualTo(tink.encryptDeterministically(plaintext, associatedData));
        assertThat(ours)
            .isEqualTo(
                sivMode.encrypt(
                    Arrays.copyOfRange(key, 32, 64),
                    Arrays.copyOf(key, 32),
                    plaintext,
                    associatedData));
        assertThat(aead.decrypt(envelope, context)).isEqualTo(plaintext);
      }
    }
  }

  @Test
  void bindsSeveralComponentsAndNone() throws Exception {
    Random random = new Random(1);
    byte[] key = bytes(random, 64);
    DeterministicAead aead = new DeterministicAead(key, JceServices.platform());
    byte[] plaintext = bytes(random, 33);
    byte[][][] cases = {{}, {{}}, {{}, {}}, {{1}, {}, {2, 3}}};
    for (byte[][] components : cases) {
      byte[] envelope = aead.encryptDeterministically(HEADER, aead.bind(components), plaintext);
      assertThat(Arrays.copyOfRange(envelope, Envelope.HEADER_LENGTH, envelope.length))
          .isEqualTo(
              new SivMode()
                  .encrypt(
                      Arrays.copyOfRange(key, 32, 64),
                      Arrays.copyOf(key, 32),
                      plaintext,
                      components));
    }
  }

  @Test
  void rejectsEveryChangedByteAndEveryOtherLength() {
    DeterministicAead aead =
        new DeterministicAead(bytes(new Random(2), 64), JceServices.platform());
    DeterministicAead.Bound context = aead.bind(HEADER);
    byte[] envelope = aead.encryptDeterministically(HEADER, context, bytes(new Random(3), 20));
    for (int i = Envelope.HEADER_LENGTH; i < envelope.length; i++) {
      byte[] tampered = envelope.clone();
      tampered[i] ^= 0x10;
      assertThatThrownBy(() -> aead.decrypt(tampered, context))
          .isInstanceOf(CiphertextRejectedException.class);
    }
    for (int length = 0; length < envelope.length; length++) {
      byte[] cut = Arrays.copyOf(envelope, length);
      assertThatThrownBy(() -> aead.decrypt(cut, context))
          .isInstanceOf(CiphertextRejectedException.class);
    }
    DeterministicAead.Bound other = aead.bind(new byte[] {1});
    assertThatThrownBy(() -> aead.decrypt(envelope, other))
        .isInstanceOf(CiphertextRejectedException.class);
  }

  @Test
  void takesOnlyKeysOfSixtyFourBytes() {
    for (int length : new int[] {0, 32, 48, 63, 65}) {
      assertThatThrownBy(() -> new DeterministicAead(new byte[length], JceServices.platform()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static int[] lengths(Random random) {
    int[] lengths = new int[72];
    for (int i = 0; i < 68; i++) {
      lengths[i] = i;
    }
    lengths[68] = 1023;
    lengths[69] = 1024;
    lengths[70] = 1025;
    lengths[71] = 1000 + random.nextInt(5000);
    return lengths;
  }

  private static DeterministicAead aes128(String s2vKey, String ctrKey) {
    return new DeterministicAead(
        new SecretKeySpec(HEX.parseHex(s2vKey), "AES"),
        new SecretKeySpec(HEX.parseHex(ctrKey), "AES"),
        JceServices.platform());
  }

  private static String body(byte[] envelope) {
    return HEX.formatHex(envelope, Envelope.HEADER_LENGTH, envelope.length);
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
