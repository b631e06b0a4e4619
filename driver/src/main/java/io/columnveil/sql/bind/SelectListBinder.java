package io.columnveil.sql.bind;

import io.columnveil.catalog.Backend;
import io.columnveil.policy.model.Storage;
import io.columnveil.sql.parse.Span;
import java.util.List;
import java.util.Optional;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.Expression;
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
        if (item.getAlias() == null
            && !(expression instanceof Column)
            && binding.names.catalog().backend() == Backend.H2) {
          binding.unnamedItems.add(new UnnamedItem(span));
        }
      }
    }
    return complete;
  }

  private boolean star(AllColumns node, boolean qualified, Scope scope, List<Output> outputs) {
    Span span = binding.span(node);
    if (node.getExceptColumns() != null || node.getReplaceExpressions() != null) {
      throw binding.notUnderstood(span, "'*' with exceptions");
    }
    Star star;
    if (qualified) {
      List<String> qualifier = expressions.qualifier(span, 1);
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
    if (field.lineage() instanceof Lineage.Stored stored) {
      StoredOperand operand = new Reference(stored.column(), item.source(), item.field(), span);
      binding.use(new Use.Projection(operand, false));
      return new Output(field.name(), field.lineage(), Optional.of(operand), Optional.empty());
    }
    Optional<ListedColumn> list = item.source().listed(item.field());
    if (list.isPresent()) {
      ListedReference reference =
          ListedReference.ofStar(list.get(), item.source(), item.field(), span);
      return Output.listed(
          field.name(), Optional.empty(), new Output.Listed(list.get(), Optional.of(reference)));
    }
    return new Output(field.name(), field.lineage(), Optional.empty(), Optional.empty());
  }

  private Output output(SelectItem<?> item, Span span, Scope scope) {
    Value value = item(item.getExpression(), scope);
    String name = outputName(item, span, value);
    if (value instanceof Value.Stored stored) {
      binding.use(new Use.Projection(stored.operand(), item.getAlias() == null));
      return new Output(
          name,
          new Lineage.Stored(stored.operand().column()),
          Optional.of(stored.operand()),
          Optional.empty());
    }
    if (value instanceof Value.Given given) {
      return new Output(name, Lineage.PLAIN, Optional.empty(), Optional.of(given.operand()));
    }
    if (value instanceof Value.Listed listed) {
      return Output.listed(
          name,
          Optional.empty(),
          new Output.Listed(listed.reference().column(), Optional.of(listed.reference())));
    }
    Lineage lineage = value instanceof Value.Unknown ? Lineage.UNKNOWN : Lineage.PLAIN;
    return new Output(name, lineage, Optional.empty(), Optional.empty());
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
    return expressions.bind(expression, scope);
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
