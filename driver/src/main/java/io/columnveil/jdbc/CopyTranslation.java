package io.columnveil.jdbc;

import io.columnveil.catalog.CatalogSnapshot;
import io.columnveil.catalog.Column;
import io.columnveil.catalog.Relation;
import io.columnveil.engine.CopyFormat;
import io.columnveil.policy.model.Protections;
import io.columnveil.sql.lex.Dialect;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.CopyStatement;
import io.columnveil.sql.plan.GeneratedKeys;
import io.columnveil.sql.plan.PlanContext;
import io.columnveil.sql.plan.StatementPlan;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How COPY of a protected table is run. It is planned as the INSERT or SELECT that does the same,
 * so that all their rules hold for it, and sent as a COPY of the columns that the plan names.
 *
 * @param sql the COPY to send; the given one if nothing protected is touched
 * @param planned the plan of the INSERT or SELECT
 * @param format of the rows; empty if they go through as they are
 * @param columns names of the columns that are sent, for a header
 * @param named names of the columns that the application sends
 */
record CopyTranslation(
    String sql,
    Planned planned,
    Optional<CopyFormat> format,
    List<String> columns,
    List<String> named) {

  /** The translation of a COPY; empty if it is none between client and table. */
  static Optional<CopyTranslation> of(Session session, String sql) throws SQLException {
    TokenList tokens;
    try {
      tokens = Dialect.POSTGRESQL.lexer().lex(sql);
    } catch (io.columnveil.issue.IssueException e) {
      return Optional.empty();
    }
    Optional<CopyStatement> copy = CopyStatement.read(tokens);
    if (copy.isEmpty() || tokens.placeholderCount() > 0) {
      return Optional.empty();
    }
    if (copy.get().query()) {
      return Optional.of(query(session, copy.get(), sql));
    }
    PlanContext context = session.state().context();
    Optional<Relation> relation = relation(context, copy.get().table());
    if (relation.isEmpty()) {
      return Optional.empty();
    }
    List<String> names = names(copy.get(), relation.get(), context.protections());
    return Optional.of(
        copy.get().in()
            ? into(session, copy.get(), names, sql)
            : from(session, copy.get(), names, sql));
  }

  private static Optional<Relation> relation(PlanContext context, List<String> path) {
    CatalogSnapshot catalog = context.catalog();
    String name = path.get(path.size() - 1);
    return path.size() == 1
        ? catalog.resolve(name, context.searchPath())
        : catalog.find(path.get(path.size() - 2), name);
  }

  /** The columns of the list; without one those that COPY means, companions left out. */
  private static List<String> names(
      CopyStatement copy, Relation relation, Protections protections) {
    List<String> names = new ArrayList<>();
    for (int column : copy.columns()) {
      names.add(copy.tokens().name(column));
    }
    if (names.isEmpty()) {
      for (Column column : relation.columns()) {
        boolean hidden = protections.isHidden(relation.schema(), relation.name(), column.name());
        if (!hidden && !column.generated()) {
          names.add(column.name());
        }
      }
    }
    return names;
  }

  private static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String list(List<String> names) {
    return names.stream().map(CopyTranslation::quote).collect(Collectors.joining(", "));
  }

  private static CopyTranslation query(Session session, CopyStatement copy, String sql)
      throws SQLException {
    Planned planned = session.plan(copy.text(copy.subject()), new GeneratedKeys.None());
    if (!(planned.plan() instanceof StatementPlan.Rewritten rewritten)) {
      return untouched(session, copy, sql, planned);
    }
    String inner = rewritten.text().inline(planned.state().literals());
    return new CopyTranslation(
        "COPY (" + inner + "\n) TO STDOUT" + copy.optionText(),
        planned,
        Optional.of(format(copy)),
        List.of(),
        List.of());
  }

  private static CopyTranslation from(
      Session session, CopyStatement copy, List<String> names, String sql) throws SQLException {
    String table = copy.text(copy.subject());
    String list = list(names);
    String select = "SELECT " + list + " FROM " + table;
    Planned planned = session.plan(select, new GeneratedKeys.None());
    if (!(planned.plan() instanceof StatementPlan.Rewritten rewritten)) {
      return untouched(session, copy, sql, planned);
    }
    if (!rewritten.text().prepared().equals(select)) {
      throw SqlErrors.refused(
          "values of this table are stored in other columns than COPY names",
          "Use COPY (SELECT ..) TO STDOUT");
    }
    return new CopyTranslation(
        "COPY " + table + " (" + list + ") TO STDOUT" + copy.optionText(),
        planned,
        Optional.of(format(copy)),
        names,
        names);
  }

  private static CopyTranslation into(
      Session session, CopyStatement copy, List<String> names, String sql) throws SQLException {
    String table = copy.text(copy.subject());
    String values = String.join(", ", Collections.nCopies(names.size(), "?"));
    Planned planned =
        session.plan(
            "INSERT INTO " + table + " (" + list(names) + ") VALUES (" + values + ")",
            new GeneratedKeys.None());
    if (!(planned.plan() instanceof StatementPlan.Rewritten rewritten)) {
      return untouched(session, copy, sql, planned);
    }
    List<String> written = written(rewritten);
    return new CopyTranslation(
        "COPY " + table + " (" + list(written) + ") FROM STDIN" + copy.optionText(),
        planned,
        Optional.of(format(copy)),
        written,
        names);
  }

  /** The column list of the INSERT as it was rewritten. */
  private static List<String> written(StatementPlan.Rewritten insert) throws SQLException {
    TokenList tokens = Dialect.POSTGRESQL.lexer().lex(insert.text().prepared());
    int open = 0;
    while (!tokens.is(open, "(")) {
      open++;
    }
    List<String> columns = new ArrayList<>();
    for (int token = open + 1; token < tokens.matching(open); token++) {
      if (tokens.kind(token) == TokenKind.QUOTED_IDENTIFIER) {
        columns.add(tokens.name(token));
      } else if (!tokens.is(token, ",")) {
        throw SqlErrors.internal("the column list of COPY could not be read");
      }
    }
    if (columns.size() != insert.parameters().size()) {
      throw SqlErrors.internal("COPY has other columns than planned");
    }
    return columns;
  }

  /** Its options may hold expressions, which the INSERT or SELECT that was planned does not. */
  private static CopyTranslation untouched(
      Session session, CopyStatement copy, String sql, Planned planned) throws SQLException {
    if (CopyOptions.format(copy).isEmpty()) {
      session.requirePassed(sql);
    }
    return new CopyTranslation(sql, planned, Optional.empty(), List.of(), List.of());
  }

  private static CopyFormat format(CopyStatement copy) throws SQLException {
    Optional<CopyFormat> format = CopyOptions.format(copy);
    if (format.isEmpty()) {
      throw SqlErrors.refused(
          "COPY of a protected table is followed in the text and CSV formats, with the options"
              + " DELIMITER, NULL, HEADER, QUOTE, ESCAPE, ENCODING 'UTF8' and FREEZE",
          "Leave the other options out");
    }
    return format.get();
  }

  StatementPlan.Rewritten rewritten() {
    return (StatementPlan.Rewritten) planned.plan();
  }
}
