package io.columnveil.protect;

import io.columnveil.crypto.CiphertextRejectedException;
import io.columnveil.crypto.Envelope;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.ColumnState;
import io.columnveil.policy.model.EqualityKey;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.Scheme;
import io.columnveil.policy.model.Storage;
import io.columnveil.value.LookupNormalizer;
import io.columnveil.value.ValueCodec;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts, decrypts and makes tokens for one protected column. Values are of the canonical class
 * of the column's type (see {@link ValueCodec}); ciphertext is a {@code String} in text storage and
 * {@code byte[]} in binary storage. SQL NULL stays null everywhere.
 *
 * <p>It does not ask who wants to know: masks and grants are applied by its callers. Messages name
 * the column and never a value. One per connection and column.
 *
 * <p>The ciphers of a connection are used by one thread at a time: drivers let threads share a
 * connection, and two in one cipher would repeat nonces and store what nobody can decrypt.
 */
public final class ColumnProtector {

  private final ProtectedColumn column;
  private final ValueCodec codec;
  private final LookupNormalizer normalizer;
  private final CipherCache ciphers;
  private final boolean deterministic;
  private @Nullable KeyCiphers active;
  private final EqualityKeys equality;

  ColumnProtector(ProtectedColumn column, CipherCache ciphers) {
    this.column = column;
    this.ciphers = ciphers;
    equality = new EqualityKeys(column, ciphers);
    codec = ValueCodec.of(column.type());
    deterministic = column.scheme() instanceof Scheme.Deterministic;
    normalizer =
        column
            .lookup()
            .map(lookup -> LookupNormalizer.of(lookup.normalize()))
            .orElseGet(() -> LookupNormalizer.of(java.util.List.of()));
  }

  public ProtectedColumn column() {
    return column;
  }

  /** The codec of the column's type. */
  public ValueCodec codec() {
    return codec;
  }

  /** Whether a value, stored or written, carries the magic of an envelope. */
  public static boolean isEnvelope(@Nullable Object value) {
    if (value instanceof String text) {
      return Envelope.isEnvelope(text);
    }
    if (value instanceof CharSequence text) {
      return Envelope.isEnvelope(text);
    }
    return value instanceof byte[] bytes && Envelope.isEnvelope(bytes);
  }

  /**
   * What to store for a written value, by the active key.
   *
   * @throws IssueException as {@link #encrypt(Object, EqualityKey)}
   */
  public @Nullable Object encrypt(@Nullable Object value) {
    return encrypt(value, EqualityKey.CURRENT);
  }

  /**
   * What to store for a written value. A value that is an envelope already goes through {@link
   * #acceptOwnEnvelope}.
   *
   * @param key by which deterministic values are encrypted; others do not depend on it
   * @throws IssueException 22V02 if the value does not fit the column, 55V01 if the key is not
   *     available
   */
  public @Nullable Object encrypt(@Nullable Object value, EqualityKey key) {
    if (value == null) {
      return null;
    }
    if (isEnvelope(value)) {
      return acceptOwnEnvelope(value, key);
    }
    try {
      return stored(encryptFitting(codec.fit(value), key));
    } catch (IssueException e) {
      throw ofColumn(e);
    }
  }

  /**
   * The form of an operand that a deterministic column's ciphertext is compared with. Unlike a
   * written value it may be longer than the column holds; it then equals nothing.
   *
   * @param key by which
   * @throws IssueException 22V02 if the type cannot hold the value exactly, 55V01 if the key is not
   *     available
   */
  public @Nullable Object encryptOperand(@Nullable Object value, EqualityKey key) {
    if (value == null) {
      return null;
    }
    if (!deterministic) {
      throw new IllegalStateException("randomized ciphertext answers no comparison");
    }
    if (isEnvelope(value)) {
      return acceptOwnEnvelope(value, key);
    }
    try {
      return stored(encryptDeterministically(codec.encodeForEquality(value), key));
    } catch (IssueException e) {
      throw ofColumn(e);
    }
  }

  /**
   * The lookup token of a value by the active key.
   *
   * @throws IssueException as {@link #token(Object, EqualityKey)}
   */
  public byte @Nullable [] token(@Nullable Object value) {
    return token(value, EqualityKey.CURRENT);
  }

  /**
   * The lookup token of a value, or of the plaintext of an envelope of this column.
   *
   * @param key by which
   * @throws IssueException 22V02 if the value cannot be compared exactly, 55V01 if the key is not
   *     available
   */
  public byte @Nullable [] token(@Nullable Object value, EqualityKey key) {
    if (value == null) {
      return null;
    }
    Object plaintext = isEnvelope(value) ? ownPlaintext(value) : value;
    if (plaintext instanceof String text) {
      plaintext = normalizer.apply(text);
    }
    try {
      byte[] encoded = codec.encodeForEquality(plaintext);
      synchronized (ciphers) {
        return equality.tokens(key, normalizer.version()).token(encoded);
      }
    } catch (IssueException e) {
      throw ofColumn(e);
    }
  }

  /**
   * The value of a stored cell. While the column is mixed, a cell that is no envelope is old
   * plaintext, and is read by {@link #readOldPlaintext}.
   *
   * @param stored {@code String} or {@code byte[]}
   * @throws IssueException 22V01 if it was tampered with, belongs to another domain, or is
   *     plaintext where none may be; 55V01 or 58V01 if its key is not available
   */
  public @Nullable Object decrypt(@Nullable Object stored) {
    if (stored == null) {
      return null;
    }
    if (!isEnvelope(stored)) {
      if (column.state() == ColumnState.MIXED) {
        // Who takes the keys away closes the column, whatever a row of it holds.
        ciphers.requireKeys();
        return readOldPlaintext(stored);
      }
      throw storedValueRejected();
    }
    try {
      return decryptEnvelope(stored);
    } catch (CiphertextRejectedException e) {
      throw storedValueRejected();
    }
  }

