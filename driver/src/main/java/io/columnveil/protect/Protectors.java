package io.columnveil.protect;

import io.columnveil.crypto.CiphertextRejectedException;
import io.columnveil.crypto.Envelope;
import io.columnveil.crypto.JceServices;
import io.columnveil.crypto.NonceSource;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.keys.KeyUse;
import io.columnveil.keys.KeyVersion;
import io.columnveil.keys.Keyring;
import io.columnveil.policy.model.KeySettings;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.value.SelfDescribed;
import io.columnveil.value.ValueCodec;
import java.security.SecureRandom;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The protectors of one connection, over one snapshot of the keyring: make new ones when the
 * keyring has changed. Threads may share a connection, see {@link ColumnProtector}.
 */
public final class Protectors {

  /**
   * Far more columns than a policy has: reached only when policies are reloaded again and again.
   */
  private static final int MAX_KEPT = 10_000;

  private final Keyring keyring;
  private final CipherCache ciphers;

  // By identity: the columns come from one shared index, and hashing a record of thirteen parts
  // costs more than a lookup token.
  private final Map<ProtectedColumn, ColumnProtector> byColumn = new IdentityHashMap<>();

  /**
   * For one connection.
   *
   * @param random the connection's own, for nonces
   */
  public Protectors(Keyring keyring, JceServices services, SecureRandom random) {
    this.keyring = keyring;
    ciphers = new CipherCache(keyring, services, new NonceSource(random));
  }

  /**
   * For one connection, with the JCE provider that the policy names and randomness of its own.
   *
   * @throws IssueException 08V01 if that provider is not installed
   */
  public static Protectors forConnection(Keyring keyring, KeySettings settings) {
    JceServices services;
    try {
      services = JceServices.named(settings.jceProvider());
    } catch (IllegalArgumentException e) {
      throw new IssueException(
          Issue.error(
              ErrorCode.POLICY_INVALID, String.valueOf(e.getMessage()), "Correct keys.provider"));
    }
    return new Protectors(keyring, services, new SecureRandom());
  }

  /** The protector of a column, the same one each time. */
  public ColumnProtector of(ProtectedColumn column) {
    synchronized (byColumn) {
      ColumnProtector known = byColumn.get(column);
      if (known == null) {
        if (byColumn.size() == MAX_KEPT) {
          byColumn.clear();
        }
        known = new ColumnProtector(column, ciphers);
        byColumn.put(column, known);
      }
      return known;
    }
  }

  /** The keyring snapshot that they use. */
  Keyring keyring() {
    return keyring;
  }

  /** Whether their keys are gone for good: those of a newer snapshot may be there. */
  public boolean areRevoked() {
    return keyring.isClosed();
  }

  /**
   * Looks whether their keys may still be used.
   *
   * @throws IssueException 55V01 or 58V01 if the keyring's lease has ended
   */
  public void requireKeys() {
    keyring.requireOpen();
  }

  /**
   * The domain of an envelope whose column is not known. It is a claim until {@link
   * #decryptByEnvelope} has authenticated the envelope.
   *
   * @return empty if the value is no envelope or its key is not in the keyring
   */
  public Optional<String> domainOf(Object stored) {
    if (!ColumnProtector.isEnvelope(stored)) {
      return Optional.empty();
    }
    try {
      return findKey(ColumnProtector.parse(stored).keyId())
          .filter(key -> key.use() == KeyUse.DATA)
          .map(key -> key.domain());
    } catch (CiphertextRejectedException e) {
      return Optional.empty();
    }
  }

  private Optional<KeyVersion> findKey(int id) {
    Optional<KeyVersion> known = keyring.findKey(id);
    return known.isPresent() || keyring.isClosed()
        ? known
        : keyring.knowing(id).flatMap(newer -> newer.findKey(id));
  }

  /**
   * A value whose column is not known.
   *
   * @param domain the domain under which it authenticated
   * @param type its type, as far as the encoding says it: no lengths
   * @param value of the type's canonical class
   */
  public record Unbound(String domain, LogicalType type, Object value) {

    /** Never the value. */
    @Override
    public String toString() {
      return "<" + domain + ">";
    }
  }

  /**
   * Decrypts an envelope whose column is not known, by what it says of itself.
   *
   * @throws IssueException 22V01 if it does not authenticate, 55V01 if its key is not available
   */
  public Unbound decryptByEnvelope(Object stored) {
    try {
      Envelope envelope = ColumnProtector.parse(stored);
      KeyCiphers reading;
      byte[] plaintext;
      synchronized (ciphers) {
        reading = ciphers.of(envelope);
        plaintext = reading.decrypt(envelope);
      }
      LogicalType type = SelfDescribed.typeOf(plaintext);
      return new Unbound(reading.key().domain(), type, ValueCodec.of(type).decode(plaintext));
    } catch (CiphertextRejectedException e) {
      throw new IssueException(
          Issue.error(
              ErrorCode.STORED_VALUE_REJECTED,
              "a stored value is rejected: it was altered, or its key is not in the keyring",
              "Find how it got there; the command status counts such rows"));
    }
  }
}
