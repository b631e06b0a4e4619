package io.columnveil.sql.plan;

import io.columnveil.catalog.Backend;
import io.columnveil.catalog.CatalogSnapshot;
import io.columnveil.catalog.Column;
import io.columnveil.catalog.Relation;
import io.columnveil.catalog.RelationKind;
import io.columnveil.issue.Source;
import io.columnveil.keys.ColumnRecord;
import io.columnveil.policy.PolicyLoader;
import io.columnveil.policy.model.ColumnId;
import io.columnveil.policy.model.ColumnState;
import io.columnveil.policy.model.EqualityRotation;
import io.columnveil.policy.model.Policy;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.Protections;
import io.columnveil.policy.model.ResolvedPolicy;
import io.columnveil.policy.model.Scheme;
import io.columnveil.protect.ProtectionResolver;
import io.columnveil.session.GrantsComputer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The small shop of the cases: its policy is {@code cases/shop.yaml}, and its tables are these. A
 * real database with the same tables is made by the test that runs the cases on one. Names are
 * upper case on H2. Its code is {@link ShopCode}. While equality keys are rotated email_2 and
 * phone_2 stand beside.
 */
public final class ShopFixture {

  /** Found from every module. */
  private static final Path POLICY =
      Path.of("..", "driver", "src", "test", "resources", "cases", "shop.yaml");

  private final Backend backend;
  private ColumnState state = ColumnState.ENCRYPTED;
  private boolean searchOldPlaintext;
  private Optional<EqualityRotation.Phase> phase = Optional.empty();

  /** Its columns are encrypted, until it is told otherwise. */
  public ShopFixture(Backend backend) {
    this.backend = backend;
  }

  ShopFixture mixed(boolean search) {
    state = ColumnState.MIXED;
    searchOldPlaintext = search;
    return this;
  }

  ShopFixture rotating(EqualityRotation.Phase reached) {
    phase = Optional.of(reached);
    return this;
  }

  /** A planner for sessions of a role. */
  public Planner planner(String role) {
    Policy policy = policy();
    String schema = name("public");
    List<Relation> relations =
        listed(
            table(
                schema,
                "users",
                rotated(
                    List.of("email_2", "phone_2"),
                    "id",
                    "email",
                    "phone",
                    "full_name",
                    "city",
                    "plan",
                    "created_at",
                    "email_lookup")),
            table(
                schema,
                "contacts",
                rotated(List.of("email_2"), "id", "email", "note", "email_lookup")),
            table(schema, "people", "id", "name", "born", "born_enc"),
            table(schema, "vouchers", "id", "code"),
            table(schema, "orders", "id", "user_id", "total"),
            table(schema, "accounts", "id", "user_id", "login", "login_lookup"),
            table(schema, "members", "id", "alias"),
            table(schema, "trials", "id", "ref", "age", "held", "site", "age_lookup"),
            table(schema, "visits", "id", "phone", "day", "month", "year", "=Email", "tags"),
            table(name("other"), "users", "id", "email"),
            view(
                schema,
                "user_finder",
                "SELECT id AS nr, email AS mail, email_lookup AS token, city FROM public.users",
                "nr",
                "mail",
                "token",
                "city"),
            view(
                schema,
                "all_mails",
                "SELECT email FROM public.users UNION ALL SELECT email FROM public.contacts",
                "email"),
            view(
                schema,
                "users_twice",
                "SELECT email, email_lookup FROM public.users"
                    + " UNION ALL SELECT email, email_lookup FROM public.users",
                "email",
                "email_lookup"),
            view(
                schema,
                "oslo_users",
                "SELECT mail, nr, token, city FROM public.user_finder WHERE city = 'Oslo'",
                "mail",
                "nr",
                "token",
                "city"),
            view(
                schema,
                "cities",
                "SELECT city, count(email) AS n FROM public.users GROUP BY city",
                "city",
                "n"),
            view(
                schema,
                "callers",
                "SELECT u.phone, count(*) AS n, count(DISTINCT v.phone) AS m FROM (public.users u"
                    + " JOIN public.visits v ON (((u.phone)::text = (v.phone)::text)))"
                    + " WHERE (u.email IS NOT NULL) GROUP BY u.phone",
                "phone",
                "n",
                "m"),
            view(
                schema,
                "mailers",
                "SELECT DISTINCT u.email, u.email_lookup FROM public.users u",
                "email",
                "email_lookup"),
            view(
                schema,
                "reachable",
                "SELECT c.n, c.phone FROM public.callers c WHERE (c.phone IS NOT NULL)",
                "n",
                "phone"),
            view(
                schema,
                "mailed",
                "SELECT id, email, email_lookup, city FROM public.users"
                    + " WHERE (email IS NOT NULL)",
                "id",
                "email",
                "email_lookup",
                "city"),
            view(schema, "codes", "SELECT id FROM public.vouchers", "id"),
            view(schema, "user_mails", "SELECT id, email FROM public.users", "id", "email"),
            view(schema, "user_phones", "SELECT id, phone FROM public.users", "id", "phone"),
            table(schema, "inbox", "id", "mail"),
            table(schema, "counted", "id", "n"),
            table(schema, "defaulted", "id", "tel"));
    if (backend == Backend.POSTGRESQL) {
      relations.add(table(schema, "outbox", "id", "mail"));
      relations.add(table(schema, "policied", "id", "mail"));
      relations.add(
          view(
              schema,
              "coded",
              "SELECT id, 'a'::text OPERATOR(public.<~>) 'b'::text AS x FROM public.orders",
              "id",
              "x"));
    }
    CatalogSnapshot catalog =
        new CatalogSnapshot(
            backend,
            schema,
            "1",
            relations,
            relevantNames(),
            ShopCode.of(backend),
            ShopCode.tables(backend),
            ShopCode.tablesThatReachWhenUsed(backend));
    ResolvedPolicy resolved = resolve(policy, catalog);
    GrantsComputer grants = new GrantsComputer(policy, ProtectionResolver.matching(backend));
    return new Planner(
        new PlanContext(
            catalog,
            protections(resolved.protections()),
            grants.ofRoles(Set.of(role), resolved),
            List.of(schema),
            true));
  }

