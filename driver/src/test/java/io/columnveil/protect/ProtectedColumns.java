package io.columnveil.protect;

import io.columnveil.issue.Source;
import io.columnveil.policy.model.ColumnId;
import io.columnveil.policy.model.ColumnState;
import io.columnveil.policy.model.Denied;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.Lookup;
import io.columnveil.policy.model.Normalization;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.Scheme;
import io.columnveil.policy.model.Storage;
import io.columnveil.policy.model.TableKind;
import java.util.List;
import java.util.Optional;

/** Protected columns for tests. */
final class ProtectedColumns {

  private ProtectedColumns() {}

  static Scheme randomized() {
    return new Scheme.Randomized(Optional.empty());
  }

  static Scheme withLookup(Normalization... steps) {
    return new Scheme.Randomized(Optional.of(new Lookup("lookup", List.of(steps))));
  }

  static ProtectedColumn of(
      LogicalType type, Scheme scheme, String domain, Storage storage, ColumnState state) {
    return new ProtectedColumn(
        new ColumnId("public", "users", "secret"),
        TableKind.USER,
        type,
        scheme,
        domain,
        Optional.empty(),
        Denied.CIPHERTEXT,
        storage,
        Optional.empty(),
        false,
        state,
        false,
        new Source("policy.yaml", "tables:").at(0));
  }
}
