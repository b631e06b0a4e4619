package io.columnveil.sql.bind;

import io.columnveil.catalog.Backend;
import io.columnveil.policy.model.Storage;
import io.columnveil.sql.parse.Span;
import java.util.List;
import java.util.Optional;
import net.sf.jsqlparser.expression.CaseExpression;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.expression.NullValue;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.SelectItem;

/** Binds what a query or a RETURNING clause selects: its items, and the stars among them. */
final class SelectListBinder {

  private final Binding binding;
  private final ExpressionBinder expressions;

  SelectListBinder(Binding binding, ExpressionBinder expressions) {
    this.binding = binding;
    this.expressions = expressions;
  }

  /** Binds a select list or RETURNING list; tells whether all its columns are known. */
  boolean bind(List<SelectItem<?>> items, Scope scope, List<Output> outputs) {
    boolean complete = true;
    for (SelectItem<?> item : items) {
      Expression expression = item.getExpression();
      Span span = binding.span(item);
      if (item.getAlias() != null) {
        binding.consume(new Span(span.last(), span.last()));
      }
      if (expression instanceof AllTableColumns star) {
        complete &= star(star, true, scope, outputs);
      } else if (expression instanceof AllColumns star) {
        complete &= star(star, false, scope, outputs);
      } else {
        outputs.add(output(item, span, scope));
        if (item.getAlias() == null && !isColumn(expression)) {
          unnamed(expression, span);
        }
      }
    }
    return complete;
  }

  /** Parentheses around a column change nothing about its name. */
  private static boolean isColumn(Expression expression) {
    return expression instanceof ParenthesedExpressionList<?> list && list.size() == 1
        ? isColumn(list.get(0))
        : expression instanceof Column;
  }

  /** PostgreSQL names a call by its function, and a CASE by the column of its ELSE. */
  private void unnamed(Expression expression, Span span) {
    if (binding.names.catalog().backend() == Backend.H2) {
      binding.unnamedItems.add(new UnnamedItem(span, Optional.empty()));
    } else if (expression instanceof Function function && expressions.isChoice(function)) {
      binding.unnamedItems.add(
          new UnnamedItem(span, Optional.of(expressions.functions().name(function))));
    } else if (expression instanceof CaseExpression choice) {
      Expression last = choice.getElseExpression();
      if (last instanceof Column column) {
        String name = binding.tokens().name(binding.span(column).last());
        binding.unnamedItems.add(new UnnamedItem(span, Optional.of(name)));
      } else if (last == null || last instanceof NullValue || last instanceof JdbcParameter) {
        binding.unnamedItems.add(new UnnamedItem(span, Optional.of("case")));
      }
    }
  }

  private boolean star(AllColumns node, boolean qualified, Scope scope, List<Output> outputs) {
    Span span = binding.span(node);
    if (node.getExceptColumns() != null || node.getReplaceExpressions() != null) {
      throw binding.notUnderstood(span, "'*' with exceptions");
    }
    Star star;
    if (qualified) {
      List<String> qualifier = binding.qualifier(span);
      Optional<Source> source = scope.source(qualifier);
      if (source.isEmpty()) {
        throw binding.notUnderstood(span, "'" + String.join(".", qualifier) + ".*'");
      }
      binding.consume(span);
      star = scope.star(span, source.get());
    } else {
      star = scope.star(span);
    }
    binding.stars.add(star);
    boolean complete = true;
    for (Star.StarField item : star.fields()) {
      if (item.field() < 0) {
        complete = false;
      } else {
        outputs.add(starOutput(item, span));
      }
    }
    return complete;
  }

  Output starOutput(Star.StarField item, Span span) {
    Field field = item.source().fields().get(item.field());
    binding.requireNotComputed(field, span);
    if (field.lineage() instanceof Lineage.Stored stored) {
      StoredOperand operand = new Reference(stored.column(), item.source(), item.field(), span);
      binding.use(new Use.Projection(operand, false));
      return Output.stored(field.name(), operand);
    }
    Optional<ListedColumn> list = item.source().listed(item.field());
    if (list.isPresent()) {
      ListedReference reference =
          ListedReference.ofStar(list.get(), item.source(), item.field(), span);
      return Output.listed(
          field.name(), Optional.empty(), new Output.Listed(list.get(), Optional.of(reference)));
    }
    return Output.of(field.name(), field.lineage());
  }

  private Output output(SelectItem<?> item, Span span, Scope scope) {
    if (binding.isDefinition && item.getExpression() instanceof Column column) {
      Optional<LookupItem> lookup = expressions.columns().lookup(column, scope);
      if (lookup.isPresent()) {
        return Output.lookup(outputName(item, span, Value.PLAIN), lookup.get());
      }
    }
    Value value = item(item.getExpression(), scope);
    String name = outputName(item, span, value);
    if (value instanceof Value.Stored stored) {
      binding.use(new Use.Projection(stored.operand(), item.getAlias() == null));
    }
    return output(name, value).at(expression(item, span));
  }

  private static Output output(String name, Value value) {
    if (value instanceof Value.Stored stored) {
      return Output.stored(name, stored.operand());
    }
    if (value instanceof Value.Given given) {
      return Output.given(name, given.operand());
    }
    if (value instanceof Value.Listed listed) {
      return Output.listed(
          name,
          Optional.empty(),
          new Output.Listed(listed.reference().column(), Optional.of(listed.reference())));
    }
    if (value instanceof Value.HandedOn) {
      return Output.of(name, Lineage.HANDED_ON);
    }
    return Output.of(name, value instanceof Value.Unknown ? Lineage.UNKNOWN : Lineage.PLAIN);
  }

  /** The tokens of an item without its alias. */
  private Optional<Span> expression(SelectItem<?> item, Span span) {
    if (item.getAlias() == null) {
      return Optional.of(span);
    }
    int last = span.last() - (item.getAlias().isUseAs() ? 2 : 1);
    return last >= span.first() ? Optional.of(new Span(span.first(), last)) : Optional.empty();
  }

  /** A selected {@code col::text} of a text column is the column: the cast changes nothing. */
  private Value item(Expression expression, Scope scope) {
    if (expression instanceof CastExpression cast
        && cast.getLeftExpression() instanceof Column
        && cast.getColDataType() != null
        && OperandCast.isUnlimitedText(cast.getColDataType().toString())) {
      Value inner = expressions.bind(cast.getLeftExpression(), scope);
      if (inner instanceof Value.Stored stored
          && stored.operand().column().type().isText()
          && stored.operand().column().storage() == Storage.TEXT) {
        return inner;
      }
    }
    return expressions.selected(expression, scope);
  }

  private String outputName(SelectItem<?> item, Span span, Value value) {
    if (item.getAlias() != null) {
      return binding.tokens().name(span.last());
    }
    if (item.getExpression() instanceof Column column) {
      return binding.tokens().name(binding.span(column).last());
    }
    return value instanceof Value.Stored stored && stored.operand() instanceof Reference reference
        ? reference.source().fields().get(reference.field()).name()
        : "";
  }
}
