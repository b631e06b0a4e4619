package io.columnveil.it;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes conditions over the columns that a place of a statement can name. */
final class RandomCondition {

  private final Draft draft;
  private final Choices choices;
  private final RandomQuery queries;

  RandomCondition(Draft draft, RandomQuery queries) {
    this.draft = draft;
    this.choices = draft.choices();
    this.queries = queries;
  }

  /**
   * A condition.
   *
   * @param scope columns of the query itself
   * @param outer columns of the queries around it
   * @param depth how many levels it may have
   */
  String make(List<Visible> scope, List<Visible> outer, int depth) {
    int form = depth <= 0 ? 0 : choices.weighted(6, 2, 2, 2, 1);
    return switch (form) {
      case 1 -> inner(scope, outer, depth) + " AND " + inner(scope, outer, depth);
      case 2 -> "(" + inner(scope, outer, depth) + " OR " + inner(scope, outer, depth) + ")";
      case 3 -> "NOT (" + make(scope, outer, depth - 1) + ")";
      case 4 -> {
        draft.form("IS TRUE");
        yield "("
            + make(scope, outer, depth - 1)
            + ")"
            + choices.of(" IS TRUE", " IS NOT TRUE", " IS FALSE", " IS NOT FALSE");
      }
      default -> atom(scope, outer, depth);
    };
  }

  private String inner(List<Visible> scope, List<Visible> outer, int depth) {
    return make(scope, outer, depth - 1);
  }

  private String atom(List<Visible> scope, List<Visible> outer, int depth) {
    if (depth > 0 && choices.oneIn(6)) {
      return subquery(scope, outer);
    }
    Visible left = choices.oneIn(4) ? plain(scope) : choices.of(scope);
    if (!left.isProtected()) {
      return onPlain(left);
    }
    if (draft.wantsObstacle()) {
      return obstacle(left, scope);
    }
    if (!left.column().answersEquality()) {
      return nullTest(left);
    }
    return equality(left, scope);
  }

  private Visible plain(List<Visible> scope) {
    return some(scope, v -> !v.isProtected()).stream().findFirst().orElse(scope.get(0));
  }

  /** The columns that satisfy something, those chosen at random first. */
  private List<Visible> some(List<Visible> scope, Predicate<Visible> wanted) {
    List<Visible> found = new ArrayList<>(scope.stream().filter(wanted).toList());
    if (found.size() > 1) {
      java.util.Collections.rotate(found, choices.below(found.size()));
    }
    return found;
  }

  private String onPlain(Visible left) {
    ClinicColumn column = left.column();
    return switch (choices.weighted(4, 1, 2, 1, 2, 1)) {
      case 1 -> nullTest(left);
      case 2 -> left.sql() + choices.of(" <> ", " < ", " >= ") + draft.value(column);
      case 3 ->
          left.sql() + " BETWEEN " + draft.value(column) + " AND " + draft.valueOrNull(column);
      case 4 -> left.sql() + choices.of(" IN ", " NOT IN ") + list(column);
      case 5 ->
          column.type() == ClinicColumn.ValueType.TEXT
              ? choices.of("lower", "upper") + "(" + left.sql() + ") LIKE '%o%'"
              : left.sql() + " + 1 > 3";
      default -> left.sql() + " = " + draft.valueOrNull(column);
    };
  }

  private String nullTest(Visible left) {
    draft.form("null test");
    return left.sql() + choices.of(" IS NULL", " IS NOT NULL");
  }

