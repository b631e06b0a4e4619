package io.columnveil.crypto;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The other side of HPKE in base mode, as a customer would write it from RFC 9180 with what the JDK
 * has: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-GCM. Shares no code with what it tests.
 */
public final class HpkeSender {

  private static final byte[] NOTHING = {};
  private static final byte[] KEM = concat(ascii("KEM"), i2osp(0x20));

  private final int keyLength;
  private final byte[] suite;

  /** With AES-128-GCM (1) or AES-256-GCM (2). */
  public HpkeSender(int aead) {
    this.keyLength = aead == 1 ? 16 : 32;
    this.suite = concat(ascii("HPKE"), i2osp(0x20), i2osp(1), i2osp(aead));
  }

  /** The encapsulated key and the first ciphertext under it. */
  public byte[] seal(
      PublicKey recipient, byte[] ephemeral, byte[] info, byte[] associatedData, byte[] plaintext)
      throws GeneralSecurityException {
    PrivateKey mine =
        KeyFactory.getInstance("X25519")
            .generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, ephemeral));
    byte[] encapsulated = agree(mine, point(little(BigInteger.valueOf(9))));
    KeyAgreement agreement = KeyAgreement.getInstance("X25519");
    agreement.init(mine);
    agreement.doPhase(recipient, true);
    byte[] context = concat(encapsulated, little(((XECPublicKey) recipient).getU()));
    byte[] prk = extract(KEM, NOTHING, "eae_prk", agreement.generateSecret());
    byte[] shared = expand(KEM, prk, "shared_secret", context, 32);

    byte[] schedule =
        concat(
            new byte[] {0},
            extract(suite, NOTHING, "psk_id_hash", NOTHING),
            extract(suite, NOTHING, "info_hash", info));
    byte[] secret = extract(suite, shared, "secret", NOTHING);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE,
        new SecretKeySpec(expand(suite, secret, "key", schedule, keyLength), "AES"),
        new GCMParameterSpec(128, expand(suite, secret, "base_nonce", schedule, 12)));
    cipher.updateAAD(associatedData);
    return concat(encapsulated, cipher.doFinal(plaintext));
  }

  private static byte[] agree(PrivateKey mine, PublicKey other) throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance("X25519");
    agreement.init(mine);
    agreement.doPhase(other, true);
    return agreement.generateSecret();
  }

  /** A public key from its 32 bytes. */
  public static PublicKey point(byte[] littleEndian) throws GeneralSecurityException {
    byte[] big = littleEndian.clone();
    reverse(big);
    return KeyFactory.getInstance("X25519")
        .generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, new BigInteger(1, big)));
  }

  private static byte[] little(BigInteger number) {
    byte[] big = number.toByteArray();
    reverse(big);
    return Arrays.copyOf(big, 32);
  }

  private static void reverse(byte[] bytes) {
    for (int i = 0; i < bytes.length / 2; i++) {
      byte kept = bytes[i];
      bytes[i] = bytes[bytes.length - 1 - i];
      bytes[bytes.length - 1 - i] = kept;
    }
  }

  private static byte[] extract(byte[] suite, byte[] salt, String label, byte[] input)
      throws GeneralSecurityException {
    return mac(
        salt.length == 0 ? new byte[32] : salt,
        concat(ascii("HPKE-v1"), suite, ascii(label), input));
  }

  /** One block is enough for all lengths here. */
  private static byte[] expand(byte[] suite, byte[] prk, String label, byte[] info, int length)
      throws GeneralSecurityException {
    byte[] labeled = concat(i2osp(length), ascii("HPKE-v1"), suite, ascii(label), info);
    return Arrays.copyOf(mac(prk, concat(labeled, new byte[] {1})), length);
  }

  private static byte[] mac(byte[] key, byte[] content) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(content);
  }

  private static byte[] i2osp(int value) {
    return new byte[] {(byte) (value >>> 8), (byte) value};
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