  /**
   * Old plaintext of a mixed column as a value.
   *
   * @param physical its text as the database shows it, or the bytes of a binary column
   * @throws IssueException 22V01 if it is no value of the column's type
   */
  @Nullable Object readOldPlaintext(@Nullable Object physical) {
    if (physical == null) {
      return null;
    }
    if (physical instanceof byte[] bytes) {
      return switch (column.type().name()) {
        case BYTEA -> bytes;
        case CHAR, VARCHAR, TEXT, JSON -> new String(bytes, StandardCharsets.UTF_8);
        default -> throw storedValueRejected();
      };
    }
    try {
      // Stored text of a timestamptz always has its offset; the zone is never used.
      return codec.parse(physical.toString(), ZoneOffset.UTC);
    } catch (IssueException e) {
      throw storedValueRejected();
    }
  }

  /**
   * What to store for a written value that carries the magic. An envelope that authenticates for
   * this column is stored unchanged, so that an application which loaded ciphertext may write it
   * back; in a deterministic column it is brought into the one form that equals others.
   *
   * @param key by which deterministic values are encrypted
   * @throws IssueException 22V02 if it does not authenticate, 55V01 if its key is not available
   */
  Object acceptOwnEnvelope(Object value, EqualityKey key) {
    Object plaintext = ownPlaintext(value);
    if (deterministic) {
      try {
        return stored(encryptFitting(codec.fit(plaintext), key));
      } catch (IssueException e) {
        throw ofColumn(e);
      }
    }
    try {
      return stored(parse(value).bytes());
    } catch (CiphertextRejectedException e) {
      throw foreignEnvelope();
    }
  }

  /**
   * Ciphertext of old plaintext for a session that may not read it: the same for the same value
   * each time, and accepted when written back.
   *
   * @throws IssueException 55V01 if the key is not available
   */
  public @Nullable Object encryptStable(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    return stored(encryptDeterministically(stableEncoding(value), EqualityKey.CURRENT));
  }

  private byte[] stableEncoding(Object value) {
    if (deterministic) {
      try {
        return codec.encodeForEquality(value);
      } catch (IssueException e) {
        // The database held a value that the declared type would refuse today. It must still be
        // shown as ciphertext.
        return codec.encodeExactly(value);
      }
    }
    return codec.encodeExactly(value);
  }

  private byte[] encryptFitting(Object fitting, EqualityKey key) {
    if (deterministic) {
      return encryptDeterministically(codec.encodeForEquality(fitting), key);
    }
    byte[] encoded = codec.encodeExactly(fitting);
    synchronized (ciphers) {
      KeyCiphers writing = active;
      if (writing == null) {
        writing = active = ciphers.active(column.domain());
      }
      return writing.encrypt(encoded);
    }
  }

  private byte[] encryptDeterministically(byte[] encoded, EqualityKey key) {
    synchronized (ciphers) {
      return equality.ciphers(key).encryptDeterministically(encoded);
    }
  }

  private Object ownPlaintext(Object written) {
    try {
      return decryptEnvelope(written);
    } catch (CiphertextRejectedException e) {
      throw foreignEnvelope();
    }
  }

  private Object decryptEnvelope(Object stored) throws CiphertextRejectedException {
    Envelope envelope = parse(stored);
    byte[] plaintext;
    synchronized (ciphers) {
      KeyCiphers reading = ciphers.of(envelope);
      if (!reading.key().domain().equals(column.domain())) {
        throw new CiphertextRejectedException();
      }
      plaintext = reading.decrypt(envelope);
    }
    try {
      return codec.decode(plaintext);
    } catch (IssueException e) {
      throw ofColumn(e);
    }
  }

  static Envelope parse(Object stored) throws CiphertextRejectedException {
    if (stored instanceof byte[] bytes) {
      return Envelope.parse(bytes);
    }
    return Envelope.parse((CharSequence) stored);
  }

  private Object stored(byte[] envelope) {
    return column.storage() == Storage.TEXT ? Envelope.text(envelope) : envelope;
  }

  private IssueException storedValueRejected() {
    return new IssueException(
        Issue.error(
            ErrorCode.STORED_VALUE_REJECTED,
            "a stored value of "
                + column.shortName()
                + " is rejected: it was altered, belongs to"
                + " another column, or is not encrypted",
            "Find how it got there; the command status counts such rows"));
  }

  private IssueException foreignEnvelope() {
    return new IssueException(
        Issue.error(
            ErrorCode.WRITTEN_VALUE_REJECTED,
            "a value written to "
                + column.shortName()
                + " looks like ciphertext and is none of"
                + " this column",
            "Write plaintext, or ciphertext as it was read from this column"));
  }

  private IssueException ofColumn(IssueException e) {
    Issue issue = e.first();
    if (issue.code() != ErrorCode.WRITTEN_VALUE_REJECTED
        && issue.code() != ErrorCode.STORED_VALUE_REJECTED) {
      return e;
    }
    return new IssueException(
        new Issue(
            issue.code(),
            issue.severity(),
            issue.location(),
            column.shortName() + ": " + issue.message(),
            issue.remedy()));
  }
}
