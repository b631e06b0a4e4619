package io.columnveil.jdbc;

import io.columnveil.sql.plan.Encoding;
import io.columnveil.sql.plan.Literal;
import io.columnveil.sql.plan.StatementPlan;
import io.columnveil.sql.plan.ValueSource;
import io.columnveil.sql.plan.WireParameter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which parameters of the statement that is sent each placeholder of the application feeds: one
 * value may be both encrypted and turned into a lookup token.
 */
final class Routing {

  /**
   * One parameter of the statement that is sent.
   *
   * @param wire its number, from 1
   * @param encoding what is done to its value
   */
  record Target(int wire, Encoding encoding) {

    boolean isEncoded() {
      return !(encoding instanceof Encoding.AsGiven);
    }
  }

  /** A literal of the statement that is sent as a parameter. */
  record Constant(int wire, Encoding encoding, Literal literal) {}

  private final List<List<Target>> byPlaceholder;
  private final List<Constant> constants;

  private Routing(List<List<Target>> byPlaceholder, List<Constant> constants) {
    this.byPlaceholder = byPlaceholder;
    this.constants = constants;
  }

  /** The routing of a rewritten statement; null if parameters pass as they are. */
  static @Nullable Routing of(StatementPlan plan) {
    if (!(plan instanceof StatementPlan.Rewritten rewritten)) {
      return null;
    }
    List<List<Target>> targets = new ArrayList<>();
    for (int i = 0; i < rewritten.placeholders(); i++) {
      targets.add(new ArrayList<>(2));
    }
    List<Constant> constants = new ArrayList<>();
    int wire = 0;
    for (WireParameter parameter : rewritten.parameters()) {
      wire++;
      if (parameter.source() instanceof ValueSource.Placeholder placeholder) {
        targets.get(placeholder.ordinal() - 1).add(new Target(wire, parameter.encoding()));
      } else if (parameter.source() instanceof ValueSource.Constant constant) {
        constants.add(new Constant(wire, parameter.encoding(), constant.literal()));
      }
    }
    return new Routing(targets, constants);
  }

  int placeholders() {
    return byPlaceholder.size();
  }

  List<Target> targets(int placeholder) {
    return byPlaceholder.get(placeholder - 1);
  }

  boolean isEncoded(int placeholder) {
    for (Target target : targets(placeholder)) {
      if (target.isEncoded()) {
        return true;
      }
    }
    return false;
  }

  List<Constant> constants() {
    return constants;
  }
}
