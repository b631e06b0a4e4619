package io.columnveil.store;

import io.columnveil.catalog.CatalogSnapshot;
import io.columnveil.issue.Location;
import io.columnveil.issue.Source;
import io.columnveil.keys.ColumnRecord;
import io.columnveil.policy.model.ColumnId;
import io.columnveil.policy.model.ColumnRule;
import io.columnveil.policy.model.ColumnState;
import io.columnveil.policy.model.Denied;
import io.columnveil.policy.model.GrantTarget;
import io.columnveil.policy.model.KekProvider;
import io.columnveil.policy.model.KeySettings;
import io.columnveil.policy.model.LogicalType;
import io.columnveil.policy.model.Lookup;
import io.columnveil.policy.model.NamePattern;
import io.columnveil.policy.model.Policy;
import io.columnveil.policy.model.ResolvedPolicy;
import io.columnveil.policy.model.RoleRule;
import io.columnveil.policy.model.Scheme;
import io.columnveil.policy.model.TableKind;
import io.columnveil.policy.model.TableName;
import io.columnveil.policy.model.TableRule;
import io.columnveil.policy.model.TypeName;
import io.columnveil.protect.ProtectionResolver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The policy of these tests: {@code users.email} randomized with a lookup, {@code users.phone}
 * deterministic, and roles for user alice and for members of marketing.
 */
final class Policies {

  private static final Location PLACE = Source.sql("").at(0);

  private Policies() {}

  static Policy shop() {
    return policy(
        List.of(
            new TableRule(
                table("users"),
                TableKind.USER,
                List.of(
                    column(
                        "email",
                        new Scheme.Randomized(Optional.of(new Lookup("email_lookup", List.of())))),
                    column("phone", new Scheme.Deterministic())),
                PLACE)));
  }

  static Policy policy(List<TableRule> tables) {
    return new Policy(
        new Source("policy.yaml", ""),
        new KeySettings(
            "file:none",
            new KekProvider("none", Map.of(), PLACE),
            Duration.ofDays(365),
            Duration.ofMinutes(5),
            Optional.empty()),
        tables,
        List.of(
            role("officer", List.of("alice"), List.of(), "*"),
            role("marketing", List.of(), List.of("marketing"), "email")));
  }

  static TableName table(String name) {
    return new TableName(Optional.empty(), new NamePattern(name));
  }

  static ColumnRule column(String name, Scheme scheme) {
    return new ColumnRule(
        new NamePattern(name),
        LogicalType.of(TypeName.TEXT),
        scheme,
        Optional.empty(),
        Optional.empty(),
        Denied.CIPHERTEXT,
        Optional.empty(),
        Optional.empty(),
        false,
        PLACE);
  }

  private static RoleRule role(
      String name, List<String> users, List<String> databaseRoles, String column) {
    GrantTarget target =
        new GrantTarget(Optional.of(table("users")), new NamePattern(column), PLACE);
    return new RoleRule(
        name, users, databaseRoles, false, List.of(target), List.of(), List.of(), PLACE);
  }

  static ColumnRecord record(ColumnId id, Scheme scheme, ColumnState state) {
    return new ColumnRecord(
        id,
        TableKind.USER,
        state,
        state == ColumnState.ENCRYPTED,
        "recorded",
        scheme,
        LogicalType.of(TypeName.TEXT));
  }

  static List<ColumnRecord> shopRecords() {
    return List.of(
        record(
            new ColumnId("", "users", "email"),
            new Scheme.Randomized(Optional.of(new Lookup("email_lookup", List.of()))),
            ColumnState.ENCRYPTED),
        record(
            new ColumnId("", "users", "phone"), new Scheme.Deterministic(), ColumnState.ENCRYPTED));
  }

  static ProtectionSource source(Policy policy, List<ColumnRecord> records) {
    ProtectionResolver resolver = new ProtectionResolver(policy);
    return new ProtectionSource() {
      @Override
      public Object version() {
        return records;
      }

      @Override
      public ResolvedPolicy resolve(CatalogSnapshot relations) {
        return resolver.resolve(relations, records);
      }
    };
  }

  static ProtectionSource shopSource() {
    return source(shop(), shopRecords());
  }
}
