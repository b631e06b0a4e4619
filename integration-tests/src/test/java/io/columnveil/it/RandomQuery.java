package io.columnveil.it;

import io.columnveil.it.ClinicColumn.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Makes queries. All of them give the same rows whenever they are run, up to their order. */
final class RandomQuery {

  private static final ClinicColumn COUNT =
      ClinicColumn.plain("n", ValueType.BIGINT, ClinicColumn.IDS);

  /**
   * A query with named columns.
   *
   * @param columns under the names that it gives them
   */
  private record Named(String sql, List<ClinicColumn> columns) {}

  private final Draft draft;
  private final Choices choices;
  private final RandomCondition conditions;

  RandomQuery(Draft draft) {
    this.draft = draft;
    this.choices = draft.choices();
    this.conditions = new RandomCondition(draft, this);
  }

  RandomCondition conditions() {
    return conditions;
  }

  /** A whole statement. */
  String make() {
    return switch (choices.weighted(10, 3, 3, 2, 2, 1)) {
      case 1 -> grouped(from(2, List.of()));
      case 2 -> setOperation();
      case 3 -> withTables();
      case 4 -> distinct(from(2, List.of()));
      case 5 -> recursive();
      default -> simple(from(2, List.of()));
    };
  }

  private String where(Visible.Rows rows) {
    return choices.oneIn(4) ? "" : " WHERE " + conditions.make(rows.columns(), List.of(), 2);
  }

  private String simple(Visible.Rows rows) {
    String sql = "SELECT " + items(rows) + " FROM " + rows.sql() + where(rows);
    if (!rows.keys().isEmpty() && choices.oneIn(4)) {
      draft.form("LIMIT");
      sql += " ORDER BY " + String.join(", ", rows.keys());
      sql +=
          switch (choices.below(3)) {
            case 1 -> " OFFSET 1 ROWS FETCH FIRST 3 ROWS ONLY";
            case 2 -> " LIMIT 3";
            default -> " LIMIT 2 OFFSET 1";
          };
    }
    return sql;
  }

