package io.columnveil.keys;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Two private authorities and what they signed, made by the JDK's keytool. */
final class TestCertificates {

  static final String PASSWORD = "of the test's key store";

  private static final char[] SECRET = PASSWORD.toCharArray();

  private final Path folder;
  private final KeyStore all;

  private TestCertificates(Path folder, KeyStore all) {
    this.folder = folder;
    this.all = all;
  }

  static TestCertificates make(Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = folder.resolve("all.p12");
    authority(file, "ca");
    authority(file, "other-ca");
    signed(file, "server", "ca", "-ext", "san=ip:127.0.0.1,dns:localhost");
    signed(file, "elsewhere", "ca", "-ext", "san=dns:vault.example");
    signed(
        file, "expired", "ca", "-ext", "san=ip:127.0.0.1", "-startdate", "-10d", "-validity", "5");
    signed(file, "client", "ca");
    signed(file, "other-client", "other-ca");
    KeyStore all = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      all.load(in, SECRET);
    }
    return new TestCertificates(folder, all);
  }

  private static void authority(Path file, String alias) throws IOException, InterruptedException {
    keytool(file, alias, "-ext", "bc:c", "-ext", "ku:c=keyCertSign");
  }

  private static void signed(Path file, String alias, String authority, String... options)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("-signer", authority));
    keytool(file, alias, all.toArray(String[]::new));
  }

  private static void keytool(Path file, String alias, String... options)
      throws IOException, InterruptedException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    words.addAll(
        List.of("-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-alias", alias));
    words.addAll(List.of("-dname", "CN=" + alias, "-keystore", file.toString()));
    words.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    words.addAll(List.of(options));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(output);
    }
  }

  /** Of a server with one of the certificates, which trusts clients of the first authority. */
  SSLContext server(String alias) throws GeneralSecurityException, IOException {
    KeyStore trusted = empty();
    trusted.setCertificateEntry("ca", all.getCertificate("ca"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(only(alias), SECRET);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  /** An authority as PEM. */
  Path caFile(String alias) throws GeneralSecurityException, IOException {
    byte[] certificate = all.getCertificate(alias).getEncoded();
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate);
    return Files.writeString(
        folder.resolve(alias + ".pem"),
        "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
  }

  /** A client's key and certificate as PKCS#12. */
  Path clientFile(String alias) throws GeneralSecurityException, IOException {
    Path file = folder.resolve(alias + ".p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      only(alias).store(out, SECRET);
    }
    return file;
  }

  private KeyStore only(String alias) throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    store.setKeyEntry(alias, all.getKey(alias, SECRET), SECRET, all.getCertificateChain(alias));
    return store;
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, SECRET);
    return store;
  }
}
