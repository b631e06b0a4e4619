package io.columnveil.engine;

import io.columnveil.sql.plan.Encoding;
import io.columnveil.sql.plan.Literal;
import io.columnveil.sql.plan.LiteralWriter;
import io.columnveil.value.TextStyle;
import java.time.ZoneId;
import java.util.HexFormat;

/** Writes encoded literals into statements that are sent without parameters. */
public final class SqlLiterals implements LiteralWriter {

  private final ParameterEncoder encoder;
  private final TextStyle style;

  /** In the syntax of one database. */
  public SqlLiterals(ParameterEncoder encoder, TextStyle style) {
    this.encoder = encoder;
    this.style = style;
  }

  @Override
  public String write(Literal literal, Encoding encoding) {
    if (encoding instanceof Encoding.OldPlaintext) {
      // the contract: old plaintext goes to the database as a bind parameter only
      throw new IllegalArgumentException("old plaintext is never written into a statement");
    }
    Object encoded = encoder.encode(literal, encoding, ZoneId.systemDefault());
    if (encoded == null) {
      return "NULL";
    }
    if (encoded instanceof byte[] bytes) {
      String hex = HexFormat.of().formatHex(bytes);
      return style == TextStyle.H2 ? "X'" + hex + "'" : "'\\x" + hex + "'::bytea";
    }
    return "'" + ((String) encoded).replace("'", "''") + "'";
  }
}