  private String list(ClinicColumn column) {
    int size = 1 + choices.below(3);
    return Stream.generate(() -> draft.valueOrNull(column))
        .limit(size)
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private String equality(Visible left, List<Visible> scope) {
    ClinicColumn column = left.column();
    switch (choices.weighted(6, 2, 3, 2, 2, 2, 2, 2, 1, 1, 1, 1)) {
      case 1:
        return draft.valueOrNull(column) + choices.of(" = ", " <> ") + left.sql();
      case 2:
        return left.sql() + choices.of(" IN ", " NOT IN ") + list(column);
      case 3:
        return left.sql() + choices.of(" <> ", " != ") + draft.valueOrNull(column);
      case 4:
        draft.form("IS DISTINCT FROM");
        return left.sql()
            + choices.of(" IS DISTINCT FROM ", " IS NOT DISTINCT FROM ")
            + draft.valueOrNull(column);
      case 5:
        return nullTest(left);
      case 6:
        return withOther(left, scope);
      case 7:
        return rowValue(left, scope);
      case 8:
        return array(left);
      case 9:
        draft.form("CASE operand");
        return "CASE " + left.sql() + " WHEN " + draft.value(column) + " THEN 1 ELSE 0 END = 1";
      case 10:
        return called(left);
      case 11:
        draft.form("row in subquery");
        return queries.rowIn(left, scope);
      default:
        return left.sql() + " = " + draft.valueOrNull(column);
    }
  }

  private String array(Visible left) {
    ClinicColumn column = left.column();
    if (!draft.isPostgres()) {
      return left.sql() + " = " + draft.value(column);
    }
    draft.form("array");
    String head = left.sql() + choices.of(" = ANY(", " <> ALL(", " = SOME(");
    boolean settable =
        column.type() == ClinicColumn.ValueType.TEXT
            || column.type() == ClinicColumn.ValueType.INTEGER;
    if (settable && choices.oneIn(2)) {
      return head + draft.array(column) + ")";
    }
    return head + "ARRAY[" + draft.value(column) + ", " + draft.value(column) + "])";
  }

  /** Calls that change nothing to what the lookup of the column compares. */
  private String called(Visible left) {
    ClinicColumn column = left.column();
    if (column.protection() == ClinicColumn.Protection.NORMALIZED) {
      draft.form("letter case");
      String call = choices.of("lower(", "upper(");
      return call
          + left.sql()
          + choices.of(") = ", ") <> ")
          + call
          + draft.plainValue(column)
          + ")";
    }
    if (column.type() == ClinicColumn.ValueType.TEXT) {
      draft.form("text as text");
      return "CAST("
          + left.sql()
          + " AS varchar)"
          + choices.of(" = ", " <> ")
          + draft.value(column);
    }
    return left.sql() + " = " + draft.value(column);
  }

  /** Compared with another column of its domain, or with itself. */
  private String withOther(Visible left, List<Visible> scope) {
    draft.form("stored comparison");
    List<Visible> others = some(scope, v -> v.column().isComparableWith(left.column()));
    String right = others.isEmpty() ? left.sql() : others.get(0).sql();
    return left.sql()
        + choices.of(" = ", " <> ", " IS DISTINCT FROM ", " IS NOT DISTINCT FROM ")
        + right;
  }

  private String rowValue(Visible left, List<Visible> scope) {
    draft.form("row value");
    Visible second = choices.of(scope);
    if (!second.column().answersEquality()) {
      second = plain(scope);
    }
    String row = "(" + left.sql() + ", " + second.sql() + ")";
    return switch (choices.below(3)) {
      case 1 -> row + " IN (" + rowOf(left, second) + ", " + rowOf(left, second) + ")";
      case 2 -> row + " <> " + rowOf(left, second);
      default -> row + " = " + rowOf(left, second);
    };
  }

  private String rowOf(Visible first, Visible second) {
    return "(" + draft.valueOrNull(first.column()) + ", " + draft.value(second.column()) + ")";
  }

  private String obstacle(Visible left, List<Visible> scope) {
    ClinicColumn column = left.column();
    boolean text = column.type() == ClinicColumn.ValueType.TEXT;
    switch (choices.below(7)) {
      case 1:
        draft.obstacle("range");
        return left.sql() + choices.of(" < ", " >= ") + draft.value(column);
      case 2:
        draft.obstacle("BETWEEN");
        return left.sql() + " BETWEEN " + draft.value(column) + " AND " + draft.value(column);
      case 3:
        draft.obstacle("function");
        return text
            ? "lower(" + left.sql() + ") = " + draft.value(column)
            : "COALESCE(" + left.sql() + ", " + draft.value(column) + ") = " + draft.value(column);
      case 4:
        draft.obstacle("concatenation");
        return text
            ? left.sql() + " || '' = " + draft.value(column)
            : "CAST(" + left.sql() + " AS varchar(60)) = '1'";
      case 5:
        List<Visible> others =
            some(
                scope,
                v -> v.column().type() == column.type() && !v.column().isComparableWith(column));
        if (others.isEmpty()) {
          return nullTest(left);
        }
        draft.obstacle("columns of different domains");
        return left.sql() + " = " + others.get(0).sql();
      case 6:
        if (column.answersEquality()) {
          return nullTest(left);
        }
        draft.obstacle("equality without a scheme for it");
        return left.sql() + " = " + draft.value(column);
      default:
        draft.obstacle("LIKE");
        return text
            ? left.sql() + " LIKE '%a%'"
            : "CAST(" + left.sql() + " AS varchar(60)) LIKE '%1%'";
    }
  }

  private String subquery(List<Visible> scope, List<Visible> outer) {
    List<Visible> around = new ArrayList<>(scope);
    around.addAll(outer);
    List<Visible> searchable = some(scope, v -> v.column().answersEquality());
    Visible left = searchable.isEmpty() ? scope.get(0) : searchable.get(0);
    if (!left.column().answersEquality()) {
      return nullTest(left);
    }
    switch (choices.weighted(3, 3, 2, 1, 1)) {
      case 1:
        draft.form("IN subquery");
        return left.sql()
            + choices.of(" IN ", " NOT IN ")
            + queries.columnLike(left.column(), around);
      case 2:
        draft.form("scalar subquery");
        return queries.count(around) + choices.of(" = ", " > ") + choices.below(3);
      case 3:
        draft.form("quantified subquery");
        return left.sql()
            + choices.of(" = ANY ", " <> ALL ")
            + queries.columnLike(left.column(), around);
      case 4:
        draft.form("comparison with a scalar subquery");
        return left.sql() + " = " + queries.oneLike(left.column(), around);
      default:
        draft.form("EXISTS");
        return choices.of("EXISTS ", "NOT EXISTS ") + queries.correlated(around);
    }
  }
}
