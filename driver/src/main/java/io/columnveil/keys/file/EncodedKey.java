package io.columnveil.keys.file;

import io.columnveil.issue.IssueException;
import io.columnveil.keys.ProviderSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Keys in the formats of others, parsed by the JDK: PKCS#8 (PEM or DER, plain or encrypted by
 * PBES2) with an RSA key, and PKCS#12 with an RSA key or a secret key of AES.
 */
final class EncodedKey {

  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN ((?:ENCRYPTED )?PRIVATE KEY)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");

  private final ProviderSettings settings;

  EncodedKey(ProviderSettings settings) {
    this.settings = settings;
  }

  KeyMaterial read(byte[] bytes) {
    String start = new String(bytes, 0, Math.min(bytes.length, 32), StandardCharsets.US_ASCII);
    if (start.contains("-----BEGIN")) {
      return pem(bytes);
    }
    if (isPkcs12(bytes)) {
      return pkcs12(bytes);
    }
    return settings.optional("password").isPresent() ? encrypted(bytes) : pkcs8(bytes);
  }

  private KeyMaterial pem(byte[] bytes) {
    Matcher pem = PEM.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    if (!pem.find()) {
      throw settings.invalid(
          "the key file is PEM, but holds no PKCS#8 private key",
          "Convert it with openssl pkcs8 -topk8");
    }
    byte[] der = Base64.getMimeDecoder().decode(pem.group(2));
    try {
      return pem.group(1).startsWith("ENCRYPTED") ? encrypted(der) : pkcs8(der);
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  private KeyMaterial pkcs8(byte[] der) {
    try {
      return rsa(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der)));
    } catch (GeneralSecurityException e) {
      throw settings.invalid(
          "the key file holds neither 32 bytes nor an RSA key as PKCS#8 or PKCS#12",
          "Check its path, and its password if it has one");
    }
  }

  private KeyMaterial encrypted(byte[] der) {
    char[] password = settings.secret("password");
    PBEKeySpec spec = new PBEKeySpec(password);
    try {
      EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
      // By name "PBES2" says nothing; its parameters name the algorithm.
      String algorithm =
          info.getAlgName().equals("PBES2")
              ? info.getAlgParameters().toString()
              : info.getAlgName();
      if (!algorithm.startsWith("PBEWithHmacSHA")) {
        throw settings.invalid(
            "the key file is encrypted by an old algorithm",
            "Encrypt it anew with openssl pkcs8 -topk8 -v2 aes-256-cbc");
      }
      SecretKey key = SecretKeyFactory.getInstance(algorithm).generateSecret(spec);
      PKCS8EncodedKeySpec plain = info.getKeySpec(key);
      return rsa(KeyFactory.getInstance("RSA").generatePrivate(plain));
    } catch (IOException | GeneralSecurityException e) {
      throw settings.invalid("the key file cannot be decrypted", "Check its path and the password");
    } finally {
      spec.clearPassword();
      Arrays.fill(password, '\0');
    }
  }

  private KeyMaterial pkcs12(byte[] bytes) {
    char[] password = settings.secret("password");
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(new ByteArrayInputStream(bytes), password);
      Key key = store.getKey(alias(store), password);
      if (key instanceof SecretKey && key.getAlgorithm().equals("AES")) {
        return new AesMaterial(key.getEncoded());
      }
      return rsa(key);
    } catch (IOException | UnrecoverableKeyException e) {
      throw settings.invalid("the key file cannot be decrypted", "Check its path and the password");
    } catch (GeneralSecurityException e) {
      throw settings.invalid("the key file cannot be read as PKCS#12", "Check its path");
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private String alias(KeyStore store) throws GeneralSecurityException {
    List<String> keys =
        Collections.list(store.aliases()).stream().filter(alias -> isKey(store, alias)).toList();
    String wanted = settings.optional("alias").orElse("");
    if (!wanted.isEmpty() && keys.contains(wanted)) {
      return wanted;
    }
    if (!wanted.isEmpty() || keys.size() != 1) {
      throw settings.invalid(
          "the key file has " + keys.size() + " keys, and none or more than one is meant",
          "Name one by alias");
    }
    return keys.get(0);
  }

  private static boolean isKey(KeyStore store, String alias) {
    try {
      return store.isKeyEntry(alias);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private KeyMaterial rsa(Key key) {
    if (key instanceof RSAPrivateCrtKey rsa) {
      return new RsaMaterial(rsa);
    }
    throw unknown();
  }

  private IssueException unknown() {
    return settings.invalid(
        "the key file holds a key that is neither of AES nor of RSA", "Make an AES-256 key");
  }

  /** Its outer sequence begins with the version 3; those of PKCS#8 do not. */
  private static boolean isPkcs12(byte[] der) {
    if (der.length < 8 || der[0] != 0x30) {
      return false;
    }
    int at = (der[1] & 0x80) == 0 ? 2 : 2 + (der[1] & 0x7F);
    return at + 2 < der.length && der[at] == 2 && der[at + 1] == 1 && der[at + 2] == 3;
  }
}
