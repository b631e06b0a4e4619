package io.columnveil.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.columnveil.catalog.Backend;
import io.columnveil.issue.IssueException;
import io.columnveil.sql.bind.Names;
import io.columnveil.sql.lex.Dialect;
import io.columnveil.sql.lex.TokenKind;
import io.columnveil.sql.lex.TokenList;
import io.columnveil.sql.plan.CaseFile;
import io.columnveil.sql.plan.PlanContext;
import io.columnveil.sql.plan.ShopFixture;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * PostgreSQL records for a view which columns it reads. For a query that our binder understands,
 * the protected ones among them are exactly those that the binder names.
 */
class BinderOracleTest {

  private static final int QUERIES = Integer.getInteger("random.statements", 1000) / 2;
  private static final long SEED = Long.getLong("random.seed", 1L);

  private static final Map<String, String> CLINIC_VIEWS =
      Map.of(
          "inpatients.email", "patients.email",
          "inpatients.tel", "patients.phone",
          "inpatients.born", "patients.born");

  private static final Map<String, String> SHOP_VIEWS =
      Map.of(
          "user_mails.email", "users.email",
          "user_finder.mail", "users.email",
          "users_twice.email", "users.email",
          "mailed.email", "users.email",
          "mailers.email", "users.email",
          "oslo_users.mail", "users.email",
          "user_phones.phone", "users.phone",
          "callers.phone", "users.phone",
          "reachable.phone", "users.phone");

  @Test
  void randomQueriesNameTheColumnsThatTheServerRecords() throws SQLException {
    StatementGenerator generator = new StatementGenerator(Database.POSTGRESQL);
    List<String> queries = new ArrayList<>();
    for (int i = 0; queries.size() < QUERIES; i++) {
      RandomStatement statement = generator.make(Choices.random(SEED * 7_000_003 + i));
      if (!statement.isChange() && statement.parameters().isEmpty()) {
        queries.add(statement.sql());
      }
    }
    try (TestDatabase plain = Database.POSTGRESQL.create()) {
      Clinic.createPlain(plain);
      try (Connection server = plain.raw()) {
        assertSameColumns(new ColumnsOfQuery(ClinicCatalog.names(), server, CLINIC_VIEWS), queries);
      }
    }
  }

  @Test
  void casesNameTheColumnsThatTheServerRecords() throws SQLException, IOException {
    List<String> queries = new ArrayList<>();
    for (Path path : CaseFile.in(GoldenShop.CASES)) {
      for (CaseFile.Case one : CaseFile.read(path).cases()) {
        if (one.database().equals("postgresql")
            && one.sql().matches("(?is)\\s*\\(*\\s*(SELECT|WITH|TABLE|VALUES)\\b.*")) {
          queries.add(withoutPlaceholders(one.sql()));
        }
      }
    }
    PlanContext context = new ShopFixture(Backend.POSTGRESQL).planner("officer").context();
    Names names = new Names(context.catalog(), context.protections(), context.searchPath());
    try (TestDatabase plain = Database.POSTGRESQL.create()) {
      plain.execute(SqlScript.statements("golden/plain.sql"));
      try (Connection server = plain.raw()) {
        assertSameColumns(new ColumnsOfQuery(names, server, SHOP_VIEWS), queries);
      }
    }
  }

  /** A view has no parameters. */
  private static String withoutPlaceholders(String sql) {
    TokenList tokens;
    try {
      tokens = Dialect.POSTGRESQL.lexer().lex(sql);
    } catch (IssueException e) {
      return sql;
    }
    StringBuilder text = new StringBuilder();
    int end = 0;
    for (int i = 0; i < tokens.size(); i++) {
      text.append(sql, end, tokens.begin(i));
      text.append(tokens.kind(i) == TokenKind.PLACEHOLDER ? "NULL" : tokens.text(i));
      end = tokens.end(i);
    }
    return text.append(sql, end, sql.length()).toString();
  }

  private static void assertSameColumns(ColumnsOfQuery oracle, List<String> queries) {
    List<String> different = new ArrayList<>();
    int compared = 0;
    for (String sql : queries) {
      Set<String> bound;
      Set<String> recorded;
      try {
        bound = oracle.bound(sql);
        recorded = oracle.recorded(sql);
      } catch (IssueException | SQLException e) {
        continue; // refused by us, or no query for the server
      }
      compared++;
      if (!bound.equals(recorded)) {
        different.add(sql + "\n  binder " + bound + "\n  server " + recorded);
      }
    }
    System.out.printf("binder and server agree on %d of %d queries%n", compared, queries.size());
    assertThat(different).isEmpty();
    assertThat(compared).isGreaterThan(queries.size() / 3);
  }
}
