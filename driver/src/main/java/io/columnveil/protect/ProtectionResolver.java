package io.columnveil.protect;

import io.columnveil.catalog.Backend;
import io.columnveil.catalog.CatalogSnapshot;
import io.columnveil.catalog.Column;
import io.columnveil.catalog.QualifiedName;
import io.columnveil.catalog.Relation;
import io.columnveil.catalog.RelationKind;
import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.keys.ColumnRecord;
import io.columnveil.keys.KeyringCheck;
import io.columnveil.keys.RotationRecord;
import io.columnveil.policy.model.ColumnId;
import io.columnveil.policy.model.ColumnRule;
import io.columnveil.policy.model.ColumnState;
import io.columnveil.policy.model.Lookup;
import io.columnveil.policy.model.NameMatching;
import io.columnveil.policy.model.Policy;
import io.columnveil.policy.model.PolicyIndex;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.Protections;
import io.columnveil.policy.model.ResolvedPolicy;
import io.columnveil.policy.model.RuleMatch;
import io.columnveil.policy.model.Scheme;
import io.columnveil.policy.model.TableId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Applies a policy to the real columns of a database and to what the keyring records of them.
 *
 * <p>What is protected never depends on whether something is wrong with it: a column with an issue
 * is protected too, it only cannot be used. A table that does not exist yet is no issue. The record
 * decides the state; a column that the policy names and the keyring does not is {@code mixed}, has
 * no keys, and is an issue. Columns of partitions and inheriting tables are those of the topmost
 * table that the policy names. Immutable and thread-safe.
 */
public final class ProtectionResolver {

  private final Policy policy;

  /** For one policy. */
  public ProtectionResolver(Policy policy) {
    this.policy = policy;
  }

  /** How the names of a policy are compared with those of a database. */
  public static NameMatching matching(Backend backend) {
    return backend == Backend.H2 ? NameMatching.FOLDED_TO_UPPER : NameMatching.AS_SPELLED;
  }

  /**
   * Applies the policy.
   *
   * @param catalog relations and columns; the closure is not looked at
   * @param records what the keyring records
   */
  public ResolvedPolicy resolve(CatalogSnapshot catalog, Collection<ColumnRecord> records) {
    return new Resolution(catalog, records).resolve();
  }

  /** One run. */
  private final class Resolution {

    private final CatalogSnapshot catalog;
    private final RecordedColumns records;
    private final PolicyIndex index;
    private final Map<ColumnId, ProtectedColumn> columns = new LinkedHashMap<>();
    private final List<Issue> issues = new ArrayList<>();

    Resolution(CatalogSnapshot catalog, Collection<ColumnRecord> recorded) {
      this.catalog = catalog;
      NameMatching matching = matching(catalog.backend());
      this.records = new RecordedColumns(recorded, matching, catalog.defaultSchema());
      List<ColumnId> known = new ArrayList<>();
      for (Relation table : tables(catalog)) {
        for (Column column : table.columns()) {
          known.add(new ColumnId(table.schema(), table.name(), column.name()));
        }
      }
      this.index = new PolicyIndex(policy, catalog.defaultSchema(), matching, known);
    }

    ResolvedPolicy resolve() {
      KeyringCheck check = KeyringCheck.compare(records.all(), this::wanted);
      issues.addAll(check.errors());
      Set<ColumnId> pending = equalityPending(check);
      for (Relation table : tables(catalog)) {
        for (Column column : table.columns()) {
          ColumnId id = new ColumnId(table.schema(), table.name(), column.name());
          index.ruleFor(id).ifPresent(rule -> protect(id, rule, table, column, pending));
        }
      }
      inherit();
      return new ResolvedPolicy(index, new Protections(columns, withheld()), issues);
    }

    private Map<TableId, Issue> withheld() {
      Map<TableId, Issue> tables = new LinkedHashMap<>();
      StrayColumns.find(catalog, records, columns.keySet())
          .forEach((table, why) -> tables.put(new TableId(table.schema(), table.name()), why));
      return tables;
    }

    private void protect(
        ColumnId id, RuleMatch match, Relation table, Column column, Set<ColumnId> pending) {
      if (belongsToParent(table, column.name())) {
        return;
      }
      ColumnRule rule = match.column();
      Optional<ColumnRecord> record = records.of(id);
      // Until it is re-encrypted nothing may rest on equality, and no operand may be sent plain.
      boolean waits = record.map(r -> pending.contains(r.id())).orElse(false);
      PhysicalColumn physical = new PhysicalColumn(table, column, rule);
      columns.put(
          id,
          new ProtectedColumn(
              id,
              match.table().kind(),
              rule.type(),
              rule.scheme(),
              domain(id, rule, record),
              rule.mask(),
              rule.denied(),
              physical.storage(),
              rule.storedIn(),
              rule.searchOldPlaintext() && !waits,
              waits ? ColumnState.MIXED : record.map(ColumnRecord::state).orElse(ColumnState.MIXED),
              !waits && record.map(ColumnRecord::tokensComplete).orElse(false),
              rule.location(),
              record.flatMap(ColumnRecord::rotation).map(RotationRecord::forStatements)));
      issues.addAll(physical.issues());
      if (record.isEmpty()) {
        issues.add(
            Issue.error(
                ErrorCode.POLICY_INVALID,
                rule.location(),
                "the policy protects " + id + ", of which the keyring knows nothing",
                "Run keys init"));
      }
    }

