package io.columnveil.sql.bind;

import io.columnveil.catalog.Backend;
import io.columnveil.issue.ErrorCode;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.Join;

/** Binds joins and the columns that USING and NATURAL merge. */
final class JoinBinder {

  private final Binding binding;
  private final QueryBinder queries;
  private final FromBinder from;

  JoinBinder(Binding binding, QueryBinder queries, FromBinder from) {
    this.binding = binding;
    this.queries = queries;
    this.from = from;
  }

  /** A join: its right side, then its condition. */
  void join(Join join, Scope scope) {
    requireKnownKind(join);
    List<Source> left = List.copyOf(scope.sources());
    from.add(join.getFromItem(), scope);
    List<Source> right = List.copyOf(scope.sources().subList(left.size(), scope.sources().size()));
    if (join.getOnExpressions() != null) {
      for (Expression on : join.getOnExpressions()) {
        queries.condition(on, "ON", scope);
      }
    }
    OptionalInt natural = naturalToken(join);
    boolean using = join.getUsingColumns() != null && !join.getUsingColumns().isEmpty();
    if (binding.names.catalog().backend() == Backend.H2) {
      requireOrderAsWritten(join, natural.isPresent(), using, left.size(), scope);
    }
    if (natural.isPresent()) {
      natural(join, natural.getAsInt(), left, right, scope);
    } else if (join.isNatural()) {
      throw binding.notUnderstood(binding.span(join.getFromItem()), "this NATURAL JOIN");
    }
    if (using) {
      using(join, left, right, scope);
    }
  }

  /**
   * H2 takes NATURAL for the columns of the table just before it, whatever was joined earlier, and
   * after a RIGHT JOIN it gives merged columns at places of its own.
   */
  private void requireOrderAsWritten(
      Join join, boolean natural, boolean using, int tablesBefore, Scope scope) {
    if (natural && tablesBefore > 1) {
      throw binding.notUnderstood(
          binding.span(join.getFromItem()),
          "NATURAL JOIN of more than two tables",
          "Write JOIN .. USING, which names the columns");
    }
    if ((natural || using) && scope.isRightJoined()) {
      throw binding.notUnderstood(
          binding.span(join.getFromItem()),
          "a join that merges columns after a RIGHT JOIN",
          "Write ON with both columns instead of USING");
    }
    if (join.isRight()) {
      scope.rightJoin();
    }
  }

  /** Words of other databases, which may be aliases to these. */
  private void requireKnownKind(Join join) {
    if (join.isSemi()
        || join.isAsOf()
        || join.isGlobal()
        || join.isAny()
        || join.isAll()
        || join.isStraight()
        || join.isApply()
        || join.isFetch()
        || join.isArray()
        || join.isWindowJoin()
        || join.getJoinHint() != null) {
      throw binding.notUnderstood(binding.span(join.getFromItem()), "this kind of join");
    }
  }

  /** The word before the join, which the parser forgets before INNER. */
  private OptionalInt naturalToken(Join join) {
    TokenList tokens = binding.tokens();
    int token = binding.span(join.getFromItem()).first() - 1;
    while (token >= 0
        && (tokens.isWord(token, "JOIN")
            || tokens.isWord(token, "INNER")
            || tokens.isWord(token, "OUTER")
            || tokens.isWord(token, "LEFT")
            || tokens.isWord(token, "RIGHT")
            || tokens.isWord(token, "FULL"))) {
      token--;
    }
    return token >= 0 && tokens.isWord(token, "NATURAL")
        ? OptionalInt.of(token)
        : OptionalInt.empty();
  }

  /**
   * NATURAL joins by the columns that both sides have for applications. It is written with them
   * where the database would join by lookup columns as well, or where these have to be compared.
   */
  private void natural(Join join, int keyword, List<Source> left, List<Source> right, Scope scope) {
    Span word = new Span(keyword, keyword);
    Span place = binding.span(join.getFromItem());
    binding.consume(word);
    if (join.getFromItem().getAlias() != null
        && join.getFromItem().getAlias().getAliasColumns() != null) {
      requireNothingProtected(left, right, place);
    }
    List<Source> all = new ArrayList<>(left);
    all.addAll(right);
    if (all.stream().anyMatch(s -> s instanceof OpaqueSource)) {
      requireNothingProtected(left, right, place);
      return;
    }
    MergedJoin merged = MergedJoin.natural(word, from.lastToken(join.getFromItem()), namesMerge());
    binding.mergedJoins.add(merged);
    for (String name : names(left)) {
      Optional<Scope.Found> r = only(right, name, scope);
      if (r.isEmpty()) {
        if (names(right).contains(name)) {
          requireNothingProtected(left, right, place);
        }
        continue;
      }
      Optional<Scope.Found> l = only(left, name, scope);
      if (l.isEmpty()) {
        requireNothingProtected(left, right, place);
      } else if (l.get().get().hidden() || r.get().get().hidden()) {
        merged.writeOut();
      } else {
        merge(l.get(), r.get(), name, word, join, merged, scope);
      }
    }
  }

