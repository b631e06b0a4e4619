package io.columnveil.jdbc;

import io.columnveil.engine.CellReaders;
import io.columnveil.engine.ParameterEncoder;
import io.columnveil.engine.SqlLiterals;
import io.columnveil.engine.UnknownReader;
import io.columnveil.protect.Protectors;
import io.columnveil.sql.plan.LiteralWriter;
import io.columnveil.sql.plan.PlanContext;
import io.columnveil.value.Conversions;
import io.columnveil.value.TextStyle;

/**
 * What plans of one connection rest on at one moment, and what runs them. The same object as long
 * as nothing changes, so that it is compared by identity.
 */
final class SessionState {

  private final PlanContext context;
  private final ParameterEncoder encoder;
  private final LiteralWriter literals;
  private final CellReaders readers;
  private final UnknownReader unknown;

  private SessionState(PlanContext context, Protectors protectors, TextStyle style) {
    Conversions conversions = new Conversions(style);
    this.context = context;
    encoder = new ParameterEncoder(protectors, conversions);
    literals = new SqlLiterals(encoder, style);
    readers = new CellReaders(protectors, conversions);
    unknown = new UnknownReader(protectors, conversions, context.protections(), context.grants());
  }

  static SessionState of(PlanContext context, Protectors protectors, TextStyle style) {
    return new SessionState(context, protectors, style);
  }

  /** What statements are planned on. */
  PlanContext context() {
    return context;
  }

  /** Encodes parameters. */
  ParameterEncoder encoder() {
    return encoder;
  }

  /** Encodes literals. */
  LiteralWriter literals() {
    return literals;
  }

  /** Read result columns of known origin. */
  CellReaders readers() {
    return readers;
  }

  /** Reads the others. */
  UnknownReader unknown() {
    return unknown;
  }
}
