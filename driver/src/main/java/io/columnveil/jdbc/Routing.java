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

  private final Target[][] byPlaceholder;
  private final boolean[] encoded;
  private final List<Constant> constants;
  private final boolean encodes;

  private Routing(List<List<Target>> targets, List<Constant> constants) {
    this.constants = List.copyOf(constants);
    byPlaceholder = new Target[targets.size()][];
    encoded = new boolean[targets.size()];
    boolean any = !constants.isEmpty();
    for (int i = 0; i < encoded.length; i++) {
      byPlaceholder[i] = targets.get(i).toArray(Target[]::new);
      encoded[i] = targets.get(i).stream().anyMatch(Target::isEncoded);
      any |= encoded[i];
    }
    encodes = any;
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
    return encoded.length;
  }

  /** Whether any value is encoded. */
  boolean encodes() {
    return encodes;
  }

  /** Not a copy. */
  Target[] targets(int placeholder) {
    return byPlaceholder[placeholder - 1];
  }

  boolean isEncoded(int placeholder) {
    return encoded[placeholder - 1];
  }

  List<Constant> constants() {
    return constants;
  }
}
