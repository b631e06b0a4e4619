package io.columnveil.jdbc;

import io.columnveil.policy.model.Denied;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.Storage;
import io.columnveil.policy.model.TypeName;
import io.columnveil.session.Grants;

/** The type under which a session sees a protected column. */
final class VisibleTypes {

  private VisibleTypes() {}

  static LogicalType of(ProtectedColumn column, Grants grants) {
    if (!grants.mayDecrypt(column.id())) {
      return column.denied() == Denied.CIPHERTEXT ? ofCiphertext(column) : column.type();
    }
    boolean masked = column.mask().isPresent() && !grants.mayUnmask(column.id());
    return masked && !column.type().isText() ? LogicalType.of(TypeName.VARCHAR) : column.type();
  }

  private static LogicalType ofCiphertext(ProtectedColumn column) {
    return LogicalType.of(column.storage() == Storage.TEXT ? TypeName.VARCHAR : TypeName.BYTEA);
  }
}
