package io.columnveil.keys;

import io.columnveil.crypto.CiphertextRejectedException;
import io.columnveil.crypto.Digest;
import io.columnveil.crypto.GcmKeyWrap;
import io.columnveil.crypto.HpkeOneTimeKey;
import io.columnveil.crypto.OneTimeKey;
import io.columnveil.crypto.RsaOneTimeKey;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.issue.Printable;
import io.columnveil.policy.model.KekProvider;
import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;

/**
 * An offer to take a customer's key for one keyring: a one-time key pair, until when it holds, and
 * the state of the keyring for which it was made. Its private half is encrypted under a content key
 * that the key encryption key of that time wraps, and all the rest is authenticated with it.
 */
public final class ImportOffer {

  private static final byte[] MAGIC = "cvimport".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int CONTENT_KEY_LENGTH = 32;

  private final UUID keyring;
  private final Kind kind;
  private final Instant expires;
  private final byte[] state;
  private final OneTimeKey key;

  /** How the customer wraps. */
  public enum Kind {
    /** RSA-OAEP or RSA-AES-KWP. */
    RSA(1),
    /** HPKE with X25519. */
    HPKE(2);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    private OneTimeKey create(SecureRandom random) {
      return this == RSA ? RsaOneTimeKey.create(random) : HpkeOneTimeKey.create(random);
    }

    private OneTimeKey of(byte[] privateKey) {
      return this == RSA ? RsaOneTimeKey.of(privateKey) : HpkeOneTimeKey.of(privateKey);
    }

    private static Kind of(int code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalArgumentException("unknown code");
    }
  }

  private ImportOffer(UUID keyring, Kind kind, Instant expires, byte[] state, OneTimeKey key) {
    this.keyring = keyring;
    this.kind = kind;
    this.expires = expires;
    this.state = state;
    this.key = key;
  }

  /** A new offer. */
  static ImportOffer create(
      Keyring keyring, Kind kind, Duration validFor, Instant now, SecureRandom random) {
    return new ImportOffer(
        keyring.id(),
        kind,
        now.plus(validFor).truncatedTo(ChronoUnit.SECONDS),
        keyring.wrappingState(),
        kind.create(random));
  }

  /** Which keyring it is for. */
  UUID keyring() {
    return keyring;
  }

  public Kind kind() {
    return kind;
  }

  /** Until when it holds. */
  public Instant expires() {
    return expires;
  }

  /** The public half for the customer: X.509 SubjectPublicKeyInfo in DER. */
  public byte[] publicKey() {
    return key.publicKey();
  }

  /** SHA-256 of the public half, for the customer to compare over another way. */
  public String fingerprint() {
    return HexFormat.ofDelimiter(":").formatHex(Digest.sha256(publicKey()));
  }

  /** Whether the keyring's keys are still wrapped as they were when the offer was made. */
  boolean isFor(Keyring present) {
    return keyring.equals(present.id()) && MessageDigest.isEqual(state, present.wrappingState());
  }

  /**
   * The customer's key; the caller zeroes it.
   *
   * @throws IssueException 55V01 if it was not wrapped by the public half, or is not a key of 256
   *     bits
   */
  byte[] unwrap(byte[] wrapped) {
    byte[] imported;
    try {
      imported = key.unwrap(wrapped);
    } catch (CiphertextRejectedException e) {
      throw unavailable(
          "the wrapped key of " + wrapped.length + " bytes cannot be unwrapped by this offer",
          "Wrap by the public key of this offer; expected are " + key.expected());
    }
    if (imported.length != CONTENT_KEY_LENGTH || isFlat(imported)) {
      Arrays.fill(imported, (byte) 0);
      throw unavailable(
          "what was wrapped is not a key of 256 bits, or repeats one byte",
          "Wrap the 32 raw bytes of a random key, neither as text nor in an envelope");
    }
    return imported;
  }

  private static boolean isFlat(byte[] key) {
    int difference = 0;
    for (byte b : key) {
      difference |= b ^ key[0];
    }
    return difference == 0;
  }

