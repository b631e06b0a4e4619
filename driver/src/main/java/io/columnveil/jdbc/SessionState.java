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
 *
 * @param context what statements are planned on
 * @param encoder encodes parameters
 * @param literals encodes literals
 * @param readers read result columns of known origin
 * @param unknown reads the others
 */
record SessionState(
    PlanContext context,
    ParameterEncoder encoder,
    LiteralWriter literals,
    CellReaders readers,
    UnknownReader unknown) {

  static SessionState of(PlanContext context, Protectors protectors, TextStyle style) {
    Conversions conversions = new Conversions(style);
    ParameterEncoder encoder = new ParameterEncoder(protectors, conversions);
    return new SessionState(
        context,
        encoder,
        new SqlLiterals(encoder, style),
        new CellReaders(protectors, conversions),
        new UnknownReader(protectors, conversions, context.protections(), context.grants()));
  }
}
