package io.columnveil.it;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Makes statements that write. What they do does not depend on the order of rows. */
final class RandomChange {

  private final Draft draft;
  private final Choices choices;
  private final RandomQuery queries;

  RandomChange(Draft draft, RandomQuery queries) {
    this.draft = draft;
    this.choices = draft.choices();
    this.queries = queries;
  }

  /** A whole statement. */
  String make() {
    return switch (choices.weighted(5, 6, 2, 3, 2, 3)) {
      case 1 -> update();
      case 2 -> delete();
      case 3 -> insertSelect();
      case 4 -> merge();
      case 5 -> fromList();
      default -> insert();
    };
  }

  private ClinicTable target() {
    return switch (choices.weighted(5, 3, 1)) {
      case 1 -> ClinicTable.VISITS;
      case 2 -> ClinicTable.ARCHIVE;
      default -> ClinicTable.PATIENTS;
    };
  }

  // -- INSERT

  private String insert() {
    draft.form("INSERT VALUES");
    ClinicTable table = target();
    List<ClinicColumn> columns = choices.oneIn(5) ? table.columns() : someWithKey(table);
    String list = columns == table.columns() && choices.oneIn(2) ? "" : " " + names(columns);
    int rows = 1 + choices.weighted(4, 1, 1);
    List<String> values = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      values.add(row(columns, i));
    }
    String sql = "INSERT INTO " + table.sql() + list + " VALUES " + String.join(", ", values);
    return returning(sql + conflict(table, columns), table);
  }

  private List<ClinicColumn> someWithKey(ClinicTable table) {
    List<ClinicColumn> some = new ArrayList<>(List.of(table.columns().get(0)));
    for (ClinicColumn column : table.columns().subList(1, table.columns().size())) {
      if (choices.oneIn(3)) {
        some.add(column);
      }
    }
    if (choices.oneIn(4)) {
      java.util.Collections.rotate(some, 1);
    }
    return some;
  }

  private static String names(List<ClinicColumn> columns) {
    return columns.stream().map(ClinicColumn::name).collect(Collectors.joining(", ", "(", ")"));
  }

  private String row(List<ClinicColumn> columns, int number) {
    List<String> values = new ArrayList<>();
    for (ClinicColumn column : columns) {
      if (column.name().equals("id")) {
        values.add(choices.oneIn(8) ? "1" : String.valueOf(20 + number));
      } else {
        values.add(choices.oneIn(12) ? "DEFAULT" : draft.valueOrNull(column));
      }
    }
    return "(" + String.join(", ", values) + ")";
  }

  private String conflict(ClinicTable table, List<ClinicColumn> columns) {
    if (!draft.isPostgres() || !choices.oneIn(3)) {
      return "";
    }
    draft.form("ON CONFLICT");
    String target = table == ClinicTable.PATIENTS ? choices.of("id", "email", "ref") : "id";
    if (choices.oneIn(3)) {
      return " ON CONFLICT " + choices.of("", "(" + target + ") ") + "DO NOTHING";
    }
    List<String> assignments = new ArrayList<>();
    for (ClinicColumn column : columns) {
      if (!column.name().equals("id") && choices.oneIn(2)) {
        assignments.add(
            column.name()
                + " = "
                + (choices.oneIn(3) ? draft.valueOrNull(column) : "EXCLUDED." + column.name()));
      }
    }
    if (assignments.isEmpty()) {
      ClinicColumn column = table.columns().get(1);
      assignments.add(column.name() + " = " + draft.valueOrNull(column));
    }
    return " ON CONFLICT (" + target + ") DO UPDATE SET " + String.join(", ", assignments);
  }

  private String insertSelect() {
    draft.form("INSERT SELECT");
    ClinicTable to = choices.of(ClinicTable.VISITS, ClinicTable.PATIENTS);
    ClinicTable from = choices.of(ClinicTable.PATIENTS, ClinicTable.VISITS);
    List<String> columns = new ArrayList<>(List.of("id"));
    List<String> items = new ArrayList<>(List.of("x.id + 20"));
    List<Visible> scope = scope("x", from);
    for (ClinicColumn column : to.columns().subList(1, to.columns().size())) {
      if (!choices.oneIn(3)) {
        continue;
      }
      List<Visible> same =
          scope.stream().filter(v -> v.isProtected() && v.column().isOfDomain(column)).toList();
      if (!same.isEmpty() && !choices.oneIn(4)) {
        draft.form("copy within a domain");
        columns.add(column.name());
        items.add(choices.of(same).sql());
      } else if (!column.isProtected()) {
        columns.add(column.name());
        items.add("CAST(" + draft.valueOrNull(column) + " AS " + column.type().sql() + ")");
      } else if (draft.wantsObstacle()) {
        draft.obstacle("protected from a plain column");
        columns.add(column.name());
        items.add(
            column.type() == ClinicColumn.ValueType.TEXT
                ? "'x' || x.id"
                : "CAST(NULLIF(x.id, x.id) AS " + column.type().sql() + ")");
      } else {
        draft.form("value for a protected column in SELECT");
        columns.add(column.name());
        items.add("CAST(" + draft.value(column) + " AS " + column.type().sql() + ")");
      }
    }
    return "INSERT INTO "
        + to.sql()
        + " ("
        + String.join(", ", columns)
        + ") SELECT "
        + String.join(", ", items)
        + " FROM "
        + from.sql()
        + " x WHERE "
        + queries.conditions().make(scope, List.of(), 1);
  }

  // -- UPDATE, DELETE

  private static List<Visible> scope(String alias, ClinicTable table) {
    String prefix = alias.isEmpty() ? "" : alias + ".";
    return table.columns().stream().map(c -> new Visible(prefix + c.name(), c)).toList();
  }

  private String update() {
    draft.form("UPDATE");
    ClinicTable table = target();
    String alias = choices.oneIn(3) ? "u" : "";
    List<Visible> scope = scope(alias, table);
    String head = "UPDATE " + table.sql() + (alias.isEmpty() ? "" : " " + alias) + " SET ";
    if (draft.isPostgres() && table == ClinicTable.VISITS && choices.oneIn(3)) {
      return returning(updateFrom(alias.isEmpty() ? "visits" : alias, head), table);
    }
    return returning(head + assignments(table, scope) + " WHERE " + condition(scope), table);
  }

  private String condition(List<Visible> scope) {
    return queries.conditions().make(scope, List.of(), 2);
  }

  private String assignments(ClinicTable table, List<Visible> scope) {
    List<ClinicColumn> columns = new ArrayList<>();
    for (ClinicColumn column : table.columns().subList(1, table.columns().size())) {
      if (choices.oneIn(5)) {
        columns.add(column);
      }
    }
    if (columns.isEmpty()) {
      columns.add(table.columns().get(1));
    }
    if (choices.oneIn(6)) {
      draft.form("SET (a, b) = (..)");
      List<String> values = columns.stream().map(draft::valueOrNull).toList();
      return columns.size() == 1
          ? columns.get(0).name() + " = " + values.get(0)
          : names(columns) + " = (" + String.join(", ", values) + ")";
    }
    return columns.stream()
        .map(c -> c.name() + " = " + assigned(c, scope))
        .collect(Collectors.joining(", "));
  }

  private String assigned(ClinicColumn column, List<Visible> scope) {
    if (column.isProtected() && draft.wantsObstacle()) {
      draft.obstacle("protected from a computation");
      Visible own = scope.stream().filter(v -> v.column().equals(column)).findFirst().orElseThrow();
      return column.type() == ClinicColumn.ValueType.TEXT
          ? own.sql() + " || 'x'"
          : "CASE WHEN 1 = 2 THEN CAST(CAST("
              + own.sql()
              + " AS varchar(60)) AS "
              + column.type().sql()
              + ") END";
    }
    switch (choices.weighted(8, 1, 1, 1)) {
      case 1:
        return "DEFAULT";
      case 2:
        draft.form("SET CASE");
        return "CASE WHEN "
            + queries.conditions().make(scope, List.of(), 1)
            + " THEN CAST("
            + draft.value(column)
            + " AS "
            + column.type().sql()
            + ") ELSE CAST("
            + draft.valueOrNull(column)
            + " AS "
            + column.type().sql()
            + ") END";
      case 3:
        List<Visible> same =
            scope.stream()
                .filter(v -> v.column().isOfDomain(column))
                .filter(v -> v.column().protection() != ClinicColumn.Protection.UNFINISHED)
                .toList();
        if (same.isEmpty()) {
          return "NULL";
        }
        draft.form("SET column = column");
        return choices.of(same).sql();
      default:
        return draft.valueOrNull(column);
    }
  }

  /** Each visit has at most one patient, so the new values do not depend on an order. */
  private String updateFrom(String target, String head) {
    draft.form("UPDATE FROM");
    List<Visible> scope = new ArrayList<>(scope(target, ClinicTable.VISITS));
    List<Visible> other = scope("p", ClinicTable.PATIENTS);
    scope.addAll(other);
    String assignment =
        choices.of("email = p.email", "phone = p.phone", "severity = p.age", "note = p.ward");
    return head
        + assignment
        + (choices.oneIn(2) ? ", patient_id = 7" : "")
        + " FROM patients p WHERE "
        + choices.of("p.id = " + target + ".patient_id", "p.email = " + target + ".email")
        + " AND "
        + queries.conditions().make(scope, List.of(), 1);
  }

  private String delete() {
    draft.form("DELETE");
    ClinicTable table = target();
    String alias = choices.oneIn(3) ? "u" : "";
    List<Visible> scope = new ArrayList<>(scope(alias, table));
    String name = alias.isEmpty() ? table.sql() : alias;
    String sql = "DELETE FROM " + table.sql() + (alias.isEmpty() ? "" : " " + alias);
    if (draft.isPostgres() && table == ClinicTable.VISITS && choices.oneIn(3)) {
      draft.form("DELETE USING");
      List<Visible> both = new ArrayList<>(scope(name, table));
      both.addAll(scope("p", ClinicTable.PATIENTS));
      return returning(
          sql
              + " USING patients p WHERE "
              + choices.of("p.email = ", "p.email <> ")
              + name
              + ".email AND "
              + condition(both),
          table);
    }
    return returning(sql + " WHERE " + condition(scope), table);
  }

  // -- MERGE

  private String merge() {
    draft.form("MERGE");
    if (!draft.isPostgres() && choices.oneIn(2)) {
      draft.form("MERGE KEY");
      ClinicTable table = target();
      List<ClinicColumn> columns = someWithKey(table);
      return "MERGE INTO "
          + table.sql()
          + " "
          + names(columns)
          + " KEY (id) VALUES "
          + row(columns, 0);
    }
    String match = choices.of("v.email = p.email", "v.patient_id = p.id");
    List<Visible> scope = new ArrayList<>(scope("v", ClinicTable.VISITS));
    scope.addAll(scope("p", ClinicTable.PATIENTS));
    String sql = "MERGE INTO visits v USING patients p ON " + match + " WHEN MATCHED ";
    if (choices.oneIn(2)) {
      sql += "AND " + queries.conditions().make(scope, List.of(), 1) + " ";
    }
    sql +=
        choices.of(
            "THEN DELETE ",
            "THEN UPDATE SET note = p.ward ",
            "THEN UPDATE SET email = p.email, note = 'm' ",
            "THEN UPDATE SET phone = " + draft.value(ClinicTable.VISITS.column("phone")) + " ");
    return sql
        + choices.of(
            "",
            "WHEN NOT MATCHED THEN INSERT (id, email, note) VALUES (p.id + 20, p.email, p.ward)",
            "WHEN NOT MATCHED THEN INSERT (id, patient_id, phone) VALUES (p.id + 20, p.id, "
                + draft.value(ClinicTable.VISITS.column("phone"))
                + ")");
  }

  // -- Lists of values

  /** A list with these columns, the key first; its types are those of the columns. */
  private String list(List<ClinicColumn> columns, int rows) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      List<String> values = new ArrayList<>();
      for (ClinicColumn column : columns) {
        values.add(
            column.name().equals("id")
                ? (choices.oneIn(3) ? "1" : String.valueOf(20 + i))
                : "CAST(" + draft.valueOrNull(column) + " AS " + column.type().sql() + ")");
      }
      all.add("(" + String.join(", ", values) + ")");
    }
    return "(VALUES " + String.join(", ", all) + ") v" + names(columns);
  }

  private String fromList() {
    draft.form("list of values");
    ClinicTable table = choices.of(ClinicTable.PATIENTS, ClinicTable.VISITS);
    List<ClinicColumn> columns =
        List.of(table.columns().get(0), table.column("email"), table.column("phone"));
    switch (choices.below(draft.isPostgres() ? 3 : 2)) {
      case 1:
        draft.form("MERGE of a list");
        return "MERGE INTO "
            + table.sql()
            + " t USING "
            + list(columns, 1)
            + " ON "
            + choices.of("t.id = v.id", "t.email = v.email", "t.phone = v.phone")
            + choices.of(
                " WHEN MATCHED THEN DELETE", " WHEN MATCHED THEN UPDATE SET phone = v.phone")
            + " WHEN NOT MATCHED THEN INSERT (id, email, phone) VALUES (v.id, v.email, v.phone)";
      case 2:
        draft.form("UPDATE from a list");
        String set =
            choices.of("phone = v.phone", "email = v.email, phone = v.phone", "email = NULL");
        String match =
            choices.of("t.id = v.id", "t.email = v.email", "t.phone = v.phone OR t.id = v.id");
        // What no protected column uses is no value of one, and would be sent as it is.
        List<ClinicColumn> used =
            columns.stream()
                .filter(c -> c.name().equals("id") || (set + match).contains("v." + c.name()))
                .toList();
        return "UPDATE "
            + table.sql()
            + " t SET "
            + set
            + " FROM "
            + list(used, 1)
            + " WHERE "
            + match;
      default:
        draft.form("INSERT of a list");
        return "INSERT INTO "
            + table.sql()
            + " (id, email, phone) SELECT "
            + choices.of("*", "v.id, v.email, v.phone")
            + " FROM "
            + list(columns, 1 + choices.below(3))
            + choices.of(
                "",
                " WHERE NOT EXISTS (SELECT 1 FROM "
                    + table.sql()
                    + " x WHERE x.email = v.email OR x.id = v.id)");
    }
  }

  // -- Rows of what was written

  private String returning(String sql, ClinicTable table) {
    if (!choices.oneIn(4)) {
      return sql;
    }
    String items = choices.of("*", choices.of(table.columns()).name() + " AS c0, id AS c1");
    if (draft.isPostgres()) {
      draft.form("RETURNING");
      if (choices.oneIn(3) && items.startsWith("*")) {
        draft.form("writable CTE");
        ClinicColumn column = choices.of(table.columns());
        return "WITH w AS (" + sql + " RETURNING *) SELECT w." + column.name() + " AS c0 FROM w";
      }
      return sql + (sql.contains(" u ") ? " RETURNING u." : " RETURNING ").concat(items);
    }
    draft.form("FINAL TABLE");
    String which = sql.startsWith("DELETE") ? "OLD" : "FINAL";
    return "SELECT " + items + " FROM " + which + " TABLE (" + sql + ")";
  }
}
