package io.columnveil.engine;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.Storage;
import io.columnveil.policy.model.TypeName;
import io.columnveil.sql.plan.Encoding;
import io.columnveil.sql.plan.Literal;
import io.columnveil.value.ConversionException;
import io.columnveil.value.Conversions;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Encodes values on their way to the database. Used by one thread at a time.
 *
 * <p>A value that already is an envelope of the column is stored as it is: an application that
 * loaded ciphertext and writes it back does no harm.
 */
public final class ParameterEncoder {

  private final ValueProtections protections;
  private final Conversions conversions;

  /** For one connection. */
  public ParameterEncoder(ValueProtections protections, Conversions conversions) {
    this.protections = protections;
    this.conversions = conversions;
  }

  /**
   * The form to send of an application's value.
   *
   * @param value as the application gives it
   * @param encoding anything but {@link Encoding.AsGiven}
   * @param zone in which values without an offset are understood
   * @return {@code String}, {@code byte[]} or null
   * @throws IssueException 22V02 if the value does not fit
   */
  public @Nullable Object encode(@Nullable Object value, Encoding encoding, ZoneId zone) {
    if (value == null) {
      return null;
    }
    if (encoding instanceof Encoding.Encrypt encrypt) {
      ValueProtection protection = protections.of(encrypt.column());
      return protections.isEnvelope(value)
          ? protection.accept(value)
          : protection.encrypt(canonical(value, encrypt.column(), zone));
    }
    if (encoding instanceof Encoding.Token token) {
      ValueProtection protection = protections.of(token.column());
      return protection.token(
          protections.isEnvelope(value)
              ? protection.decrypt(value)
              : canonical(value, token.column(), zone));
    }
    if (encoding instanceof Encoding.OldPlaintext old) {
      return oldPlaintext(value, old.column(), zone);
    }
    throw new IllegalArgumentException("a value that is sent as given has no encoding");
  }

  /** The form to send of a literal. */
  public @Nullable Object encode(Literal literal, Encoding encoding) {
    return encode(value(literal), encoding, ZoneId.systemDefault());
  }

  /** Whether an encoded value is binary, which decides how its NULL is typed. */
  public static boolean isBinary(Encoding encoding) {
    if (encoding instanceof Encoding.Encrypt encrypt) {
      return encrypt.column().storage() == Storage.BINARY;
    }
    if (encoding instanceof Encoding.OldPlaintext old) {
      return old.column().storage() == Storage.BINARY;
    }
    return encoding instanceof Encoding.Token;
  }

  /** The column that a value is encoded for, or null if it is sent as given. */
  public static @Nullable ProtectedColumn column(Encoding encoding) {
    if (encoding instanceof Encoding.Encrypt encrypt) {
      return encrypt.column();
    }
    if (encoding instanceof Encoding.Token token) {
      return token.column();
    }
    return encoding instanceof Encoding.OldPlaintext old ? old.column() : null;
  }

  private Object canonical(Object value, ProtectedColumn column, ZoneId zone) {
    try {
      return conversions.canonical(value, column.type(), zone);
    } catch (ConversionException unfit) {
      throw new IssueException(Refusals.unfit(column, String.valueOf(unfit.getMessage())));
    }
  }

  /** As the rows from before hold it: text in a character column, else bytes. */
  private Object oldPlaintext(Object value, ProtectedColumn column, ZoneId zone) {
    Object canonical = canonical(value, column, zone);
    if (column.storage() == Storage.BINARY && canonical instanceof byte[]) {
      return canonical;
    }
    String text = conversions.as(canonical, column.type(), String.class, zone);
    return column.storage() == Storage.TEXT ? text : text.getBytes(StandardCharsets.UTF_8);
  }

  private @Nullable Object value(Literal literal) {
    try {
      return switch (literal.kind()) {
        case NULL -> null;
        case STRING, DATE, TIME, TIMESTAMP, TIMESTAMPTZ -> literal.value();
        case NUMBER -> conversions.canonical(literal.value(), LogicalType.of(TypeName.NUMERIC));
        case BOOLEAN -> conversions.canonical(literal.value(), LogicalType.of(TypeName.BOOLEAN));
        case BINARY -> HexFormat.of().parseHex(literal.value());
      };
    } catch (ConversionException | IllegalArgumentException malformed) {
      throw new IssueException(
          Issue.error(
              ErrorCode.WRITTEN_VALUE_REJECTED,
              "a literal cannot be read as a value",
              "Write it in its standard form"));
    }
  }
}
