package io.columnveil.policy.model;

import io.columnveil.issue.ErrorCode;
import io.columnveil.issue.Issue;
import io.columnveil.issue.IssueException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
 * although a pattern may cover its name; if an entry names it, that is a clash and refused.
 * Temporary tables must not be asked about. Immutable.
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

  /**
   * The rule that holds for a real column, if it is protected.
   *
   * @throws IssueException if entries of the policy clash on real columns: a protected column is
   *     named as another's companion, or two columns share a companion
   */
  public Optional<RuleMatch> ruleFor(ColumnId id) {
    Optional<Candidate> winner = winner(id);
    List<ColumnId> owners = companionOwners(id);
    if (!owners.isEmpty()) {
      // A pattern covers companions by accident; an entry of its own means the column itself.
      if (winner.isPresent() && winner.get().column().column().isExact()) {
        throw clash(winner.get(), "column " + id + " is also the companion of " + owners.get(0));
      }
      return Optional.empty();
    }
    return winner.map(c -> new RuleMatch(c.table(), forColumn(c, id)));
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
    return !companionOwners(id).isEmpty();
  }

  /** The columns whose companion a column is, by the entries that hold for them. */
  private List<ColumnId> companionOwners(ColumnId id) {
    Set<ColumnId> owners = new LinkedHashSet<>();
    for (Candidate candidate : candidatesFor(id)) {
      for (String companion : Companions.of(candidate.column())) {
        owner(candidate.column().column(), companion, id)
            .filter(o -> winner(o).filter(candidate::equals).isPresent())
            .ifPresent(owners::add);
      }
    }
    return List.copyOf(owners);
  }

  /** The column that a companion of that name belongs to, if {@code id} can be that companion. */
  private Optional<ColumnId> owner(NamePattern column, String companion, ColumnId id) {
    NamePattern name = new NamePattern(companion);
    String owner;
    if (column.isExact()) {
      if (!spelling(id, companion).equals(id.column())) {
        return Optional.empty();
      }
      owner = column.quoted() ? column.text() : spelling(id, column.text());
    } else if (!name.isExact() && catalog.covers(name, id)) {
      owner = spelling(id, Companions.base(column, name, id));
    } else {
      return Optional.empty();
    }
    return catalog.mayHold(id.schema(), id.table(), owner)
        ? Optional.of(new ColumnId(id.schema(), id.table(), owner))
        : Optional.empty();
  }

  private Optional<Candidate> winner(ColumnId id) {
    return candidatesFor(id).stream()
        .filter(c -> catalog.covers(c.column().column(), id))
        .findFirst();
  }

  private List<Candidate> candidatesFor(ColumnId id) {
    return candidates.stream()
        .filter(c -> catalog.covers(c.table().table(), id.schema(), id.table(), defaultSchema))
        .toList();
  }

  private ColumnRule forColumn(Candidate candidate, ColumnId id) {
    ColumnRule rule = candidate.column();
    for (String written : Companions.of(rule)) {
      String companion = spelling(id, Companions.derive(rule.column(), written, id.column()));
      List<ColumnId> owners = companionOwners(new ColumnId(id.schema(), id.table(), companion));
      if (owners.size() > 1) {
        throw clash(
            candidate,
            "column "
                + companion
                + " is the companion of both "
                + owners.get(0)
                + " and "
                + owners.get(1));
      }
    }
    return Companions.rename(
        rule, name -> spelling(id, Companions.derive(rule.column(), name, id.column())));
  }

  private String spelling(ColumnId id, String column) {
    return catalog.spelling(id.schema(), id.table(), column);
  }

  private static IssueException clash(Candidate candidate, String message) {
    return new IssueException(
        Issue.error(
            ErrorCode.POLICY_INVALID,
            candidate.column().location(),
            message,
            "Choose another name for the companion"));
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
