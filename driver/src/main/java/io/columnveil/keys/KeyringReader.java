package io.columnveil.keys;

import java.nio.BufferUnderflowException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Reads the bytes of a keyring of any format, without the seal. Strict: an unknown code, a length
 * that does not fit or a byte too many is an error.
 */
final class KeyringReader {

  /** Attributes of the keyring as a whole. */
  static final int KEK_SINCE = 1;

  static final int POLICY_PIN = 2;
  private static final Set<Integer> KNOWN = Set.of(KEK_SINCE, POLICY_PIN);

  private final KeyringInput in;
  private int version;

  private KeyringReader(byte[] bytes) {
    in = new KeyringInput(bytes);
  }

  /**
   * Only the beginning, which is not authenticated yet.
   *
   * @throws IllegalArgumentException if it is no keyring of a known version
   */
  static KeyringHeader readHeader(byte[] bytes) {
    try {
      return new KeyringReader(bytes).header();
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("it ends early", e);
    }
  }

  /**
   * Everything.
   *
   * @throws IllegalArgumentException if it is no keyring of a known version
   */
  static KeyringContent read(byte[] bytes) {
    try {
      return new KeyringReader(bytes).content();
    } catch (BufferUnderflowException | DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException("it is damaged", e);
    }
  }

  private KeyringContent content() {
    KeyringHeader header = header();
    boolean first = version == 1;
    KeyringAttributes attributes = first ? KeyringAttributes.NONE : attributes();
    DomainFormat domain = new DomainFormat(in, first);
    List<KeyDomain> domains = list(i -> domain.read());
    List<ColumnRecord> columns = list(first ? ColumnFormat::readFields : ColumnFormat::read);
    in.requireEnd();
    return new KeyringContent(header, attributes, domains, columns);
  }

  private KeyringHeader header() {
    if (!Arrays.equals(in.bytes(KeyringWriter.MAGIC.length), KeyringWriter.MAGIC)) {
      throw new IllegalArgumentException("it is no keyring");
    }
    version = in.u16();
    if (version != 1 && version != KeyringWriter.VERSION) {
      throw new IllegalArgumentException("it was written by a newer version");
    }
    return new KeyringHeader(new UUID(in.i64(), in.i64()), in.i64(), in.text(), in.block());
  }

  private KeyringAttributes attributes() {
    Attributes attributes = Attributes.read(in, KNOWN);
    Optional<PolicyPin> pin =
        attributes.get(
            POLICY_PIN, at -> new PolicyPin(at.block(), at.block(), at.flag(), at.i64()));
    return new KeyringAttributes(attributes.get(KEK_SINCE, KeyringInput::millis), pin);
  }

  private <T> List<T> list(Function<KeyringInput, T> item) {
    int count = in.i32();
    if (count < 0) {
      throw new IllegalArgumentException("a count is too large");
    }
    List<T> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(item.apply(in));
    }
    return items;
  }
}