  private String items(Visible.Rows rows) {
    if (choices.oneIn(6)) {
      draft.form("*");
      return choices.of("*", "*, 1 AS one");
    }
    int count = 1 + choices.below(4);
    List<String> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(item(rows) + " AS c" + i);
    }
    return String.join(", ", items);
  }

  private String item(Visible.Rows rows) {
    Visible column = choices.of(rows.columns());
    List<Visible> scope = rows.columns();
    switch (choices.weighted(12, 2, 1, 2, 2, 1, 1)) {
      case 1:
        draft.form("CASE condition");
        return "CASE WHEN " + conditions.make(scope, List.of(), 1) + " THEN 1 ELSE 0 END";
      case 2:
        draft.form("scalar subquery");
        return oneLike(column.column(), scope);
      case 3:
        return window(rows, column);
      case 4:
        draft.form("count subquery");
        return count(scope);
      case 5:
        if (choices.oneIn(3)) {
          return choice(column, scope);
        }
        draft.form("CASE of a column");
        return "CASE WHEN "
            + conditions.make(scope, List.of(), 1)
            + " THEN "
            + column.sql()
            + choices.of("", " ELSE NULL")
            + " END";
      case 6:
        return computed(column);
      default:
        return column.sql();
    }
  }

  /** One of a column, another of its domain, and a value. */
  private String choice(Visible column, List<Visible> scope) {
    ClinicColumn kind = column.column();
    List<Visible> same =
        scope.stream()
            .filter(v -> v.column().isOfDomain(kind) && v.isProtected() == column.isProtected())
            .toList();
    boolean keepsType =
        kind.type() == ValueType.TEXT
            || kind.type() == ValueType.INTEGER
            || kind.type() == ValueType.DATE;
    if (keepsType && kind.isProtected() && choices.oneIn(2)) {
      draft.form("COALESCE");
      return "COALESCE(" + column.sql() + ", " + draft.plainValue(kind) + ")";
    }
    draft.form("CASE of columns");
    return "CASE WHEN "
        + conditions.make(scope, List.of(), 1)
        + " THEN "
        + column.sql()
        + " ELSE "
        + choices.of(same).sql()
        + " END";
  }

  private String computed(Visible column) {
    if (!column.isProtected()) {
      return column.column().type() == ValueType.TEXT
          ? "upper(" + column.sql() + ")"
          : column.sql() + " * 2";
    }
    if (column.column().answersEquality() && choices.oneIn(2)) {
      draft.form("NULLIF");
      return "NULLIF(" + column.sql() + ", " + draft.value(column.column()) + ")";
    }
    draft.obstacle("computed item");
    return column.column().type() == ValueType.TEXT
        ? choices.of("upper(", "length(") + column.sql() + ")"
        : "CAST(" + column.sql() + " AS varchar(60))";
  }

  private String window(Visible.Rows rows, Visible column) {
    draft.form("window");
    if (!column.column().answersEquality()) {
      return "count(" + column.sql() + ") OVER ()";
    }
    String partition = "PARTITION BY " + column.sql();
    return rows.keys().isEmpty() || choices.oneIn(2)
        ? "count(*) OVER (" + partition + ")"
        : choices.of("row_number()", "rank()")
            + " OVER ("
            + partition
            + " ORDER BY "
            + String.join(", ", rows.keys())
            + ")";
  }

  private String grouped(Visible.Rows rows) {
    draft.form("GROUP BY");
    List<Visible> keys = new ArrayList<>();
    for (int i = 1 + choices.below(2); i > 0; i--) {
      Visible key = choices.of(rows.columns());
      if (!key.column().groupsExactly()) {
        if (!draft.wantsObstacle()) {
          continue;
        }
        draft.obstacle("GROUP BY without a scheme for it");
      }
      keys.add(key);
    }
    List<String> items = new ArrayList<>();
    keys.forEach(key -> items.add(key.sql()));
    items.add(aggregate(rows));
    if (choices.oneIn(2)) {
      items.add(aggregate(rows));
    }
    List<String> named = new ArrayList<>();
    for (String item : items) {
      named.add(item + " AS c" + named.size());
    }
    String sql = "SELECT " + String.join(", ", named) + " FROM " + rows.sql() + where(rows);
    if (keys.isEmpty()) {
      return sql;
    }
    return sql + " GROUP BY " + groupingKeys(keys) + having(keys);
  }

  private String groupingKeys(List<Visible> keys) {
    String list = keys.stream().map(Visible::sql).collect(Collectors.joining(", "));
    if (!draft.isPostgres() || !choices.oneIn(5)) {
      return list;
    }
    draft.form("GROUPING SETS");
    return choices.of(
        "ROLLUP (" + list + ")", "CUBE (" + list + ")", "GROUPING SETS ((" + list + "), ())");
  }

  private String having(List<Visible> keys) {
    if (!choices.oneIn(3)) {
      return "";
    }
    draft.form("HAVING");
    Visible key = keys.get(0);
    return choices.oneIn(2) && key.column().answersEquality()
        ? " HAVING " + key.sql() + " = " + draft.value(key.column())
        : " HAVING count(*) > 1";
  }

  private String aggregate(Visible.Rows rows) {
    Visible column = choices.of(rows.columns());
    switch (choices.weighted(4, 3, 3, 2)) {
      case 1:
        draft.form("count(column)");
        return "count(" + column.sql() + ")";
      case 2:
        if (!column.column().answersEquality()) {
          return "count(" + column.sql() + ")";
        }
        draft.form("count(DISTINCT column)");
        return "count(DISTINCT " + column.sql() + ")";
      case 3:
        if (column.isProtected()) {
          if (!draft.wantsObstacle()) {
            return "count(*)";
          }
          draft.obstacle("aggregate that needs order");
        }
        return column.column().type() == ValueType.UUID ? "count(*)" : "max(" + column.sql() + ")";
      default:
        return "count(*)";
    }
  }

  private String distinct(Visible.Rows rows) {
    draft.form("DISTINCT");
    List<String> items = new ArrayList<>();
    for (int i = 1 + choices.below(2); i > 0; i--) {
      Visible column = choices.of(rows.columns());
      if (column.column().groupsExactly()) {
        items.add(column.sql());
      } else if (draft.wantsObstacle()) {
        draft.obstacle("DISTINCT without a scheme for it");
        items.add(column.sql());
      }
    }
    if (items.isEmpty()) {
      items.add("1");
    }
    String on = "";
    if (draft.isPostgres() && choices.oneIn(4)) {
      draft.form("DISTINCT ON");
      on = " ON (" + String.join(", ", items) + ")";
    }
    List<String> named = new ArrayList<>();
    for (String item : items) {
      named.add(item + " AS c" + named.size());
    }
    return "SELECT DISTINCT"
        + on
        + " "
        + String.join(", ", named)
        + " FROM "
        + rows.sql()
        + where(rows);
  }

  private String setOperation() {
    draft.form("set operation");
    ClinicTable first = choices.of(ClinicTable.PATIENTS, ClinicTable.VISITS);
    ClinicTable second = choices.of(ClinicTable.PATIENTS, ClinicTable.VISITS);
    String operator = choices.of("UNION ALL", "UNION", "EXCEPT", "INTERSECT");
    List<String> left = new ArrayList<>();
    List<String> right = new ArrayList<>();
    for (ClinicColumn column : first.columns()) {
      ClinicColumn partner =
          second.columns().stream()
              .filter(c -> c.isProtected() == column.isProtected() && c.isOfDomain(column))
              .findFirst()
              .orElse(null);
      boolean possible = operator.equals("UNION ALL") || column.groupsExactly();
      if (partner != null && possible && !choices.oneIn(3)) {
        left.add(column.name());
        right.add(partner.name());
      }
    }
    if (left.isEmpty()) {
      left.add("id");
      right.add("id");
    }
    return select(left, first) + " " + operator + " " + select(right, second);
  }

  private String select(List<String> columns, ClinicTable table) {
    List<Visible> scope = table.columns().stream().map(c -> new Visible(c.name(), c)).toList();
    return "SELECT "
        + String.join(", ", columns)
        + " FROM "
        + table.sql()
        + (choices.oneIn(2) ? " WHERE " + conditions.make(scope, List.of(), 1) : "");
  }

  private String withTables() {
    draft.form("WITH");
    String name = draft.alias("w");
    Named table = named(List.of());
    boolean renamed = choices.oneIn(3);
    List<ClinicColumn> columns = renamed ? renamed(table.columns()) : table.columns();
    Visible.Rows rows = source(name, name, columns);
    return "WITH "
        + name
        + (renamed ? names(columns) : "")
        + " AS "
        + (draft.isPostgres() ? choices.of("", "", "MATERIALIZED ", "NOT MATERIALIZED ") : "")
        + "("
        + table.sql()
        + ") "
        + simple(choices.oneIn(2) ? join(rows, from(0, List.of()), false) : rows);
  }

  private String recursive() {
    draft.form("WITH RECURSIVE");
    ClinicTable table = table();
    Visible.Rows rows = source(table.sql(), "p", table.columns());
    if (choices.oneIn(2)) {
      Visible carried = choices.of(rows.columns());
      return "WITH RECURSIVE r(k, v) AS (SELECT 1, "
          + carried.sql()
          + " FROM "
          + rows.sql()
          + where(rows)
          + " UNION ALL SELECT r.k + 1, r.v FROM r WHERE r.k < 3) SELECT r.k, r.v AS c1 FROM r WHERE "
          + conditions.make(
              List.of(new Visible("r.v", carried.column()), new Visible("r.k", COUNT)),
              List.of(),
              1);
    }
    return "WITH RECURSIVE r(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM r WHERE k < 3) SELECT r.k,"
        + " "
        + choices.of(rows.columns()).sql()
        + " AS c1 FROM r JOIN "
        + rows.sql()
        + " ON "
        + conditions.make(rows.columns(), List.of(), 1);
  }

  /** A FROM clause of at most so many joins more than one source. */
  Visible.Rows from(int joins, List<Visible> outer) {
    Visible.Rows rows = oneSource(joins > 0, outer);
    for (int i = joins; i > 0 && choices.oneIn(3); i--) {
      rows = join(rows, oneSource(i > 1, List.of()), i == 1);
    }
    return rows;
  }

  private Visible.Rows oneSource(boolean derived, List<Visible> outer) {
    if (derived && choices.oneIn(6)) {
      draft.form("derived table");
      Named table = named(outer);
      String name = draft.alias("d");
      boolean renamed = choices.oneIn(3);
      List<ClinicColumn> columns = renamed ? renamed(table.columns()) : table.columns();
      return source(
          "(" + table.sql() + ")", name + (renamed ? names(columns) : ""), name, columns, false);
    }
    ClinicTable table = table();
    String alias = draft.alias(table.sql().substring(0, 1));
    String name = spelled(table);
    return source(name, alias, alias, table.columns(), true);
  }

  private String spelled(ClinicTable table) {
    return switch (choices.weighted(8, 1, 1, 1)) {
      case 1 -> "public." + table.sql();
      case 2 -> table.sql().toUpperCase(Locale.ROOT);
      case 3 ->
          draft.isPostgres()
              ? "\"" + table.sql() + "\""
              : "\"" + table.sql().toUpperCase(Locale.ROOT) + "\"";
      default -> table.sql();
    };
  }

  private ClinicTable table() {
    return switch (choices.weighted(8, 5, 1, 2, 2)) {
      case 1 -> ClinicTable.VISITS;
      case 2 -> ClinicTable.ARCHIVE;
      case 3 -> ClinicTable.WARDS;
      case 4 -> ClinicTable.INPATIENTS;
      default -> ClinicTable.PATIENTS;
    };
  }

  private static Visible.Rows source(String sql, String alias, List<ClinicColumn> columns) {
    return source(sql, alias, alias, columns, false);
  }

  private static Visible.Rows source(
      String sql, String declared, String alias, List<ClinicColumn> columns, boolean keyed) {
    return new Visible.Rows(
        sql.equals(declared) ? sql : sql + " " + declared,
        columns.stream().map(c -> new Visible(alias + "." + c.name(), c)).toList(),
        keyed ? List.of(alias + "." + columns.get(0).name()) : List.of());
  }

  private Visible.Rows join(Visible.Rows left, Visible.Rows right, boolean last) {
    List<Visible> columns = new ArrayList<>(left.columns());
    columns.addAll(right.columns());
    List<String> keys = new ArrayList<>();
    if (!left.keys().isEmpty() && !right.keys().isEmpty()) {
      keys.addAll(left.keys());
      keys.addAll(right.keys());
    }
    String kind =
        switch (choices.weighted(5, 3, 2, 1, 1)) {
          case 1 -> " LEFT JOIN ";
          case 2 -> draft.isPostgres() ? choices.of(" RIGHT JOIN ", " FULL JOIN ") : " RIGHT JOIN ";
          case 3 ->
              last && isNatural(left, right)
                  ? choices.of(" CROSS JOIN ", " NATURAL JOIN ", " NATURAL LEFT JOIN ")
                  : " CROSS JOIN ";
          case 4 -> ", ";
          default -> " JOIN ";
        };
    draft.form(kind.strip());
    if (kind.equals(" CROSS JOIN ") || kind.equals(", ") || kind.startsWith(" NATURAL")) {
      return new Visible.Rows(left.sql() + kind + right.sql(), columns, keys);
    }
    List<String> pairs = new ArrayList<>();
    List<String> shared = new ArrayList<>();
    for (Visible one : left.columns()) {
      for (Visible other : right.columns()) {
        if (one.column().isComparableWith(other.column())) {
          pairs.add(one.sql() + " = " + other.sql());
          if (last && one.column().name().equals(other.column().name())) {
            shared.add(one.column().name());
          }
        }
      }
    }
    String condition;
    if (!shared.isEmpty() && isTwoTables(left) && choices.oneIn(3)) {
      draft.form("USING");
      condition = " USING (" + choices.of(shared) + ")";
    } else if (!pairs.isEmpty()) {
      condition = " ON " + choices.of(pairs);
      if (!kind.equals(" FULL JOIN ") && choices.oneIn(4)) {
        condition += " AND " + conditions.make(columns, List.of(), 1);
      }
    } else {
      condition =
          kind.equals(" FULL JOIN ")
              ? " ON 1 = 1"
              : " ON " + conditions.make(columns, List.of(), 1);
    }
    return new Visible.Rows(left.sql() + kind + right.sql() + condition, columns, keys);
  }

  /** Whether all columns that two tables share can be compared. */
  private static boolean isNatural(Visible.Rows left, Visible.Rows right) {
    return isTwoTables(left)
        && isTwoTables(right)
        && left.columns().stream()
            .allMatch(
                l ->
                    right.columns().stream()
                        .filter(r -> r.column().name().equals(l.column().name()))
                        .allMatch(r -> r.column().isComparableWith(l.column())));
  }

  /** Whether a name can be merged without being ambiguous. */
  private static boolean isTwoTables(Visible.Rows left) {
    return left.columns().stream().map(v -> v.column().name()).distinct().count()
        == left.columns().size();
  }

  private static List<ClinicColumn> renamed(List<ClinicColumn> columns) {
    List<ClinicColumn> renamed = new ArrayList<>();
    for (ClinicColumn column : columns) {
      renamed.add(column.named("r" + renamed.size()));
    }
    return renamed;
  }

  private static String names(List<ClinicColumn> columns) {
    return columns.stream().map(ClinicColumn::name).collect(Collectors.joining(", ", "(", ")"));
  }

  /** A query to select from. */
  private Named named(List<Visible> outer) {
    Visible.Rows rows = from(1, outer);
    List<ClinicColumn> columns = new ArrayList<>();
    List<String> items = new ArrayList<>();
    for (int i = 1 + choices.below(3); i > 0; i--) {
      Visible column = choices.of(rows.columns());
      String name = "v" + items.size();
      columns.add(column.column().named(name));
      items.add(column.sql() + " AS " + name);
    }
    boolean groups = columns.stream().allMatch(ClinicColumn::groupsExactly);
    columns.add(COUNT);
    items.add(choices.of("1", "2 + 3") + " AS n");
    String tail = String.join(", ", items) + " FROM " + rows.sql() + where(rows);
    int form = choices.weighted(6, 1, 1, groups ? 1 : 0, groups ? 1 : 0);
    if (form == 0) {
      return new Named("SELECT " + tail, columns);
    }
    draft.form("UNION or DISTINCT to select from");
    return new Named(
        switch (form) {
          case 1, 2 -> "SELECT " + tail + " UNION ALL SELECT " + tail;
          case 3 -> "SELECT DISTINCT " + tail;
          default -> "SELECT " + tail + choices.of(" UNION ", " INTERSECT ") + "SELECT " + tail;
        },
        columns);
  }

  // -- Subqueries

  /** A parenthesized query of one column that can be compared with another column. */
  String columnLike(ClinicColumn column, List<Visible> around) {
    Visible.Rows rows = from(0, around);
    List<Visible> found =
        rows.columns().stream().filter(v -> v.column().isComparableWith(column)).toList();
    if (found.isEmpty()) {
      return "(" + valuesLike(column) + ")";
    }
    return "(SELECT "
        + choices.of(found).sql()
        + " FROM "
        + rows.sql()
        + (choices.oneIn(2) ? " WHERE " + linked(rows.columns(), around) : "")
        + ")";
  }

  /** A row of a column and a plain one in a query of such rows. */
  String rowIn(Visible left, List<Visible> around) {
    Visible.Rows rows = from(0, around);
    List<Visible> found =
        rows.columns().stream().filter(v -> v.column().isComparableWith(left.column())).toList();
    if (found.isEmpty()) {
      return left.sql() + " IS NOT NULL";
    }
    return "("
        + left.sql()
        + ", 1)"
        + choices.of(" IN ", " NOT IN ")
        + "(SELECT "
        + choices.of(found).sql()
        + ", "
        + choices.of("1", "1 + 1")
        + " FROM "
        + rows.sql()
        + (choices.oneIn(2) ? " WHERE " + linked(rows.columns(), around) : "")
        + ")";
  }

  private String valuesLike(ClinicColumn column) {
    ClinicTable table =
        column.isProtected()
            ? ClinicTable.PATIENTS
            : choices.of(ClinicTable.PATIENTS, ClinicTable.VISITS);
    for (ClinicColumn one : table.columns()) {
      if (one.isComparableWith(column)) {
        return "SELECT " + one.name() + " FROM " + table.sql();
      }
    }
    return "SELECT " + draft.literal(column.values().get(0));
  }

  /** A parenthesized query of one value of a column's domain, if there is such a column. */
  String oneLike(ClinicColumn column, List<Visible> around) {
    String alias = draft.alias("s");
    for (ClinicTable table :
        List.of(ClinicTable.PATIENTS, ClinicTable.VISITS, ClinicTable.ARCHIVE)) {
      for (ClinicColumn one : table.columns()) {
        if (one.isOfDomain(column) && (one.isProtected() || one.type() == column.type())) {
          return "(SELECT "
              + alias
              + "."
              + one.name()
              + " FROM "
              + table.sql()
              + " "
              + alias
              + " WHERE "
              + alias
              + ".id = "
              + choices.of(
                  List.of(
                      "1",
                      "3",
                      around.get(0).column().type() == ValueType.BIGINT
                          ? around.get(0).sql()
                          : "2"))
              + ")";
        }
      }
    }
    return "(SELECT " + draft.literal(column.values().get(0)) + ")";
  }

  /** A parenthesized query that counts. */
  String count(List<Visible> around) {
    Visible.Rows rows = from(0, around);
    return "(SELECT count(*) FROM " + rows.sql() + " WHERE " + linked(rows.columns(), around) + ")";
  }

  /** A parenthesized query to be tested for rows. */
  String correlated(List<Visible> around) {
    Visible.Rows rows = from(0, around);
    return "(SELECT 1 FROM " + rows.sql() + " WHERE " + linked(rows.columns(), around) + ")";
  }

  /** A condition that ties a subquery to the queries around it, where a pair of columns can. */
  private String linked(List<Visible> own, List<Visible> around) {
    List<String> pairs = new ArrayList<>();
    for (Visible one : own) {
      for (Visible other : around) {
        if (one.column().isComparableWith(other.column())) {
          pairs.add(one.sql() + " = " + other.sql());
        }
      }
    }
    String condition = pairs.isEmpty() ? "1 = 1" : choices.of(pairs);
    return choices.oneIn(3) ? condition + " AND " + conditions.make(own, around, 0) : condition;
  }
}
