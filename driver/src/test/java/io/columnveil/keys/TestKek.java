package io.columnveil.keys;

import java.util.Arrays;

/** Key encryption keys for tests that need no passphrase, and so no Argon2id. */
public final class TestKek {

  private TestKek() {}

  /** The same key each time for the same byte. */
  public static KeyEncryptionKey of(int filler) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) filler);
    return new AesKeyEncryptionKey(key, new byte[] {(byte) filler});
  }

  /** A new keyring under such a key. */
  public static Keyring keyring(String... domains) {
    Keyring keyring =
        Keyring.create(java.util.UUID.randomUUID(), "test", of(1), java.time.Clock.systemUTC());
    for (String domain : domains) {
      keyring =
          keyring.withDomain(domain, new java.security.SecureRandom(), java.time.Clock.systemUTC());
    }
    return keyring;
  }

  /** The keyring with a second data key version, active for randomized values only. */
  public static Keyring rotated(Keyring keyring, String domain) {
    return rotated(keyring, domain, KeyStatus.ENABLED);
  }

  /** As {@link #rotated}, the old version left with a status. */
  public static Keyring rotated(Keyring keyring, String domain, KeyStatus oldStatus) {
    KeyEncryptionKey kek = of(1);
    KeyringContent content = KeyringReader.read(KeyringSeal.open(keyring.seal(), kek));
    java.util.List<KeyDomain> domains = new java.util.ArrayList<>();
    for (KeyDomain old : content.domains()) {
      if (!old.name().equals(domain)) {
        domains.add(old);
        continue;
      }
      KeyVersion first = old.dataKeys().get(0);
      byte[] key = new byte[32];
      Arrays.fill(key, (byte) 77);
      KeyVersion second =
          new KeyVersion(
              first.id() ^ 0x5555,
              domain,
              KeyUse.DATA,
              KeyStatus.ENABLED,
              KeyTimes.of(first.created().plusSeconds(1)),
              kek.wrap(key, new KeyContext(keyring.id(), domain)),
              KeyCheck.of(key, domain));
      KeyVersion retired =
          new KeyVersion(
              first.id(),
              domain,
              KeyUse.DATA,
              oldStatus,
              first.times(),
              oldStatus == KeyStatus.DESTROYED ? new byte[0] : first.wrapped(),
              first.check());
      domains.add(
          new KeyDomain(
              domain,
              java.util.List.of(retired, second),
              second.id(),
              first.id(),
              old.lookupKeys(),
              old.activeLookupKey()));
    }
    byte[] bytes =
        KeyringWriter.write(
            new KeyringContent(content.header(), content.attributes(), domains, content.columns()));
    return Keyring.open(KeyringSeal.seal(bytes, kek), kek);
  }

  /**
   * The data key of a domain's active version and what is derived from it, each byte inverted, so
   * that a search for them in a heap dump does not find itself.
   */
  public static java.util.List<byte[]> inverted(Keyring keyring, String domain) {
    KeyVersion version = keyring.domain(domain).orElseThrow().active(KeyRole.DATA);
    byte[] key = of(1).unwrap(version.wrapped(), new KeyContext(keyring.id(), domain));
    byte[] derived =
        io.columnveil.crypto.KeyDerivation.derive(
            key, io.columnveil.crypto.KeyPurpose.RANDOMIZED, domain);
    java.util.List<byte[]> inverted = new java.util.ArrayList<>();
    for (byte[] secret : java.util.List.of(key, derived)) {
      byte[] copy = new byte[secret.length];
      for (int i = 0; i < copy.length; i++) {
        copy[i] = (byte) ~secret[i];
      }
      Arrays.fill(secret, (byte) 0);
      inverted.add(copy);
    }
    return inverted;
  }
}
