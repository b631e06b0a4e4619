package io.columnveil.it;

import io.columnveil.catalog.Backend;
import io.columnveil.catalog.CatalogSnapshot;
import io.columnveil.catalog.Column;
import io.columnveil.catalog.Relation;
import io.columnveil.catalog.RelationKind;
import io.columnveil.issue.Source;
import io.columnveil.keys.ColumnRecord;
import io.columnveil.policy.PolicyLoader;
import io.columnveil.policy.model.ColumnState;
import io.columnveil.policy.model.Policy;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.Protections;
import io.columnveil.protect.ProtectionResolver;
import io.columnveil.sql.bind.Names;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What names mean in the clinic on PostgreSQL, as the driver would know it from the database. */
final class ClinicCatalog {

  private static final String VIEW =
      "SELECT id, email, phone AS tel, born, score FROM public.patients WHERE ward IS NOT NULL";

  private ClinicCatalog() {}

  static Names names() {
    List<Relation> relations = new ArrayList<>();
    for (ClinicTable table : ClinicTable.values()) {
      boolean view = table == ClinicTable.INPATIENTS;
      relations.add(
          new Relation(
              "public",
              table.sql(),
              view ? RelationKind.VIEW : RelationKind.TABLE,
              columns(table, view),
              view ? Optional.of(VIEW) : Optional.empty()));
    }
    Set<String> relevant =
        Stream.of(ClinicTable.values())
            .filter(t -> t != ClinicTable.WARDS)
            .map(ClinicTable::sql)
            .collect(Collectors.toSet());
    CatalogSnapshot catalog =
        new CatalogSnapshot(
            Backend.POSTGRESQL, "public", "1", relations, relevant, Set.of(), Set.of());
    return new Names(catalog, protections(catalog), List.of("public"));
  }

  private static List<Column> columns(ClinicTable table, boolean view) {
    List<Column> columns = new ArrayList<>();
    for (ClinicColumn column : table.columns()) {
      columns.add(column(column.name()));
    }
    for (ClinicColumn column : view ? List.<ClinicColumn>of() : table.columns()) {
      columns.add(column(column.name() + "_lookup"));
    }
    return columns;
  }

  private static Column column(String name) {
    return new Column(name, "varchar", Types.VARCHAR, 0, false, false, false);
  }

  /** As if the keyring recorded every column as encrypted. */
  private static Protections protections(CatalogSnapshot catalog) {
    String text =
        SqlScript.text("clinic/policy.yaml")
            .replace("file:clinic.keyring", "file:/not/used/by/binding");
    Policy policy =
        PolicyLoader.load(new Source("policy.yaml", text), Optional.empty(), Map.of()).policy();
    ProtectionResolver resolver = new ProtectionResolver(policy);
    List<ColumnRecord> records = new ArrayList<>();
    for (ProtectedColumn column : resolver.resolve(catalog, List.of()).protections().all()) {
      records.add(ColumnRecord.of(column).withState(ColumnState.ENCRYPTED, true));
    }
    return resolver.resolve(catalog, records).protections();
  }
}
