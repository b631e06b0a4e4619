package io.columnveil.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;

class RandomizedAeadTest {

  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] HEADER = Envelope.header(Envelope.Algorithm.AES_256_GCM, 7);

  @Test
  void readsTestCase16OfTheGcmSpecification() throws Exception {
    byte[] envelope =
        HEX.parseHex(
            "0000000000000000"
                + "cafebabefacedbaddecaf888"
                + "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                + "76fc6ece0f4e1768cddf8853bb2d551b");
    RandomizedAead aead =
        aead(HEX.parseHex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"));

    byte[] plaintext =
        aead.decrypt(envelope, HEX.parseHex("feedfacedeadbeeffeedfacedeadbeefabaddad2"));

    assertThat(HEX.formatHex(plaintext))
        .isEqualTo(
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39");
  }

  @Test
  void makesWhatAnotherImplementationReads() throws Exception {
    Random random = new Random(38);
    for (int length = 0; length < 200; length++) {
      byte[] key = bytes(random, 32);
      byte[] plaintext = bytes(random, length);
      byte[] associatedData = bytes(random, random.nextInt(60));

      byte[] envelope = aead(key).encrypt(HEADER, associatedData, plaintext);

      GCMBlockCipher other = (GCMBlockCipher) GCMBlockCipher.newInstance(AESEngine.newInstance());
      byte[] nonce = Arrays.copyOfRange(envelope, 8, 20);
      other.init(false, new AEADParameters(new KeyParameter(key), 128, nonce, associatedData));
      byte[] out = new byte[length];
      int done = other.processBytes(envelope, 20, envelope.length - 20, out, 0);
      other.doFinal(out, done);
      assertThat(out).isEqualTo(plaintext);
      assertThat(aead(key).decrypt(envelope, associatedData)).isEqualTo(plaintext);
    }
  }

  @Test
  void neverUsesANonceTwice() {
    RandomizedAead aead = aead(new byte[32]);
    Set<String> nonces = new HashSet<>();
    for (int i = 0; i < 5_000; i++) {
      byte[] envelope = aead.encrypt(HEADER, HEADER, new byte[1]);
      assertThat(nonces.add(HEX.formatHex(envelope, 8, 20))).isTrue();
    }
  }

  @Test
  void rejectsEveryChangedByteAndEveryOtherLength() {
    RandomizedAead aead = aead(new byte[32]);
    byte[] envelope = aead.encrypt(HEADER, HEADER, new byte[20]);
    for (int i = Envelope.HEADER_LENGTH; i < envelope.length; i++) {
      byte[] tampered = envelope.clone();
      tampered[i] ^= 1;
      assertThatThrownBy(() -> aead.decrypt(tampered, HEADER))
          .isInstanceOf(CiphertextRejectedException.class);
    }
    for (int length = 0; length < envelope.length; length++) {
      byte[] cut = Arrays.copyOf(envelope, length);
      assertThatThrownBy(() -> aead.decrypt(cut, HEADER))
          .isInstanceOf(CiphertextRejectedException.class);
    }
    assertThatThrownBy(() -> aead.decrypt(envelope, new byte[] {1}))
        .isInstanceOf(CiphertextRejectedException.class);
  }

  @Test
  void goesOnAfterARejection() throws Exception {
    RandomizedAead aead = aead(new byte[32]);
    byte[] envelope = aead.encrypt(HEADER, HEADER, new byte[] {1, 2});
    byte[] tampered = envelope.clone();
    tampered[tampered.length - 1] ^= 1;
    assertThatThrownBy(() -> aead.decrypt(tampered, HEADER))
        .isInstanceOf(CiphertextRejectedException.class);
    assertThat(aead.decrypt(envelope, HEADER)).containsExactly(1, 2);
  }

  @Test
  void zeroesEachNonceAsItIsTaken() throws Exception {
    NonceSource nonces = new NonceSource(new SecureRandom());
    nonces.next(new byte[12], 0);
    var field = NonceSource.class.getDeclaredField("buffer");
    field.setAccessible(true);
    byte[] buffer = (byte[]) field.get(nonces);
    assertThat(Arrays.copyOf(buffer, 12)).containsOnly(0);
    assertThat(Arrays.copyOfRange(buffer, 12, 24)).isNotEqualTo(new byte[12]);
  }

  private static RandomizedAead aead(byte[] key) {
    return new RandomizedAead(key, JceServices.platform(), new NonceSource(new SecureRandom()));
  }

  private static byte[] bytes(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
