package io.columnveil.keys;

import io.columnveil.policy.model.ColumnId;
import io.columnveil.policy.model.ColumnState;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.Lookup;
import io.columnveil.policy.model.Scheme;
import io.columnveil.policy.model.TableKind;
import io.columnveil.policy.model.TypeName;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Reads the bytes of a keyring, without the seal. Strict: an unknown code, a length that does not
 * fit or a byte too many is an error.
 */
final class KeyringReader {

  private final ByteBuffer in;
  private final Set<Integer> keyIds = new HashSet<>();

  private KeyringReader(byte[] bytes) {
    in = ByteBuffer.wrap(bytes);
  }

  /**
   * Only the beginning, which is not authenticated yet.
   *
   * @throws IllegalArgumentException if it is no keyring of this version
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
   * @throws IllegalArgumentException if it is no keyring of this version
   */
  static KeyringContent read(byte[] bytes) {
    try {
      KeyringReader reader = new KeyringReader(bytes);
      KeyringContent content =
          new KeyringContent(reader.header(), reader.domains(), reader.columns());
      if (reader.in.hasRemaining()) {
        throw new IllegalArgumentException("it goes on after its end");
      }
      return content;
    } catch (BufferUnderflowException | DateTimeException e) {
      throw new IllegalArgumentException("it is damaged", e);
    }
  }

  private KeyringHeader header() {
    byte[] magic = new byte[KeyringWriter.MAGIC.length];
    in.get(magic);
    if (!Arrays.equals(magic, KeyringWriter.MAGIC)) {
      throw new IllegalArgumentException("it is no keyring");
    }
    if (in.getShort() != KeyringWriter.VERSION) {
      throw new IllegalArgumentException("it was written by a newer version");
    }
    return new KeyringHeader(new UUID(in.getLong(), in.getLong()), in.getLong(), text(), block());
  }

  private List<KeyDomain> domains() {
    int count = in.getInt();
    List<KeyDomain> domains = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String name = text();
      int activeDataKey = in.getInt();
      int activeEqualityKey = in.getInt();
      int activeLookupKey = in.getInt();
      domains.add(
          new KeyDomain(
              name,
              versions(name, KeyUse.DATA),
              activeDataKey,
              activeEqualityKey,
              versions(name, KeyUse.LOOKUP),
              activeLookupKey));
    }
    return domains;
  }

  private List<KeyVersion> versions(String domain, KeyUse use) {
    int count = in.getShort() & 0xFFFF;
    List<KeyVersion> versions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int id = in.getInt();
      if (id == 0 || !keyIds.add(id)) {
        throw new IllegalArgumentException("a key id is zero or not unique");
      }
      versions.add(
          new KeyVersion(
              id,
              domain,
              use,
              KeyringCodes.status(in.get()),
              Instant.ofEpochSecond(in.getLong()),
              block()));
    }
    return versions;
  }

  private List<ColumnRecord> columns() {
    int count = in.getInt();
    List<ColumnRecord> columns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      columns.add(column());
    }
    return columns;
  }

  private ColumnRecord column() {
    ColumnId id = new ColumnId(text(), text(), text());
    TableKind kind = choice() == 1 ? TableKind.USER : TableKind.EVENT;
    ColumnState state = choice() == 1 ? ColumnState.MIXED : ColumnState.ENCRYPTED;
    boolean tokensComplete = flag();
    String domain = text();
    int scheme = in.get();
    TypeName name = KeyringCodes.type(in.get());
    LogicalType type = new LogicalType(name, in.getInt(), in.getInt());
    Optional<Lookup> lookup =
        flag()
            ? Optional.of(new Lookup(text(), KeyringCodes.normalizer(in.get())))
            : Optional.empty();
    return new ColumnRecord(id, kind, state, tokensComplete, domain, scheme(scheme, lookup), type);
  }

  private int choice() {
    int code = in.get();
    if (code != 1 && code != 2) {
      throw new IllegalArgumentException("unknown code");
    }
    return code;
  }

  private boolean flag() {
    int code = in.get();
    if (code != 0 && code != 1) {
      throw new IllegalArgumentException("unknown code");
    }
    return code == 1;
  }

  private String text() {
    return new String(block(), StandardCharsets.UTF_8);
  }

  private byte[] block() {
    int length = in.getShort() & 0xFFFF;
    if (length > in.remaining()) {
      throw new IllegalArgumentException("a length is too large");
    }
    byte[] block = new byte[length];
    in.get(block);
    return block;
  }

  private static Scheme scheme(int code, Optional<Lookup> lookup) {
    return switch (code) {
      case 1 -> new Scheme.Randomized(lookup);
      case 3 -> new Scheme.Deterministic();
      default -> throw new IllegalArgumentException("unknown scheme");
    };
  }
}
