package io.columnveil.sql.plan;

import io.columnveil.catalog.Backend;
import io.columnveil.catalog.CatalogSnapshot;
import io.columnveil.catalog.Column;
import io.columnveil.catalog.Relation;
import io.columnveil.catalog.RelationKind;
import io.columnveil.issue.Source;
import io.columnveil.policy.model.ColumnId;
import io.columnveil.policy.model.ColumnState;
import io.columnveil.policy.model.Denied;
import io.columnveil.policy.model.EqualityRotation;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.Lookup;
import io.columnveil.policy.model.Mask;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.Protections;
import io.columnveil.policy.model.Scheme;
import io.columnveil.policy.model.Storage;
import io.columnveil.policy.model.TableKind;
import io.columnveil.policy.model.TypeName;
import io.columnveil.session.Grants;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A small shop: users (email by lookup, phone deterministic, full_name randomized), contacts (email
 * in the domain of users.email), people (born: ciphertext in born_enc), vouchers (code: has a
 * default in the database), other.users without protection, and two views. Names are upper case on
 * H2. While equality keys are rotated email_2 and phone_2 stand beside.
 */
final class ShopFixture {

  private final Backend backend;
  private final List<ProtectedColumn> columns = new ArrayList<>();
  private ColumnState state = ColumnState.ENCRYPTED;
  private boolean searchOldPlaintext;
  private Optional<EqualityRotation.Phase> phase = Optional.empty();

  ShopFixture(Backend backend) {
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

  Planner planner(String role) {
    columns.clear();
    Scheme lookup = new Scheme.Randomized(Optional.of(new Lookup(name("email_lookup"), List.of())));
    protect("users", "email", lookup, "mail", Optional.of(new Mask(1, 4)));
    protect("users", "phone", new Scheme.Deterministic(), "phone", Optional.empty());
    protect(
        "users", "full_name", new Scheme.Randomized(Optional.empty()), "name", Optional.empty());
    protect("contacts", "email", lookup, "mail", Optional.empty());
    protect("vouchers", "code", new Scheme.Deterministic(), "code", Optional.empty());
    columns.add(born());
    String schema = name("public");
    List<Relation> relations =
        List.of(
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
            table(name("other"), "users", "id", "email"),
            view(schema, "user_mails", "SELECT id, email FROM public.users", "id", "email"),
            view(schema, "user_phones", "SELECT id, phone FROM public.users", "id", "phone"));
    CatalogSnapshot catalog =
        new CatalogSnapshot(
            backend,
            schema,
            "1",
            relations,
            Set.of(
                name("users"),
                name("contacts"),
                name("people"),
                name("vouchers"),
                name("user_mails"),
                name("user_phones")),
            Set.of(name("mystery")),
            Set.of(name("mystery")));
    return new Planner(
        new PlanContext(catalog, new Protections(columns), grants(role), List.of(schema), true));
  }

  private Grants grants(String role) {
    Set<ColumnId> all = columns.stream().map(ProtectedColumn::id).collect(Collectors.toSet());
    return switch (role) {
      case "officer" -> new Grants(Set.of(role), all, all, all, true);
      case "marketing" -> new Grants(Set.of(role), all, all, Set.of(), false);
      case "helpdesk" -> new Grants(Set.of(role), all, Set.of(), Set.of(), false);
      default -> Grants.NONE;
    };
  }

  private void protect(
      String table, String column, Scheme scheme, String domain, Optional<Mask> mask) {
    columns.add(
        new ProtectedColumn(
            new ColumnId(name("public"), name(table), name(column)),
            TableKind.USER,
            LogicalType.of(TypeName.VARCHAR),
            scheme,
            domain,
            mask,
            Denied.CIPHERTEXT,
            Storage.TEXT,
            Optional.empty(),
            searchOldPlaintext,
            state,
            false,
            new Source("shop.yaml", "").at(0),
            scheme.answersEquality()
                ? phase.map(p -> new EqualityRotation(p, name(column + "_2"), 7))
                : Optional.empty()));
  }

  /** The second columns are there once the rotation is more than prepared. */
  private String[] rotated(List<String> second, String... names) {
    List<String> all = new ArrayList<>(List.of(names));
    if (phase.filter(p -> p != EqualityRotation.Phase.PREPARED).isPresent()) {
      all.addAll(second);
    }
    return all.toArray(String[]::new);
  }

  private ProtectedColumn born() {
    return new ProtectedColumn(
        new ColumnId(name("public"), name("people"), name("born")),
        TableKind.USER,
        LogicalType.of(TypeName.DATE),
        new Scheme.Randomized(Optional.empty()),
        "born",
        Optional.empty(),
        Denied.NULL,
        Storage.TEXT,
        Optional.of(name("born_enc")),
        false,
        state,
        false,
        new Source("shop.yaml", "").at(0));
  }

  private Relation table(String schema, String table, String... names) {
    return new Relation(schema, name(table), RelationKind.TABLE, columns(names), Optional.empty());
  }

  private Relation view(String schema, String view, String definition, String... names) {
    return new Relation(
        schema, name(view), RelationKind.VIEW, columns(names), Optional.of(definition));
  }

  private List<Column> columns(String... names) {
    List<Column> made = new ArrayList<>();
    for (String column : names) {
      boolean defaulted = column.equals("code");
      made.add(new Column(name(column), "varchar", Types.VARCHAR, 0, false, false, defaulted));
    }
    return made;
  }

  private String name(String lower) {
    return backend == Backend.H2 ? lower.toUpperCase(Locale.ROOT) : lower;
  }
}
