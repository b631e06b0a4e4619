package io.columnveil.sql.bind;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import net.sf.jsqlparser.Model;
import net.sf.jsqlparser.statement.create.table.ColDataType;
import org.jspecify.annotations.Nullable;

/**
 * The syntax nodes that a node holds, found by its fields rather than by a visitor, because the
 * parser's visitors pass by some of them. Costs reflection, so it is used while a statement is
 * planned and never afterwards.
 */
final class SyntaxChildren {

  private static final String PARSER_PACKAGE = Model.class.getPackageName() + ".";
  private static final Map<Class<?>, List<Field>> FIELDS = new ConcurrentHashMap<>();

  private SyntaxChildren() {}

  /** The nodes directly below one, in the order of its fields; lists are opened. */
  static List<Object> of(Object node) {
    List<Object> children = new ArrayList<>();
    if (node instanceof Collection<?> list) {
      list.forEach(element -> collect(element, children));
    }
    for (Field field : FIELDS.computeIfAbsent(node.getClass(), SyntaxChildren::fields)) {
      try {
        collect(field.get(node), children);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException("field " + field + " cannot be read", e);
      }
    }
    return children;
  }

  private static void collect(@Nullable Object value, List<Object> into) {
    if (value instanceof Map.Entry<?, ?> entry) {
      collect(entry.getKey(), into);
      collect(entry.getValue(), into);
    } else if (value != null && isNode(value)) {
      into.add(value);
    } else if (value instanceof Collection<?> list) {
      list.forEach(element -> collect(element, into));
    } else if (value instanceof Map<?, ?> map) {
      map.values().forEach(element -> collect(element, into));
    }
  }

  private static boolean isNode(Object value) {
    return value.getClass().getName().startsWith(PARSER_PACKAGE)
        && !(value instanceof Enum<?>)
        && !(value instanceof ColDataType);
  }

  private static List<Field> fields(Class<?> type) {
    List<Field> fields = new ArrayList<>();
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      if (!c.getName().startsWith(PARSER_PACKAGE)
          || c.getName().startsWith(PARSER_PACKAGE + "parser.")) {
        continue;
      }
      for (Field field : c.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())
            && !field.getType().getName().startsWith(PARSER_PACKAGE + "parser.")
            && !field.getName().equals("resolvedTable")) {
          field.setAccessible(true);
          fields.add(field);
        }
      }
    }
    return List.copyOf(fields);
  }
}
