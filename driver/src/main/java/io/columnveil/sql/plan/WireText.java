package io.columnveil.sql.plan;

import java.util.List;

/**
 * The edited text of one statement: pieces of text between encoded literals. Placeholders of the
 * application stand in the pieces as {@code ?} already; each literal is either bound as one more
 * {@code ?} or written inline.
 *
 * @param pieces one more than there are literals
 * @param literals the encoded literals between the pieces, with their encoding
 */
public record WireText(List<String> pieces, List<WireParameter> literals) {

  public WireText {
    pieces = List.copyOf(pieces);
    literals = List.copyOf(literals);
    if (pieces.size() != literals.size() + 1) {
      throw new IllegalArgumentException("a literal stands between two pieces");
    }
  }

  /** For prepared statements: every literal is a parameter. */
  public String prepared() {
    return String.join("?", pieces);
  }

  /** For plain statements: every literal is written into the text. */
  public String inline(LiteralWriter writer) {
    if (literals.isEmpty()) {
      return pieces.get(0);
    }
    StringBuilder sql = new StringBuilder(pieces.get(0));
    for (int i = 0; i < literals.size(); i++) {
      WireParameter literal = literals.get(i);
      ValueSource.Constant constant = (ValueSource.Constant) literal.source();
      sql.append(writer.write(constant.literal(), literal.encoding())).append(pieces.get(i + 1));
    }
    return sql.toString();
  }

  /** Never the text: it may hold literals. */
  @Override
  public String toString() {
    return "<statement>";
  }
}
