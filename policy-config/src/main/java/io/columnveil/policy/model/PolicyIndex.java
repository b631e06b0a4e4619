package io.columnveil.policy.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a policy says of the real columns of one database.
 *
 * <p>A column may be covered by several entries; the most specific wins. Table entries are compared
 * first: an exact table name before a pattern, then a named schema before a bare name (the default
 * schema) before a schema pattern before {@code *.}, then the pattern with more literal characters.
 * Within them the column entries: exact before pattern, then more literal characters. Among equals
 * the first in the file wins. The choice is made per column, so that an entry for a table adds to
 * what patterns say of its other columns.
 *
 * <p>A companion column (lookup, storedIn) of a column that is covered is never protected itself,
 * although a pattern may cover its name. Temporary tables must not be asked about. Immutable.
 */
public final class PolicyIndex {

  private record Candidate(TableRule table, ColumnRule column) {}

  private static final Comparator<Candidate> MOST_SPECIFIC_FIRST =
      Comparator.<Candidate>comparingInt(c -> c.table().table().table().isExact() ? 0 : 1)
          .thenComparingInt(c -> schemaRank(c.table().table()))
          .thenComparingInt(c -> -c.table().table().table().specificity())
          .thenComparingInt(
              c -> -c.table().table().schema().map(NamePattern::specificity).orElse(0))
          .thenComparingInt(c -> -c.column().column().specificity());

  private final List<Candidate> candidates;
  private final String defaultSchema;
  private final CatalogNames catalog;

  /**
   * Makes the index.
   *
   * @param policy the policy
   * @param defaultSchema what bare table names belong to, as the catalog spells it
   * @param matching how names are compared
   * @param columns all columns that the catalog knows; with {@link NameMatching#FOLDED_TO_UPPER}
   *     they decide which names are spelled alike, and they give companion columns their spelling
   */
  public PolicyIndex(
      Policy policy, String defaultSchema, NameMatching matching, Collection<ColumnId> columns) {
    List<Candidate> all = new ArrayList<>();
    for (TableRule table : policy.tables()) {
      for (ColumnRule column : table.columns()) {
        all.add(new Candidate(table, column));
      }
    }
    all.sort(MOST_SPECIFIC_FIRST);
    this.candidates = List.copyOf(all);
    this.defaultSchema = defaultSchema;
    this.catalog = new CatalogNames(matching, columns);
  }

  /** The rule that holds for a real column, if it is protected. */
  public Optional<RuleMatch> ruleFor(ColumnId id) {
    if (isCompanion(id)) {
      return Optional.empty();
    }
    return winner(id).map(c -> new RuleMatch(c.table(), forColumn(c.column(), id)));
  }

  /** The rule that holds for a real column, if it is protected. */
  public Optional<RuleMatch> ruleFor(String schema, String table, String column) {
    return ruleFor(new ColumnId(schema, table, column));
  }

  /** Whether any entry could cover columns of a real table. */
  public boolean coversTable(String schema, String table) {
    return candidates.stream()
        .anyMatch(c -> catalog.covers(c.table().table(), schema, table, defaultSchema));
  }

  /** Whether a grant covers a real column. */
  public boolean covers(GrantTarget grant, ColumnId id) {
    return catalog.covers(grant.column(), id)
        && grant
            .table()
            .map(t -> catalog.covers(t, id.schema(), id.table(), defaultSchema))
            .orElse(true);
  }

  /** Whether a real column is the lookup or storedIn column of a protected one. */
  public boolean isCompanion(ColumnId id) {
    return candidates.stream()
        .filter(c -> catalog.covers(c.table().table(), id.schema(), id.table(), defaultSchema))
        .anyMatch(c -> Companions.of(c.column()).stream().anyMatch(n -> names(c, n, id)));
  }

  private boolean names(Candidate candidate, String companion, ColumnId id) {
    NamePattern pattern = candidate.column().column();
    NamePattern name = new NamePattern(companion);
    if (pattern.isExact()) {
      return catalog.spelling(id.schema(), id.table(), companion).equals(id.column());
    }
    if (name.isExact() || !catalog.covers(name, id)) {
      return false;
    }
    ColumnId base = new ColumnId(id.schema(), id.table(), Companions.base(pattern, name, id));
    return catalog.covers(pattern, base)
        && catalog.mayHold(
            id.schema(), id.table(), catalog.spelling(id.schema(), id.table(), base.column()));
  }

  private Optional<Candidate> winner(ColumnId id) {
    return candidates.stream()
        .filter(c -> catalog.covers(c.table().table(), id.schema(), id.table(), defaultSchema))
        .filter(c -> catalog.covers(c.column().column(), id))
        .findFirst();
  }

  private ColumnRule forColumn(ColumnRule rule, ColumnId id) {
    return Companions.rename(
        rule,
        name ->
            catalog.spelling(
                id.schema(), id.table(), Companions.derive(rule.column(), name, id.column())));
  }

  private static int schemaRank(TableName name) {
    if (name.schema().isEmpty()) {
      return 1;
    }
    NamePattern schema = name.schema().get();
    if (schema.isExact()) {
      return 0;
    }
    return schema.specificity() > 0 ? 2 : 3;
  }
}
