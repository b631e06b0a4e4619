package io.columnveil.keys.pkcs11;

import io.columnveil.crypto.GcmKeyWrap;
import io.columnveil.issue.IssueException;
import io.columnveil.keys.service.ServiceFailure;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import javax.security.auth.login.FailedLoginException;

/**
 * A log-in at a token with the key found.
 *
 * @param key what its provider knows of the key
 * @param wrap uses the key
 */
record TokenSession(Key key, GcmKeyWrap wrap) {

  private static final RefusedPins REFUSED_PINS = new RefusedPins();

  static TokenSession open(TokenSettings settings, ServiceFailure failure) {
    Provider base = Security.getProvider("SunPKCS11");
    if (base == null) {
      throw failure.refused("this JDK has no PKCS#11 provider");
    }
    try {
      Provider provider = base.configure(settings.provider());
      KeyStore store = logIn(settings, failure, provider);
      Key key = store.getKey(settings.label(), null);
      if (key == null) {
        throw failure.refused("the token has no key of this label");
      }
      return new TokenSession(key, GcmKeyWrap.of(key, provider));
    } catch (GeneralSecurityException | RuntimeException e) {
      throw TokenFailure.of(failure, e);
    }
  }

  /** Makes the key if the token has none of its label. */
  static void generateIfMissing(TokenSettings settings, ServiceFailure failure) {
    try {
      Provider provider = Security.getProvider("SunPKCS11").configure(settings.provider());
      KeyStore store = logIn(settings, failure, provider);
      if (!store.containsAlias(settings.label())) {
        KeyGenerator generator = KeyGenerator.getInstance("AES", provider);
        generator.init(256);
        SecretKey key = generator.generateKey();
        store.setEntry(settings.label(), new KeyStore.SecretKeyEntry(key), null);
      }
    } catch (GeneralSecurityException | RuntimeException e) {
      throw TokenFailure.of(failure, e);
    }
  }

  /** Puts a key into the token; false if it has one of this label. */
  static boolean store(TokenSettings settings, ServiceFailure failure, byte[] key) {
    try {
      KeyStore store =
          logIn(
              settings, failure, Security.getProvider("SunPKCS11").configure(settings.provider()));
      if (store.containsAlias(settings.label())) {
        return false;
      }
      store.setEntry(
          settings.label(), new KeyStore.SecretKeyEntry(new SecretKeySpec(key, "AES")), null);
      return true;
    } catch (GeneralSecurityException | RuntimeException e) {
      throw TokenFailure.of(failure, e);
    }
  }

  /** Takes the key out of the token. */
  static void remove(TokenSettings settings, ServiceFailure failure) {
    try {
      logIn(settings, failure, Security.getProvider("SunPKCS11").configure(settings.provider()))
          .deleteEntry(settings.label());
    } catch (GeneralSecurityException | RuntimeException e) {
      throw TokenFailure.of(failure, e);
    }
  }

  private static KeyStore logIn(TokenSettings settings, ServiceFailure failure, Provider provider)
      throws GeneralSecurityException {
    char[] pin = settings.pin();
    try {
      if (REFUSED_PINS.contains(settings.provider(), pin)) {
        throw wrongPin(failure);
      }
      KeyStore store = KeyStore.getInstance("PKCS11", provider);
      try {
        store.load(null, pin);
      } catch (IOException e) {
        if (e.getCause() instanceof FailedLoginException) {
          REFUSED_PINS.add(settings.provider(), pin);
          throw wrongPin(failure);
        }
        throw TokenFailure.of(failure, e);
      }
      return store;
    } finally {
      Arrays.fill(pin, '\0');
    }
  }

  private static IssueException wrongPin(ServiceFailure failure) {
    return failure.refused("the PIN is wrong; this process does not send it again");
  }
}
