package io.columnveil.store;

import io.columnveil.it.Database;
import io.columnveil.it.TestDatabase;
import io.columnveil.protect.ProtectionResolver;
import io.columnveil.session.Grants;
import io.columnveil.session.GrantsComputer;
import io.columnveil.sql.plan.PlanContext;
import io.columnveil.sql.plan.Planner;
import java.sql.Connection;
import java.sql.SQLException;

/** The tables of {@link Policies} on embedded H2, to plan statements on. */
public final class Shop {

  private Shop() {}

  /** A planner with empty caches, for alice, who may do everything. */
  public static Planner planner() throws SQLException {
    try (TestDatabase database = Database.H2.create();
        Connection connection = database.raw()) {
      database.execute(
          "CREATE TABLE users (id int, email varchar(2000), email_lookup ${token},"
              + " phone varchar(2000), full_name varchar(200), city varchar(50),"
              + " street varchar(50), plan int, note varchar(200))",
          "CREATE TABLE towns (id int, name varchar(50))");
      SharedCatalog shared =
          new SharedCatalog(CatalogReader.of(connection), database::raw, Policies.shopSource());
      LiveSession session =
          new LiveSession(
              connection,
              shared,
              new GrantsComputer(
                  Policies.shop(), ProtectionResolver.matching(shared.reader().backend())));
      Standing standing = session.connect();
      Grants grants = standing.grants();
      return new Planner(
          new PlanContext(
              standing.catalog(), standing.protections(), grants, standing.searchPath(), true));
    }
  }
}
