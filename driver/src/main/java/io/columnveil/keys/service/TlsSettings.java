package io.columnveil.keys.service;

import io.columnveil.keys.ProviderSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Whom a TLS connection trusts, and who it says that we are: {@code caFile} (PEM), {@code
 * clientCertificate} (PKCS#12) with {@code clientKeyPassword}. Host names are always checked.
 */
final class TlsSettings {

  private TlsSettings() {}

  /** Nothing if the settings leave both to the JDK. */
  static Optional<SSLContext> of(ProviderSettings settings) {
    Optional<Path> authorities = settings.path("caFile");
    Optional<Path> client = settings.path("clientCertificate");
    if (authorities.isEmpty() && client.isEmpty()) {
      return Optional.empty();
    }
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          client.isPresent() ? keys(settings, client.get()) : null,
          authorities.isPresent() ? trust(settings, authorities.get()) : null,
          null);
      return Optional.of(context);
    } catch (GeneralSecurityException e) {
      throw settings.invalid("the TLS settings cannot be used", "Check the files that they name");
    }
  }

  /** Changes when one of the files does. */
  static String stamp(ProviderSettings settings) {
    StringBuilder stamp = new StringBuilder();
    for (String name : new String[] {"caFile", "clientCertificate"}) {
      settings
          .path(name)
          .ifPresent(
              file -> {
                try {
                  BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
                  stamp.append(now.fileKey()).append(now.lastModifiedTime()).append(now.size());
                } catch (IOException e) {
                  stamp.append("none"); // said when it is read
                }
                stamp.append('\n');
              });
    }
    return stamp.toString();
  }

  private static TrustManager[] trust(ProviderSettings settings, Path file)
      throws GeneralSecurityException {
    KeyStore store = empty();
    try (InputStream in = Files.newInputStream(file)) {
      int count = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca" + count++, certificate);
      }
      if (count == 0) {
        throw settings.invalid("the caFile holds no certificate", "Write certificates as PEM");
      }
    } catch (IOException e) {
      throw settings.invalid("the caFile cannot be read", "Check its path and permissions");
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager[] keys(ProviderSettings settings, Path file)
      throws GeneralSecurityException {
    char[] password = settings.secret("clientKeyPassword");
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, password);
      return factory.getKeyManagers();
    } catch (IOException e) {
      throw settings.invalid(
          "the clientCertificate cannot be read", "Check its path, permissions and password");
    } finally {
      Arrays.fill(password, '\0');
    }
  }

  private static KeyStore empty() throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    char @Nullable [] none = null;
    try {
      store.load(null, none);
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
    return store;
  }
}