  private static List<Relation> listed(Relation... relations) {
    return new ArrayList<>(List.of(relations));
  }

  private Set<String> relevantNames() {
    Set<String> names = new HashSet<>(ShopCode.names(backend));
    Stream.of(
            "users",
            "contacts",
            "people",
            "vouchers",
            "visits",
            "accounts",
            "members",
            "trials",
            "user_finder",
            "all_mails",
            "users_twice",
            "oslo_users",
            "cities",
            "codes",
            "callers",
            "mailers",
            "reachable",
            "mailed",
            "user_mails",
            "user_phones")
        .map(this::name)
        .forEach(names::add);
    return names;
  }

  private Protections protections(Protections resolved) {
    Map<ColumnId, ProtectedColumn> columns = new LinkedHashMap<>();
    resolved.all().forEach(column -> columns.put(column.id(), rotated(column)));
    return new Protections(columns, resolved.withheld());
  }

  private Policy policy() {
    try {
      String text = Files.readString(POLICY);
      Source source =
          new Source("shop.yaml", searchOldPlaintext ? CaseFile.searchingOldPlaintext(text) : text);
      Map<String, String> environment = Map.of("COLUMNVEIL_PASSPHRASE", "not used by planning");
      return PolicyLoader.load(source, Optional.of(POLICY.getParent()), environment).policy();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * As if the keyring recorded every column in the state that is wanted, and members.nickname,
   * which somebody renamed.
   */
  private ResolvedPolicy resolve(Policy policy, CatalogSnapshot catalog) {
    ProtectionResolver resolver = new ProtectionResolver(policy);
    List<ColumnRecord> records = new ArrayList<>();
    for (ProtectedColumn column : resolver.resolve(catalog, List.of()).protections().all()) {
      records.add(ColumnRecord.of(column).withState(state, false));
    }
    ColumnRecord any = records.get(0);
    records.add(
        new ColumnRecord(
            new ColumnId(name("public"), name("members"), name("nickname")),
            any.kind(),
            state,
            false,
            "nickname",
            new Scheme.Randomized(Optional.empty()),
            any.type()));
    return resolver.resolve(catalog, records);
  }

  private ProtectedColumn rotated(ProtectedColumn column) {
    return new ProtectedColumn(
        column.id(),
        column.kind(),
        column.type(),
        column.scheme(),
        column.domain(),
        column.mask(),
        column.denied(),
        column.storage(),
        column.storedIn(),
        column.searchOldPlaintext(),
        column.state(),
        column.tokensComplete(),
        column.rule(),
        column.scheme().answersEquality()
            ? phase.map(p -> new EqualityRotation(p, second(column.id().column()), 7))
            : Optional.empty());
  }

  private String second(String column) {
    return name(column.toLowerCase(Locale.ROOT) + "_2");
  }

  /** The second columns are there once the rotation is more than prepared. */
  private String[] rotated(List<String> second, String... names) {
    List<String> all = new ArrayList<>(List.of(names));
    if (phase.filter(p -> p != EqualityRotation.Phase.PREPARED).isPresent()) {
      all.addAll(second);
    }
    return all.toArray(String[]::new);
  }

  private Relation table(String schema, String table, String... names) {
    List<String> key = List.of(names).contains("id") ? List.of(name("id")) : List.of();
    return new Relation(schema, name(table), RelationKind.TABLE, columns(names), Optional.empty())
        .withPrimaryKey(key);
  }

  private Relation view(String schema, String view, String definition, String... names) {
    boolean simple = !definition.contains("UNION") && !definition.contains("GROUP");
    return new Relation(
        schema,
        name(view),
        RelationKind.VIEW,
        columns(names),
        Optional.of(definition),
        List.of(),
        backend == Backend.POSTGRESQL && simple,
        List.of());
  }

  private List<Column> columns(String... names) {
    List<Column> made = new ArrayList<>();
    for (String column : names) {
      boolean defaulted = column.equals("code");
      made.add(new Column(name(column), "varchar", Types.VARCHAR, 0, false, false, defaulted));
    }
    return made;
  }

  /** A name after '=' is spelled as it is. */
  private String name(String lower) {
    if (lower.startsWith("=")) {
      return lower.substring(1);
    }
    return backend == Backend.H2 ? lower.toUpperCase(Locale.ROOT) : lower;
  }
}