  private boolean namesMerge() {
    return binding.names.catalog().backend() != Backend.H2;
  }

  private static Set<String> names(List<Source> sources) {
    Set<String> names = new LinkedHashSet<>();
    sources.forEach(source -> source.fields().forEach(field -> names.add(field.name())));
    return names;
  }

  private void using(Join join, List<Source> left, List<Source> right, Scope scope) {
    List<Column> columns = List.copyOf(join.getUsingColumns());
    Span first = binding.span(columns.get(0));
    Span last = binding.span(columns.get(columns.size() - 1));
    MergedJoin merged = new MergedJoin(new Span(first.first() - 2, last.last() + 1), namesMerge());
    binding.mergedJoins.add(merged);
    for (Column column : columns) {
      Span span = binding.span(column);
      binding.consume(span);
      String name = binding.tokens().name(span.first());
      Optional<Scope.Found> l = only(left, name, scope);
      Optional<Scope.Found> r = only(right, name, scope);
      if (l.isEmpty() || r.isEmpty()) {
        requireNothingProtected(left, right, span);
        continue;
      }
      if (l.get().get().hidden() || r.get().get().hidden()) {
        throw binding.refusal(
            ErrorCode.UNKNOWN_COLUMN,
            span,
            "column \"" + name + "\" does not exist",
            Binding.NAME_THE_COLUMN);
      }
      merge(l.get(), r.get(), name, span, join, merged, scope);
    }
  }

  private void merge(
      Scope.Found left,
      Scope.Found right,
      String name,
      Span span,
      Join join,
      MergedJoin merged,
      Scope scope) {
    MergedJoin.Pair pair =
        new MergedJoin.Pair(name, left.source(), left.field(), right.source(), right.field());
    merged.add(pair);
    compare(left, right, span, join, merged);
    scope.merge(merged, pair, join.isRight());
  }

  private void compare(
      Scope.Found left, Scope.Found right, Span span, Join join, MergedJoin merged) {
    binding.requireNotComputed(left.get(), span);
    binding.requireNotComputed(right.get(), span);
    binding.requireNotHandedOn(left.get().lineage(), span);
    binding.requireNotHandedOn(right.get().lineage(), span);
    boolean leftStored = left.get().lineage() instanceof Lineage.Stored;
    boolean rightStored = right.get().lineage() instanceof Lineage.Stored;
    openly(left, span);
    openly(right, span);
    if (!leftStored && !rightStored) {
      return;
    }
    if (left.get().lineage() instanceof Lineage.Stored l
        && right.get().lineage() instanceof Lineage.Stored r) {
      Reference leftReference = new Reference(l.column(), left.source(), left.field(), span);
      Reference rightReference = new Reference(r.column(), right.source(), right.field(), span);
      if (leftReference.isComparedElsewhere() || rightReference.isComparedElsewhere()) {
        if (join.isFull()) {
          throw binding.notUnderstood(
              span,
              "FULL JOIN that merges a column with a lookup",
              "Write ON a.x = b.x, and select COALESCE(a.x, b.x)");
        }
        merged.answerByCompanions();
      }
      if (join.isFull() && !l.column().equals(r.column())) {
        // The merged column has the values of both.
        binding.use(new Use.Blend(l.column(), r.column(), span));
      }
      binding.use(new Use.StoredComparison(leftReference, rightReference, span));
      return;
    }
    Scope.Found stored = leftStored ? left : right;
    Lineage.Stored lineage = (Lineage.Stored) stored.get().lineage();
    binding.use(
        new Use.Other(
            new Reference(lineage.column(), stored.source(), stored.field(), span),
            "a join with a column that is not encrypted",
            span));
  }

  /** Values of a list are joined by as they are. */
  private static void openly(Scope.Found found, Span span) {
    found.source().listed(found.field()).ifPresent(list -> list.needOpenly(span));
  }

  private static Optional<Scope.Found> only(List<Source> sources, String name, Scope scope) {
    Scope.Found merged = scope.mergedColumns().get(name);
    if (merged != null && sources.contains(merged.source())) {
      return Optional.of(merged);
    }
    List<Scope.Found> found = new ArrayList<>();
    for (Source source : sources) {
      for (int i = 0; i < source.fields().size(); i++) {
        if (source.fields().get(i).name().equals(name)) {
          found.add(new Scope.Found(source, i, Optional.empty()));
        }
      }
    }
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  private void requireNothingProtected(List<Source> left, List<Source> right, Span span) {
    List<Source> all = new ArrayList<>(left);
    all.addAll(right);
    if (all.stream().anyMatch(s -> s.hasProtectedFields() || s.hasHiddenFields())) {
      throw binding.notUnderstood(
          span,
          "a join by a column that is not in both tables, or more than once in one",
          "Write ON with both columns, each with its table");
    }
  }
}
