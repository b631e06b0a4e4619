package io.columnveil.sql.check;

import io.columnveil.sql.bind.Use;
import java.util.Optional;

/** One rule about the uses of protected columns. Stateless. */
interface Rule {

  /** Why a use is refused, or empty if this rule has nothing against it. */
  Optional<Finding> check(Use use, CheckContext context);
}
