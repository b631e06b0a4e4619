package io.columnveil.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.bouncycastle.crypto.hpke.HPKE;
import org.junit.jupiter.api.Test;

class OneTimeKeyTest {

  /** RFC 9180, A.1.1: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, base mode. */
  private static final byte[] INFO = hex("4f6465206f6e2061204772656369616e2055726e");

  private static final byte[] RECIPIENT =
      hex("4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8");
  private static final byte[] RECIPIENT_PUBLIC =
      hex("3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d");
  private static final byte[] EPHEMERAL =
      hex("52c4a758a802cd8b936eceea314432798d5baf2d7e9235dc084ab1b9cfa2f736");
  private static final byte[] ENCAPSULATED =
      hex("37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431");
  private static final byte[] AAD = hex("436f756e742d30");
  private static final byte[] PLAINTEXT =
      hex("4265617574792069732074727574682c20747275746820626561757479");
  private static final byte[] CIPHERTEXT =
      hex(
          "f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c51"
              + "2a");

  private final SecureRandom random = new SecureRandom();

  @Test
  void hpkeAgreesWithRfc9180() throws Exception {
    HpkeOneTimeKey key = HpkeOneTimeKey.of(RECIPIENT);
    assertThat(key.publicKey()).endsWith(RECIPIENT_PUBLIC);
    assertThat(key.open(HPKE.aead_AES_GCM128, concat(ENCAPSULATED, CIPHERTEXT), INFO, AAD))
        .isEqualTo(PLAINTEXT);
    assertThat(
            new HpkeSender(1)
                .seal(HpkeSender.point(RECIPIENT_PUBLIC), EPHEMERAL, INFO, AAD, PLAINTEXT))
        .as("the other side, which the next tests rest on, agrees too")
        .isEqualTo(concat(ENCAPSULATED, CIPHERTEXT));
  }

  @Test
  void hpkeTakesWhatACustomerWrapsAndNothingElse() throws Exception {
    HpkeOneTimeKey key = HpkeOneTimeKey.create(random);
    PublicKey sent =
        KeyFactory.getInstance("X25519").generatePublic(new X509EncodedKeySpec(key.publicKey()));
    byte[] customers = random(32);
    byte[] info = HpkeOneTimeKey.INFO.getBytes(StandardCharsets.US_ASCII);
    byte[] wrapped = new HpkeSender(2).seal(sent, random(32), info, new byte[0], customers);

    assertThat(HpkeOneTimeKey.of(key.privateKey()).unwrap(wrapped)).isEqualTo(customers);

    assertThat(wrapped).hasSize(80);
    rejectsChanges(key, wrapped);
    rejects(key, new HpkeSender(2).seal(sent, random(32), new byte[0], new byte[0], customers));
    rejects(key, new HpkeSender(2).seal(sent, random(32), info, new byte[1], customers));
    rejects(HpkeOneTimeKey.create(random), wrapped);
    rejects(key, concat(new byte[32], new byte[48])); // the point of order one
  }

  @Test
  void rsaTakesOaepAndAesKwpAndNothingElse() throws Exception {
    RsaOneTimeKey key = RsaOneTimeKey.create(random);
    PublicKey sent =
        KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(key.publicKey()));
    byte[] customers = random(32);
    byte[] oaep = oaep(sent, "SHA-256", MGF1ParameterSpec.SHA256, customers);
    byte[] between = random(32);
    byte[] kwp =
        concat(
            oaep(sent, "SHA-256", MGF1ParameterSpec.SHA256, between),
            KeyWrap.wrap(between, customers));

    assertThat(RsaOneTimeKey.of(key.privateKey()).unwrap(oaep)).isEqualTo(customers);
    assertThat(key.unwrap(kwp)).isEqualTo(customers);

    assertThat(oaep).hasSize(384);
    assertThat(kwp).hasSize(424);
    rejects(key, oaep(sent, "SHA-256", MGF1ParameterSpec.SHA1, customers));
    rejects(key, oaep(sent, "SHA-1", MGF1ParameterSpec.SHA1, customers));
    rejects(RsaOneTimeKey.create(random), oaep);
    for (int at : new int[] {0, 100, 383, 384, 400, 423}) {
      byte[] changed = kwp.clone();
      changed[at] ^= 1;
      rejects(key, changed);
    }
    byte[] weak = random(16);
    rejects(
        key,
        concat(
            oaep(sent, "SHA-256", MGF1ParameterSpec.SHA256, weak), KeyWrap.wrap(weak, customers)));
  }

  private static void rejectsChanges(OneTimeKey key, byte[] wrapped) {
    for (int bit = 0; bit < 8 * wrapped.length; bit++) {
      if (bit == 8 * 31 + 7) {
        continue; // X25519 ignores the highest bit of a point
      }
      byte[] changed = wrapped.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      rejects(key, changed);
    }
    for (int length = 0; length < wrapped.length; length++) {
      rejects(key, Arrays.copyOf(wrapped, length));
    }
  }

  private static void rejects(OneTimeKey key, byte[] wrapped) {
    assertThatThrownBy(() -> key.unwrap(wrapped)).isInstanceOf(CiphertextRejectedException.class);
  }

  private static byte[] oaep(PublicKey key, String hash, MGF1ParameterSpec mgf, byte[] plaintext)
      throws Exception {
    Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        key,
        new OAEPParameterSpec(hash, "MGF1", mgf, PSource.PSpecified.DEFAULT));
    return cipher.doFinal(plaintext);
  }

  private byte[] random(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] concat(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
