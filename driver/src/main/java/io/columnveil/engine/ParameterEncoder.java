package io.columnveil.engine;

import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.Storage;
import io.columnveil.protect.ColumnProtector;
import io.columnveil.protect.Protectors;
import io.columnveil.sql.plan.Encoding;
import io.columnveil.sql.plan.Literal;
import io.columnveil.value.ConversionException;
import io.columnveil.value.Conversions;
import io.columnveil.value.LiteralText;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Encodes values on their way to the database. Used by one thread at a time.
 *
 * <p>A value that already is an envelope of the column is stored as it is: an application that
 * loaded ciphertext and writes it back does no harm.
 */
public final class ParameterEncoder {

  private final Protectors protectors;
  private final Conversions conversions;

  /** For one connection. */
  public ParameterEncoder(Protectors protectors, Conversions conversions) {
    this.protectors = protectors;
    this.conversions = conversions;
  }

  /**
   * The form to send of an application's value.
   *
   * @param value as the application gives it
   * @param encoding anything but {@link Encoding.AsGiven}
   * @param zone in which values without an offset are understood; null for the virtual machine's
   * @return {@code String}, {@code byte[]} or null; of an array {@code String[]} or {@code
   *     byte[][]}
   * @throws IssueException 22V02 if the value does not fit
   */
  public @Nullable Object encode(@Nullable Object value, Encoding encoding, @Nullable ZoneId zone) {
    if (value == null) {
      return null;
    }
    if (encoding instanceof Encoding.Elements elements) {
      return elements(value, elements.element(), zone);
    }
    if (isNumberOrTime(value)) {
      requireStored(encoding);
    }
    ColumnProtector protector = protectors.of(required(encoding));
    return encodeCanonical(
        ColumnProtector.isEnvelope(value) ? value : canonical(value, protector, zone),
        encoding,
        protector);
  }

  private @Nullable Object[] elements(Object array, Encoding encoding, @Nullable ZoneId zone) {
    if (!array.getClass().isArray() || array instanceof byte[]) {
      throw new IssueException(Refusals.noArray(required(encoding)));
    }
    int length = Array.getLength(array);
    // pgjdbc takes no byte[] inside an Object[]
    @Nullable Object[] encoded = isBinary(encoding) ? new byte[length][] : new String[length];
    for (int i = 0; i < encoded.length; i++) {
      encoded[i] = encode(Array.get(array, i), encoding, zone);
    }
    return encoded;
  }

  /**
   * Text first: to find that a String is none of these interfaces takes longer than a token does.
   */
  private static boolean isNumberOrTime(Object value) {
    return !(value instanceof String)
        && (value instanceof Number
            || value instanceof Boolean
            || value instanceof java.util.Date
            || value instanceof TemporalAccessor);
  }

  /** Whether its keys are gone for good. Those of a new plan may be there again. */
  public boolean isRevoked() {
    return protectors.areRevoked();
  }

  /**
   * Before what was encoded earlier is sent: the keys must not have been revoked since.
   *
   * @throws IssueException 55V01 or 58V01 if the keyring's lease has ended
   */
  public void requireKeys() {
    protectors.requireKeys();
  }

  /** The form to send of a literal. */
  public @Nullable Object encode(Literal literal, Encoding encoding, ZoneId zone) {
    if (literal.kind() != Literal.Kind.STRING && literal.kind() != Literal.Kind.NULL) {
      requireStored(encoding);
    }
    ColumnProtector protector = protectors.of(required(encoding));
    Object value =
        ColumnProtector.isEnvelope(literal.value())
            ? literal.value()
            : LiteralText.parse(
                literal.kind().name(), literal.value(), protector.codec().type(), zone);
    return value == null ? null : encodeCanonical(value, encoding, protector);
  }

  /**
   * Text that is stored may be given as a number. Text that is compared with a number may not: one
   * database reads the text as a number then, another reports an error.
   */
  private static void requireStored(Encoding encoding) {
    boolean operand =
        encoding instanceof Encoding.EncryptOperand
            || encoding instanceof Encoding.OldPlaintext
            || encoding instanceof Encoding.Token token && token.operand();
    if (operand && required(encoding).type().isText()) {
      throw new IssueException(Refusals.notComparable(required(encoding)));
    }
  }

  /** Whether an encoded value is binary, which decides how its NULL is typed. */
  public static boolean isBinary(Encoding encoding) {
    return encoding instanceof Encoding.Elements elements
        ? isBinary(elements.element())
        : encoding instanceof Encoding.Token || required(encoding).storage() == Storage.BINARY;
  }

  /** The column that a value is encoded for, or null if it is sent as given. */
  public static @Nullable ProtectedColumn column(Encoding encoding) {
    if (encoding instanceof Encoding.Encrypt encrypt) {
      return encrypt.column();
    }
    if (encoding instanceof Encoding.EncryptOperand operand) {
      return operand.column();
    }
    if (encoding instanceof Encoding.Token token) {
      return token.column();
    }
    if (encoding instanceof Encoding.Elements elements) {
      return column(elements.element());
    }
    return encoding instanceof Encoding.OldPlaintext old ? old.column() : null;
  }

  private static ProtectedColumn required(Encoding encoding) {
    ProtectedColumn column = column(encoding);
    if (column == null) {
      throw new IllegalArgumentException("a value that is sent as given has no encoding");
    }
    return column;
  }

  private @Nullable Object encodeCanonical(
      Object value, Encoding encoding, ColumnProtector protector) {
    if (encoding instanceof Encoding.Encrypt encrypt) {
      return protector.encrypt(value, encrypt.key());
    }
    if (encoding instanceof Encoding.EncryptOperand operand) {
      return protector.encryptOperand(value, operand.key());
    }
    if (encoding instanceof Encoding.Token token) {
      return protector.token(value, token.key());
    }
    return oldPlaintext(
        ColumnProtector.isEnvelope(value) ? protector.decrypt(value) : value, protector.column());
  }

  private Object canonical(Object value, ColumnProtector protector, @Nullable ZoneId zone) {
    try {
      return zone == null
          ? conversions.canonical(value, protector.codec())
          : conversions.canonical(value, protector.codec(), zone);
    } catch (ConversionException unfit) {
      throw new IssueException(
          Refusals.unfit(protector.column(), String.valueOf(unfit.getMessage())));
    }
  }

  /** As the rows from before hold it: text in a character column, else bytes. */
  private @Nullable Object oldPlaintext(@Nullable Object canonical, ProtectedColumn column) {
    boolean binary = column.storage() == Storage.BINARY;
    if (canonical == null || binary && canonical instanceof byte[]) {
      return canonical;
    }
    String text = conversions.as(canonical, column.type(), String.class);
    return binary ? text.getBytes(StandardCharsets.UTF_8) : text;
  }
}