    private String domain(ColumnId id, ColumnRule rule, Optional<ColumnRecord> record) {
      // A default is recorded once and holds from then on, whatever the table is called later.
      return rule.domain().or(() -> record.map(ColumnRecord::domain)).orElse(id.toString());
    }

    /** What the policy says of a recorded column now, for comparison with the record. */
    private Optional<ColumnRecord> wanted(ColumnId recorded) {
      ColumnId id = records.withSchema(recorded);
      Optional<ColumnRecord> record = records.of(recorded);
      return index
          .ruleFor(id)
          .map(
              match ->
                  new ColumnRecord(
                      id,
                      match.table().kind(),
                      ColumnState.MIXED,
                      false,
                      domain(id, match.column(), record),
                      record
                          .map(old -> asRecorded(match.column().scheme(), old.scheme()))
                          .orElse(match.column().scheme()),
                      match.column().type()));
    }

    /** A lookup column that only the record spells otherwise is the same. */
    private Scheme asRecorded(Scheme scheme, Scheme recorded) {
      if (scheme instanceof Scheme.Randomized now
          && recorded instanceof Scheme.Randomized old
          && now.lookup().isPresent()
          && old.lookup().isPresent()
          && records.areSame(old.lookup().get().column(), now.lookup().get().column())) {
        return new Scheme.Randomized(
            Optional.of(new Lookup(old.lookup().get().column(), now.lookup().get().normalize())));
      }
      return scheme;
    }

    private Set<ColumnId> equalityPending(KeyringCheck check) {
      Set<ColumnId> pending = new HashSet<>();
      for (KeyringCheck.PendingChange change : check.pending()) {
        switch (change.aspect()) {
          case SCHEME, LOOKUP -> pending.add(change.column());
          case TYPE -> {
            if (!isSameCanonicalType(change.column())) {
              pending.add(change.column());
            }
          }
          case DOMAIN ->
              issues.add(
                  Issue.error(
                      ErrorCode.POLICY_INVALID,
                      "column "
                          + change.column()
                          + " is encrypted with the keys of another domain"
                          + " than the policy names",
                      "Write the recorded domain, which keys list shows"));
        }
      }
      return pending;
    }

    private boolean isSameCanonicalType(ColumnId recorded) {
      Optional<RuleMatch> match = index.ruleFor(records.withSchema(recorded));
      return records
          .of(recorded)
          .flatMap(r -> match.map(m -> CanonicalTypes.areSame(r.type(), m.column().type())))
          .orElse(false);
    }

    /** Whether a table above has that column and the policy names it there. */
    private boolean belongsToParent(Relation table, String column) {
      return parentsOf(table).stream()
          .anyMatch(
              parent ->
                  parent.column(column).isPresent()
                      && (index.ruleFor(parent.schema(), parent.name(), column).isPresent()
                          || belongsToParent(parent, column)));
    }

    private void inherit() {
      Map<ColumnId, ProtectedColumn> own = new LinkedHashMap<>(columns);
      for (Relation table : tables(catalog)) {
        for (Column column : table.columns()) {
          fromAbove(table, column.name(), own)
              .ifPresent(
                  above ->
                      columns.put(
                          new ColumnId(table.schema(), table.name(), column.name()), above));
        }
      }
      own.values().forEach(this::checkParents);
    }

    private Optional<ProtectedColumn> fromAbove(
        Relation table, String column, Map<ColumnId, ProtectedColumn> own) {
      for (Relation parent : parentsOf(table)) {
        ProtectedColumn found = own.get(new ColumnId(parent.schema(), parent.name(), column));
        Optional<ProtectedColumn> above =
            found != null ? Optional.of(found) : fromAbove(parent, column, own);
        if (above.isPresent()) {
          return above;
        }
      }
      return Optional.empty();
    }

    /** Through an unprotected parent plaintext would be written into the protected child. */
    private void checkParents(ProtectedColumn column) {
      ColumnId id = column.id();
      catalog
          .find(id.schema(), id.table())
          .ifPresent(
              table -> {
                for (Relation parent : parentsOf(table)) {
                  if (parent.column(id.column()).isPresent()) {
                    issues.add(
                        Issue.error(
                            ErrorCode.POLICY_INVALID,
                            column.rule(),
                            id
                                + " is protected and "
                                + parent
                                + ", of which "
                                + table
                                + " is a part, is not",
                            "Name " + parent + " in the policy instead"));
                  }
                }
              });
    }

    private List<Relation> parentsOf(Relation table) {
      List<Relation> parents = new ArrayList<>();
      for (QualifiedName parent : table.parents()) {
        catalog.find(parent.schema(), parent.name()).ifPresent(parents::add);
      }
      return parents;
    }
  }

  private static List<Relation> tables(CatalogSnapshot catalog) {
    return catalog.relations().stream()
        .filter(r -> r.kind() == RelationKind.TABLE || r.kind() == RelationKind.FOREIGN_TABLE)
        .toList();
  }
}
