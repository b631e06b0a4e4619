package io.columnveil.sql.bind;

import io.columnveil.catalog.Relation;
import io.columnveil.catalog.RelationKind;
import io.columnveil.catalog.RoutineDefinition;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.LateralSubSelect;
import net.sf.jsqlparser.statement.select.ParenthesedFromItem;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.TableFunction;
import net.sf.jsqlparser.statement.select.Values;
import org.jspecify.annotations.Nullable;

/** Binds the entries of FROM, USING and the targets of changes to sources. */
final class FromBinder {

  private final Binding binding;
  private final QueryBinder queries;
  private final ExpressionBinder expressions;
  private final ViewDefinitions views;

  FromBinder(
      Binding binding, QueryBinder queries, ExpressionBinder expressions, ViewDefinitions views) {
    this.binding = binding;
    this.queries = queries;
    this.expressions = expressions;
    this.views = views;
  }

  /** Adds what an entry gives to a scope. */
  void add(FromItem item, Scope scope) {
    if (item.getPivot() != null || item.getUnPivot() != null) {
      throw binding.notUnderstood(binding.span(item), "PIVOT");
    }
    if (item instanceof Table table) {
      scope.add(table(table, scope));
    } else if (item instanceof ParenthesedSelect select) {
      derived(select, scope);
    } else if (item instanceof TableFunction function) {
      function(function, scope);
    } else if (item instanceof ParenthesedFromItem nested) {
      nested(nested, scope);
    } else {
      throw binding.notUnderstood(
          binding.span(item), "this entry of FROM (" + item.getClass().getSimpleName() + ")");
    }
  }

  private void derived(ParenthesedSelect select, Scope scope) {
    Scope visible = select instanceof LateralSubSelect ? scope : scope.withoutSources();
    BoundQuery query = queries.bind(select.getSelect(), visible);
    queries.groupings().orderBy(select.getOrderByElements(), query, visible);
    AliasNames alias = alias(binding.span(select), select.getAlias());
    if (!query.isComplete() && !query.hasProtectedOutputs()) {
      scope.add(new OpaqueSource(alias.name()));
      return;
    }
    if (!query.isComplete()) {
      throw binding.notUnderstood(
          binding.span(select),
          "a subquery whose columns are not all known",
          "Name its columns instead of '*'");
    }
    scope.add(derived(query, alias));
  }

  /** The rows of a query under an alias, which may name its columns. */
  private DerivedTable derived(BoundQuery query, AliasNames alias) {
    BoundQuery named =
        alias.columns().isEmpty()
            ? query
            : queries.renamed(query, alias.columns(), alias.lastColumn());
    return new DerivedTable(alias.name(), named, List.of());
  }

  private void function(TableFunction item, Scope scope) {
    if (item.getFunctions() == null) {
      throw binding.notUnderstood(binding.span(item), "this kind of table function");
    }
    Function first = item.getFunctions().get(0);
    String called = expressions.functions().name(first);
    if (item.getFunctions().size() == 1 && binding.names.catalog().isReachingCode(called)) {
      scope.add(handedOn(item, first, called, scope));
      return;
    }
    for (Function function : item.getFunctions()) {
      expressions.functions().check(binding.span(item), expressions.functions().name(function));
      if (binding.names.catalog().isUserFunction(expressions.functions().name(function))
          && binding.names.protections().all().stream()
              .anyMatch(c -> c.state() != io.columnveil.policy.model.ColumnState.ENCRYPTED)) {
        throw binding.refusal(
            ErrorCode.OPAQUE_CODE,
            binding.span(item),
            "rows of a function of unknown origin may hold old plaintext of a protected column",
            "Select from the tables themselves");
      }
      expressions.children(
          function, "function " + expressions.functions().name(function), Optional.empty(), scope);
    }
    String name =
        item.getAlias() == null
            ? expressions.functions().name(item.getFunctions().get(0))
            : binding.names.fold(item.getAlias().getName());
    scope.add(new OpaqueSource(name));
  }

