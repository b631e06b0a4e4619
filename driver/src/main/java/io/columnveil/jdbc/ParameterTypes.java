package io.columnveil.jdbc;

import io.columnveil.engine.ParameterEncoder;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.value.TextStyle;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The parameters of a rewritten statement as the application sees them. */
final class ParameterTypes {

  private final Routing routing;
  private final TextStyle style;

  ParameterTypes(Routing routing, TextStyle style) {
    this.routing = routing;
    this.style = style;
  }

  int count() {
    return routing.placeholders();
  }

  /** The type of a parameter that belongs to a protected column; null for others. */
  @Nullable ShownType type(int placeholder) throws SQLException {
    requireKnown(placeholder);
    for (Routing.Target target : routing.targets(placeholder)) {
      ProtectedColumn column = ParameterEncoder.column(target.encoding());
      if (column != null) {
        return new ShownType(column.type(), style);
      }
    }
    return null;
  }

  /** The number of a parameter in the statement that is sent. */
  int wire(int placeholder) throws SQLException {
    requireKnown(placeholder);
    Routing.Target[] targets = routing.targets(placeholder);
    if (targets.length == 0) {
      throw SqlErrors.internal("a parameter that is not sent");
    }
    return targets[0].wire();
  }

  private void requireKnown(int placeholder) throws SQLException {
    if (placeholder < 1 || placeholder > routing.placeholders()) {
      throw SqlErrors.noSuchParameter(placeholder, routing.placeholders());
    }
  }
}
