package io.columnveil.protect;

import io.columnveil.catalog.Column;
import io.columnveil.policy.model.Storage;
import java.sql.Types;
import java.util.Optional;

/** Which form of ciphertext a physical column can hold. */
public final class PhysicalStorage {

  private PhysicalStorage() {}

  /** The form; empty if its type can hold none. CHAR and BINARY cannot: they pad. */
  public static Optional<Storage> of(Column physical) {
    return switch (physical.jdbcType()) {
      case Types.VARCHAR, Types.LONGVARCHAR, Types.CLOB, Types.NVARCHAR ->
          Optional.of(Storage.TEXT);
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
          physical.typeName().equals("BINARY") ? Optional.empty() : Optional.of(Storage.BINARY);
      default ->
          physical.typeName().equals("citext") ? Optional.of(Storage.TEXT) : Optional.empty();
    };
  }
}