  /** The rows of a function that reaches protected tables and hands on what it reads. */
  private Source handedOn(TableFunction item, Function function, String name, Scope scope) {
    Span span = binding.span(item);
    if (binding.tokens().isWord(span.first(), "ROWS") || hasOrdinality(item, span)) {
      throw binding.notUnderstood(
          span, "this form of a function in FROM", "Write the call alone: FROM f(..) alias");
    }
    RoutineDefinition routine =
        expressions.functions().reaching(function, name, functionSpan(function, span), scope);
    AliasNames alias = alias(span, item.getAlias());
    String shown = item.getAlias() == null ? name : alias.name();
    List<Field> fields = fields(routine, shown, span);
    if (alias.columns().isEmpty()) {
      return new RoutineRows(shown, fields);
    }
    if (fields.stream().anyMatch(Field::hidden) || alias.columns().size() > fields.size()) {
      throw binding.notUnderstood(
          span,
          "new column names after the alias of such a function",
          "Use the names that the function gives to its columns");
    }
    List<Field> renamed = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      renamed.add(
          i < alias.columns().size()
              ? new Field(alias.columns().get(i), field.lineage(), false)
              : field);
    }
    return new RoutineRows(shown, renamed);
  }

  private Span functionSpan(Function function, Span item) {
    return binding.statement.span(function).orElse(item);
  }

  private boolean hasOrdinality(TableFunction item, Span span) {
    for (int token = span.first(); token <= span.last(); token++) {
      if (binding.tokens().isWord(token, "ORDINALITY")) {
        return true;
      }
    }
    return item.getFunctions().size() != 1;
  }

  private List<Field> fields(RoutineDefinition routine, String shown, Span span) {
    List<Field> fields = new ArrayList<>();
    if (!routine.outputs().isEmpty()) {
      routine.outputs().forEach(o -> fields.add(field(o.name(), o.typeName(), false)));
    } else if (routine.rowOf().isPresent()) {
      Relation relation =
          binding
              .names
              .catalog()
              .find(routine.rowOf().get().schema(), routine.rowOf().get().name())
              .orElseThrow(() -> binding.notUnderstood(span, "the rows of this function"));
      relation
          .columns()
          .forEach(
              column ->
                  fields.add(
                      field(
                          column.name(),
                          column.typeName(),
                          binding.names.isHidden(relation, column.name()))));
    } else if (HandedOnType.isWhole(routine.returns())) {
      fields.add(field(shown, routine.returns(), false));
    } else {
      throw binding.notUnderstood(span, "a function that gives values within others");
    }
    return fields;
  }

  private static Field field(String name, String type, boolean hidden) {
    return new Field(
        name, HandedOnType.mayBeEnvelope(type) ? Lineage.HANDED_ON : Lineage.PLAIN, hidden);
  }

  private void nested(ParenthesedFromItem nested, Scope scope) {
    if (nested.getFromItem() instanceof Values values && nested.getJoins() == null) {
      BoundQuery query = queries.bind(values, scope.withoutSources());
      scope.add(derived(query, alias(binding.span(nested), nested.getAlias())));
      return;
    }
    if (nested.getAlias() != null) {
      throw binding.notUnderstood(
          binding.span(nested),
          "an alias for what stands in these parentheses",
          "Give the alias to a subquery: (SELECT .. FROM ..) alias");
    }
    add(nested.getFromItem(), scope);
    queries.joins(nested.getJoins(), scope);
  }

  /** The relation that a table name means. */
  Source table(Table table, Scope scope) {
    Span span = binding.span(table);
    List<String> path = binding.path(span);
    AliasNames alias = alias(span, table.getAlias());
    String name = path.get(path.size() - 1);
    String shown = table.getAlias() == null ? name : alias.name();
    if (path.size() == 1) {
      Optional<BoundQuery> common = scope.commonTable(name);
      if (common.isPresent()) {
        binding.consume(span);
        return common.get().isComplete()
            ? new DerivedTable(shown, common.get(), alias.columns())
            : new OpaqueSource(shown);
      }
    }
    Optional<Relation> relation = relation(path);
    if (relation.isEmpty()) {
      return unknown(span, path, shown);
    }
    binding.consume(span);
    Optional<Issue> withheld = binding.names.withheld(relation.get());
    if (withheld.isPresent()) {
      throw binding.refusal(withheld.get(), span);
    }
    binding.relations.add(relation.get());
    if (table.getAlias() == null) {
      // Behind a synonym H2 knows the table by its own name alone.
      shown = relation.get().name();
    }
    if (binding.names.isView(relation.get()) && binding.names.isRelevant(relation.get())) {
      return views.source(shown, relation.get(), alias.columns(), binding, span);
    }
    requireFollowed(relation.get(), span);
    requireRowsAsMeant(relation.get(), span);
    BaseTable source =
        new BaseTable(relation.get(), shown, table.getAlias() != null, binding.names.protections());
    if (!alias.columns().isEmpty() && (source.hasProtectedFields() || source.hasHiddenFields())) {
      throw binding.notUnderstood(
          span,
          "new column names after the alias of a protected table",
          "Name the columns in a subquery: (SELECT a AS x FROM t) alias");
    }
    return alias.columns().isEmpty() ? source : new OpaqueSource(shown);
  }

  /** What a change of a name changes. */
  Target target(Table table, Scope scope) {
    Span span = binding.span(table);
    List<String> path = binding.path(span);
    Source source = table(table, scope);
    if (source instanceof BaseTable base) {
      return new Target.OfTable(base, binding.names);
    }
    boolean common = path.size() == 1 && scope.commonTable(path.get(0)).isPresent();
    if (common || !(source instanceof DerivedTable view)) {
      throw binding.notUnderstood(
          span, "a change of something that is no table", "Change the table itself");
    }
    Relation relation = relation(path).orElseThrow();
    return new Target.OfView(relation, views.changedBy(relation, binding, span), view);
  }

  /** What lies behind a table that is not protected itself must not be a protected one. */
  private void requireFollowed(Relation relation, Span span) {
    boolean reaches =
        binding.names.catalog().reachesWhenUsed(relation)
            || relation.kind() == RelationKind.FOREIGN_TABLE && binding.names.isRelevant(relation);
    if (reaches && binding.names.protectedColumns(relation).isEmpty()) {
      throw binding.refusal(
          ErrorCode.OPAQUE_CODE,
          span,
          relation.kind() == RelationKind.FOREIGN_TABLE
              ? "the rows of '" + relation.name() + "' may be those of a protected table"
              : "row policies or types of '"
                  + relation.name()
                  + "' run functions that may read or write protected tables by themselves",
          "Select from the protected table itself, or take it out of them");
    }
  }

  /** A row policy that looks at ciphertext chooses other rows than it was written for. */
  private void requireRowsAsMeant(Relation relation, Span span) {
    for (io.columnveil.catalog.Column column : relation.columns()) {
      Optional<ProtectedColumn> looked =
          binding.names.protections().find(relation.schema(), relation.name(), column.name());
      if (column.decidesRows() && looked.isPresent()) {
        throw binding.refusal(
            ErrorCode.OPERATION_NOT_POSSIBLE,
            span,
            "a row policy of '"
                + relation.name()
                + "' looks at "
                + looked.get().shortName()
                + ", whose values the database does not know ("
                + looked.get().rule()
                + ")",
            "Let the policy look at columns that are not encrypted");
      }
    }
  }

  private Source unknown(Span span, List<String> path, String shown) {
    Optional<String> schema =
        path.size() > 1 ? Optional.of(path.get(path.size() - 2)) : Optional.empty();
    String name = path.get(path.size() - 1);
    if (!binding.names.isSystem(schema, name)) {
      throw binding.refusal(
          ErrorCode.UNKNOWN_TABLE,
          span,
          "table '" + String.join(".", path) + "' is not in the catalog",
          "Check its spelling and the search path");
    }
    binding.consume(span);
    return new OpaqueSource(shown);
  }

  Optional<Relation> relation(List<String> path) {
    int size = path.size();
    Optional<String> schema = size > 1 ? Optional.of(path.get(size - 2)) : Optional.empty();
    return binding.names.find(schema, path.get(size - 1));
  }

  /** The last token of an entry of FROM, its alias included. */
  int lastToken(FromItem item) {
    Span span = binding.span(item);
    if (item.getAlias() == null) {
      return span.last();
    }
    String name = binding.names.fold(item.getAlias().getName());
    return Math.max(span.last(), aliasToken(span, name).orElse(span.last()));
  }

  /** The alias after an entry, the column names in parentheses after it, and their last token. */
  private record AliasNames(String name, List<String> columns, OptionalInt lastColumn) {}

  private AliasNames alias(Span entry, @Nullable Alias alias) {
    if (alias == null) {
      return new AliasNames("", List.of(), OptionalInt.empty());
    }
    List<String> columns = new ArrayList<>();
    if (alias.getAliasColumns() != null) {
      alias.getAliasColumns().forEach(c -> columns.add(binding.names.fold(c.name)));
    }
    OptionalInt token = aliasToken(entry, binding.names.fold(alias.getName()));
    token.ifPresent(t -> binding.consume(new Span(t, t + 2 * columns.size())));
    OptionalInt lastColumn =
        token.isPresent() && !columns.isEmpty()
            ? OptionalInt.of(token.getAsInt() + 2 * columns.size())
            : OptionalInt.empty();
    return new AliasNames(binding.names.fold(alias.getName()), columns, lastColumn);
  }

  private OptionalInt aliasToken(Span entry, String name) {
    TokenList tokens = binding.tokens();
    // The parser counts an alias after parentheses to some entries, and to others not.
    int end = tokens.is(entry.first(), "(") ? tokens.matching(entry.first()) : entry.last();
    for (int t = end; t < Math.min(tokens.size(), end + 4); t++) {
      TokenKind kind = tokens.kind(t);
      if ((kind == TokenKind.WORD || kind == TokenKind.QUOTED_IDENTIFIER)
          && t != entry.first()
          && tokens.name(t).equals(name)) {
        return OptionalInt.of(t);
      }
    }
    return OptionalInt.empty();
  }
}