  /**
   * The bytes to keep, which hold no key in the clear.
   *
   * @throws IssueException 55V01, 58V01 if the key encryption key cannot be used
   */
  byte[] seal(KekProvider wrappedBy, SecureRandom random) {
    byte[] content = new byte[CONTENT_KEY_LENGTH];
    random.nextBytes(content);
    byte[] privateKey = key.privateKey();
    try (KeyEncryptionKey kek = new KeyEncryptionKeys(wrappedBy, random).create(keyring)) {
      byte[] start =
          new KeyringOutput()
              .bytes(MAGIC)
              .u16(VERSION)
              .i64(keyring.getMostSignificantBits())
              .i64(keyring.getLeastSignificantBits())
              .u8(kind.code)
              .millis(expires)
              .bytes(state)
              .text(wrappedBy.name())
              .block(kek.parameters())
              .block(NewKeys.wrap(kek, content, KeyContext.of(keyring)))
              .toByteArray();
      byte[] sealed = GcmKeyWrap.of(content).wrap(privateKey, start, random);
      return new KeyringOutput().bytes(start).block(sealed).toByteArray();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM is not available", e);
    } finally {
      Arrays.fill(content, (byte) 0);
      Arrays.fill(privateKey, (byte) 0);
    }
  }

  /**
   * An offer that was kept.
   *
   * @throws IssueException 08V01 if it is damaged or of another key encryption key; 55V01, 58V01
   */
  static ImportOffer open(byte[] kept, KekProvider wrappedBy, SecureRandom random) {
    KeyringInput in = new KeyringInput(kept);
    try {
      if (!Arrays.equals(in.bytes(MAGIC.length), MAGIC) || in.u16() != VERSION) {
        throw invalid("is none of this version");
      }
      UUID keyring = new UUID(in.i64(), in.i64());
      Kind kind = Kind.of(in.u8());
      Instant expires = in.millis();
      byte[] state = in.bytes(Digest.LENGTH);
      KeyringHeader header = new KeyringHeader(keyring, 0, in.text(), in.block());
      byte[] wrapped = in.block();
      byte[] sealed = in.block();
      in.requireEnd();
      if (!header.provider().equals(wrappedBy.name())) {
        throw invalid("was made under provider '" + Printable.line(header.provider()) + "'");
      }
      byte[] start = Arrays.copyOf(kept, kept.length - sealed.length - 2);
      return new ImportOffer(
          keyring,
          kind,
          expires,
          state,
          key(kind, new KeyEncryptionKeys(wrappedBy, random), header, wrapped, sealed, start));
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw invalid("is damaged");
    }
  }

  private static OneTimeKey key(
      Kind kind,
      KeyEncryptionKeys keys,
      KeyringHeader header,
      byte[] wrapped,
      byte[] sealed,
      byte[] start) {
    try (KeyEncryptionKey kek = keys.open(header)) {
      byte[] content = kek.unwrap(wrapped, KeyContext.of(header.id()));
      try {
        byte[] privateKey = GcmKeyWrap.of(content).unwrap(sealed, start);
        try {
          return kind.of(privateKey);
        } finally {
          Arrays.fill(privateKey, (byte) 0);
        }
      } finally {
        Arrays.fill(content, (byte) 0);
      }
    } catch (CiphertextRejectedException e) {
      throw invalid("is damaged");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM is not available", e);
    }
  }

  private static IssueException invalid(String what) {
    return new IssueException(
        Issue.error(
            ErrorCode.POLICY_INVALID,
            "the offer to import a key " + what,
            "Give the policy with which it was made, or make a new one: keys import --offer"));
  }

  private static IssueException unavailable(String reason, String remedy) {
    return new IssueException(Issue.error(ErrorCode.KEY_UNAVAILABLE, reason, remedy));
  }

  /** Never the key. */
  @Override
  public String toString() {
    return "ImportOffer[" + keyring + ", " + kind + "]";
  }
}
