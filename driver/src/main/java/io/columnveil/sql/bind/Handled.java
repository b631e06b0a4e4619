package io.columnveil.sql.bind;

import io.columnveil.sql.parse.Span;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The children of a node that its handler has seen. Whatever else the node holds makes the
 * statement one that is not understood: a grammar that grows must not become a way around.
 */
final class Handled {

  private static final Span FIRST = new Span(0, 0);

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  Handled add(@Nullable Object child) {
    if (child instanceof Collection<?> list) {
      list.forEach(this::add);
    }
    if (child != null) {
      seen.add(child);
    }
    return this;
  }

  /**
   * Refuses if something was not seen.
   *
   * @param node the node
   * @param what what messages call it
   */
  void requireAll(Binding binding, Object node, String what) {
    for (Object child : SyntaxChildren.of(node)) {
      if (!seen.contains(child)) {
        throw binding.notUnderstood(
            binding.statement.span(child).or(() -> binding.statement.span(node)).orElse(FIRST),
            "a part of " + what + " (" + child.getClass().getSimpleName() + ")");
      }
    }
  }
}
