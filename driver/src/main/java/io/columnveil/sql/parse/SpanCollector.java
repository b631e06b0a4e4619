package io.columnveil.sql.parse;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import net.sf.jsqlparser.parser.Node;
import net.sf.jsqlparser.parser.Token;

/** Notes for each object of the tree the innermost run of tokens that the parser made it from. */
final class SpanCollector {

  private final CanonicalText canonical;
  private final IdentityHashMap<Object, Span> spans;

  SpanCollector(CanonicalText canonical, IdentityHashMap<Object, Span> spans) {
    this.canonical = canonical;
    this.spans = spans;
  }

  void collect(Node root) {
    Deque<Node> open = new ArrayDeque<>();
    open.push(root);
    while (!open.isEmpty()) {
      Node node = open.pop();
      note(node);
      for (int i = 0; i < node.jjtGetNumChildren(); i++) {
        open.push(node.jjtGetChild(i));
      }
    }
  }

  private void note(Node node) {
    Object value = node.jjtGetValue();
    Token first = node.jjtGetFirstToken();
    Token last = node.jjtGetLastToken();
    if (value == null || first == null || last == null) {
      return;
    }
    int from = canonical.tokenAt(offset(first));
    int to = canonical.tokenEndingAt(offset(last) + last.image.length());
    if (from < 0 || to < from) {
      return;
    }
    Span span = canonical.span(from, to);
    Span known = spans.get(value);
    if (known == null || known.covers(span)) {
      spans.put(value, span);
    }
  }

  /** Offset of a token's first char from 0; the parser counts from 1. */
  static int offset(Token token) {
    return token.absoluteBegin - 1;
  }
}
