package io.columnveil.it;

import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.sql.bind.Binder;
import io.columnveil.sql.bind.BoundQuery;
import io.columnveil.sql.bind.BoundStatement;
import io.columnveil.sql.bind.Lineage;
import io.columnveil.sql.bind.Names;
import io.columnveil.sql.bind.Output;
import io.columnveil.sql.bind.Star;
import io.columnveil.sql.bind.Use;
import io.columnveil.sql.lex.Dialect;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.parse.CanonicalText;
import io.columnveil.sql.parse.ParseResult;
import io.columnveil.sql.parse.ParsedStatement;
import io.columnveil.sql.parse.SqlParser;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which protected columns a query names: what our binder says, and what PostgreSQL says. */
final class ColumnsOfQuery {

  private static final String RECORDED =
      """
      SELECT DISTINCT c.relname || '.' || a.attname
      FROM pg_depend d
      JOIN pg_rewrite r ON r.oid = d.objid AND d.classid = 'pg_rewrite'::regclass
      JOIN pg_class c ON c.oid = d.refobjid AND d.refclassid = 'pg_class'::regclass
      JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
      WHERE r.ev_class = 'oracle'::regclass AND d.refobjsubid > 0
      """;

  private final Names names;
  private final Connection server;
  private final Map<String, String> behindViews;

  /**
   * For one schema.
   *
   * @param server has its tables in plaintext
   * @param behindViews the column of a table for each protected column of a view: the server
   *     records the view's, our binder names the table's
   */
  ColumnsOfQuery(Names names, Connection server, Map<String, String> behindViews) {
    this.names = names;
    this.server = server;
    this.behindViews = behindViews;
  }

  /**
   * What our binder says.
   *
   * @throws io.columnveil.issue.IssueException if it does not understand the query
   */
  Set<String> bound(String sql) {
    Binder binder = new Binder(names, text -> parsed(SqlParser.parse(lexed(text))));
    BoundStatement bound = binder.bind(parsed(SqlParser.parse(CanonicalText.of(lexed(sql)))));
    Set<String> columns = new TreeSet<>();
    for (Use use : bound.uses()) {
      if (use instanceof Use.InView) {
        continue; // the server records what a view does for the view
      }
      columns.add(name(use.column()));
      if (use instanceof Use.StoredComparison comparison) {
        columns.add(name(comparison.right().column()));
      }
    }
    for (BoundQuery query : bound.queries()) {
      query.outputs().stream().map(Output::lineage).forEach(l -> add(l, columns));
    }
    bound.result().ifPresent(r -> r.outputs().forEach(o -> add(o.lineage(), columns)));
    for (Star star : bound.stars()) {
      for (Star.StarField field : star.fields()) {
        if (field.field() >= 0) {
          add(field.source().fields().get(field.field()).lineage(), columns);
        }
      }
    }
    return columns;
  }

  private static TokenList lexed(String sql) {
    return Dialect.POSTGRESQL.lexer().lex(sql);
  }

  private static ParsedStatement parsed(ParseResult result) {
    if (result instanceof ParseResult.Parsed parsed) {
      return parsed.statement();
    }
    throw new IssueException(((ParseResult.NotParsed) result).issue());
  }

  private static void add(Lineage lineage, Set<String> columns) {
    if (lineage instanceof Lineage.Stored stored) {
      columns.add(name(stored.column()));
    }
  }

  private static String name(ProtectedColumn column) {
    return column.id().table() + "." + column.id().column();
  }

  /**
   * What the server records for a view of the query: {@code *} expanded, columns of USING and
   * NATURAL included, and those of subqueries too.
   */
  Set<String> recorded(String sql) throws SQLException {
    int width;
    try (PreparedStatement statement = server.prepareStatement(sql)) {
      ResultSetMetaData meta = statement.getMetaData();
      if (meta == null) {
        throw new SQLException("no query");
      }
      width = meta.getColumnCount();
    }
    // Names of a view must differ, those of a query need not.
    String list =
        IntStream.range(0, width).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
    try (Statement statement = server.createStatement()) {
      statement.execute("CREATE TEMP VIEW oracle (" + list + ") AS " + sql);
      try (ResultSet rows = statement.executeQuery(RECORDED)) {
        Set<String> columns = new TreeSet<>();
        while (rows.next()) {
          String column = rows.getString(1);
          String known = behindViews.getOrDefault(column, column);
          if (isProtected(known)) {
            columns.add(known);
          }
        }
        return columns;
      } finally {
        Sql.execute(server, "DROP VIEW oracle");
      }
    }
  }

  private boolean isProtected(String column) {
    return names.protections().all().stream().anyMatch(c -> name(c).equals(column));
  }
}
