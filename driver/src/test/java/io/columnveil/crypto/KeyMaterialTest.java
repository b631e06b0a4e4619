package io.columnveil.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;

/** Derivation, wrapping and tokens against the vectors of their RFCs. */
class KeyMaterialTest {

  private static final HexFormat HEX = HexFormat.of();

  @Test
  void hkdfAgreesWithRfc5869() {
    assertThat(hkdf("0b".repeat(22), "000102030405060708090a0b0c", "f0f1f2f3f4f5f6f7f8f9", 42))
        .isEqualTo(
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
    assertThat(hkdf(range(0x00, 0x4f), range(0x60, 0xaf), range(0xb0, 0xff), 82))
        .isEqualTo(
            "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c"
                + "59045a99cac7827271cb41c65e590e09da3275600c2f09b8367793a9aca3db71"
                + "cc30c58179ec3e87c14c01d5c1f3434f1d87");
    assertThat(hkdf("0b".repeat(22), "", "", 42))
        .isEqualTo(
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
  }

  @Test
  void derivedKeysAreFrozen() {
    byte[] dek = HEX.parseHex(range(0, 31));
    assertThat(HEX.formatHex(KeyDerivation.derive(dek, KeyPurpose.RANDOMIZED, "shop.users.email")))
        .isEqualTo(hkdf(range(0, 31), "", info(1, "shop.users.email"), 32));
    assertThat(
            HEX.formatHex(KeyDerivation.derive(dek, KeyPurpose.DETERMINISTIC, "shop.users.email")))
        .isEqualTo(hkdf(range(0, 31), "", info(2, "shop.users.email"), 64));
    assertThat(HEX.formatHex(KeyDerivation.derive(dek, KeyPurpose.LOOKUP, "é")))
        .isEqualTo(hkdf(range(0, 31), "", info(3, "é"), 32));
    assertThat(HEX.formatHex(KeyDerivation.derive(dek, KeyPurpose.KEYRING_SEAL, "")))
        .isEqualTo(hkdf(range(0, 31), "", info(4, ""), 32));
  }

  @Test
  void keyWrapAgreesWithRfc5649() throws Exception {
    byte[] kek = HEX.parseHex("5840df6e29b02af1ab493b705bf16ea1ae8338f4dcc176a8");
    byte[] twenty = HEX.parseHex("c37b7e6492584340bed12207808941155068f738");
    byte[] seven = HEX.parseHex("466f7250617369");

    assertThat(HEX.formatHex(KeyWrap.wrap(kek, twenty)))
        .isEqualTo("138bdeaa9b8fa7fc61f97742e72248ee5ae6ae5360d1ae6a5f54f373fa543b6a");
    assertThat(HEX.formatHex(KeyWrap.wrap(kek, seven)))
        .isEqualTo("afbeb0f07dfbf5419200f2ccb50bb24f");
    assertThat(KeyWrap.unwrap(kek, KeyWrap.wrap(kek, twenty))).isEqualTo(twenty);
    assertThat(KeyWrap.unwrap(kek, KeyWrap.wrap(kek, seven))).isEqualTo(seven);
  }

  @Test
  void keyWrapAgreesWithTheJdk() throws Exception {
    byte[] kek = HEX.parseHex(range(0, 31));
    byte[] key = HEX.parseHex(range(32, 63));
    Cipher jdk = Cipher.getInstance("AES/KWP/NoPadding");
    jdk.init(Cipher.WRAP_MODE, new SecretKeySpec(kek, "AES"));
    assertThat(KeyWrap.wrap(kek, key)).isEqualTo(jdk.wrap(new SecretKeySpec(key, "AES")));
  }

  @Test
  void unwrapRejectsEveryChangeAndLength() {
    byte[] kek = new byte[32];
    byte[] wrapped = KeyWrap.wrap(kek, new byte[32]);
    for (int i = 0; i < wrapped.length; i++) {
      byte[] tampered = wrapped.clone();
      tampered[i] ^= 1;
      assertThatThrownBy(() -> KeyWrap.unwrap(kek, tampered))
          .isInstanceOf(CiphertextRejectedException.class);
      byte[] cut = Arrays.copyOf(wrapped, i);
      assertThatThrownBy(() -> KeyWrap.unwrap(kek, cut))
          .isInstanceOf(CiphertextRejectedException.class);
    }
  }

  @Test
  void argon2idAgreesWithRfc9106() {
    Argon2Parameters parameters =
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(32)
            .withIterations(3)
            .withParallelism(4)
            .withSalt(HEX.parseHex("02".repeat(16)))
            .withSecret(HEX.parseHex("03".repeat(8)))
            .withAdditional(HEX.parseHex("04".repeat(12)))
            .build();
    byte[] tag = Argon2id.derive(parameters, HEX.parseHex("01".repeat(32)), 32);
    assertThat(HEX.formatHex(tag))
        .isEqualTo("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
  }

  @Test
  void argon2idRefusesParametersOutsideItsBounds() {
    for (int[] bad :
        new int[][] {
          {19 * 1024 - 1, 3, 4},
          {1024 * 1024 + 1, 3, 4},
          {64 * 1024, 0, 4},
          {64 * 1024, 33, 4},
          {64 * 1024, 3, 0},
          {64 * 1024, 3, 65},
          {Integer.MIN_VALUE, 3, 4}
        }) {
      assertThatThrownBy(() -> new Argon2id(bad[0], bad[1], bad[2]))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void tokensAreHmacOverPurposeDomainNormalizerAndValue() throws Exception {
    byte[] key = HEX.parseHex(range(0, 31));
    byte[] value = "anna@example.org".getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    input.write(1);
    input.write(0);
    input.write(4);
    input.writeBytes("mail".getBytes(StandardCharsets.UTF_8));
    input.write(3);
    input.writeBytes(value);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));

    LookupTokens tokens = new LookupTokens(key, "mail", 3, JceServices.platform());

    byte[] expected = Arrays.copyOf(mac.doFinal(input.toByteArray()), 16);
    assertThat(tokens.token(value)).isEqualTo(expected);
    assertThat(tokens.token(value)).isEqualTo(expected);
    assertThat(new LookupTokens(key, "mai", 3, JceServices.platform()).token(value))
        .isNotEqualTo(expected);
    assertThat(new LookupTokens(key, "mail", 2, JceServices.platform()).token(value))
        .isNotEqualTo(expected);
  }

  @Test
  void nothingPrintsAKey() {
    byte[] key = new byte[64];
    Arrays.fill(key, (byte) 0x5a);
    byte[] half = Arrays.copyOf(key, 32);
    JceServices services = JceServices.platform();
    for (Object secret :
        new Object[] {
          new DeterministicAead(key, services),
          new RandomizedAead(half, services, new NonceSource(new java.security.SecureRandom())),
          new LookupTokens(half, "d", 0, services)
        }) {
      assertThat(secret.toString()).doesNotContainIgnoringCase("5a5a").doesNotContain("[90");
    }
  }

  private static String hkdf(String key, String salt, String info, int length) {
    return HEX.formatHex(
        KeyDerivation.hkdf(HEX.parseHex(key), HEX.parseHex(salt), HEX.parseHex(info), length));
  }

  private static String info(int purpose, String domain) {
    byte[] name = domain.getBytes(StandardCharsets.UTF_8);
    return HEX.formatHex("columnveil/1".getBytes(StandardCharsets.UTF_8))
        + String.format("%02x%04x", purpose, name.length)
        + HEX.formatHex(name);
  }

  private static String range(int from, int to) {
    StringBuilder hex = new StringBuilder();
    for (int i = from; i <= to; i++) {
      hex.append(String.format("%02x", i));
    }
    return hex.toString();
  }
}
