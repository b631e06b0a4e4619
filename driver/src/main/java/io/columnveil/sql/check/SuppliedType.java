package io.columnveil.sql.check;

import io.columnveil.issue.ErrorCode;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.TypeName;
import io.columnveil.sql.bind.Use;
import java.util.Optional;
import java.util.Set;

/**
 * A value among those of a column gets the column's type. Where the database would give both a
 * wider type, with another scale or length, what comes back would be another value.
 */
final class SuppliedType implements Rule {

  private static final Set<TypeName> SAME_BESIDE_OTHERS =
      Set.of(
          TypeName.VARCHAR,
          TypeName.TEXT,
          TypeName.SMALLINT,
          TypeName.INTEGER,
          TypeName.BIGINT,
          TypeName.BOOLEAN,
          TypeName.DATE,
          TypeName.UUID);

  @Override
  public Optional<Finding> check(Use use, CheckContext context) {
    if (!(use instanceof Use.Supplied) || SAME_BESIDE_OTHERS.contains(use.column().type().name())) {
      return Optional.empty();
    }
    ProtectedColumn column = use.column();
    return Optional.of(
        new Finding(
            ErrorCode.OPERATION_NOT_POSSIBLE,
            use.span(),
            "the database may give a value beside "
                + column.shortName()
                + " another scale or length than "
                + column.type()
                + " has, which cannot be seen in ciphertext",
            "Select "
                + column.shortName()
                + " alone, and put the value in its place in the application"));
  }
}
