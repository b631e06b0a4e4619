package io.columnveil.sql.parse;

import io.columnveil.sql.lex.TokenList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.statement.Statement;

/**
 * A statement as a tree, with the tokens of its nodes. The tree was read from the canonical text,
 * token for token. Only {@link SqlParser} makes it. The tree must not be changed.
 */
public final class ParsedStatement {

  private final CanonicalText canonical;
  private final Statement tree;
  private final IdentityHashMap<Object, Span> spans;

  ParsedStatement(CanonicalText canonical, Statement tree, IdentityHashMap<Object, Span> spans) {
    this.canonical = canonical;
    this.tree = tree;
    this.spans = spans;
  }

  /** The user's tokens. */
  public TokenList tokens() {
    return canonical.tokens();
  }

  /** What was parsed. */
  public CanonicalText canonical() {
    return canonical;
  }

  /** The tree. Literals of the text are {@code JdbcParameter}s in it, except those that stay. */
  public Statement tree() {
    return tree;
  }

  /**
   * The tokens of a node of the tree, in the user's text. Columns, tables, parameters, functions,
   * comparisons, select items, from items, joins, selects and expression lists have them; a few
   * connecting nodes (NOT, signs) have none. A comparison starts with its left operand.
   */
  public Optional<Span> span(Object node) {
    return Optional.ofNullable(spans.get(node));
  }

  /** What stands behind a parameter of the tree. */
  public Leaf leaf(JdbcParameter parameter) {
    Integer index = parameter.getIndex();
    List<Leaf> leaves = canonical.leaves();
    if (index == null || index < 1 || index > leaves.size()) {
      throw new IllegalArgumentException("a parameter that is not of this tree");
    }
    return leaves.get(index - 1);
  }

  /** Never the text: it may hold literals. */
  @Override
  public String toString() {
    return "<" + tree.getClass().getSimpleName() + ">";
  }
}
