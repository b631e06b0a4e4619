package io.columnveil.session;

import io.columnveil.policy.model.ColumnId;
import io.columnveil.policy.model.GrantTarget;
import io.columnveil.policy.model.NameMatching;
import io.columnveil.policy.model.Policy;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.ResolvedPolicy;
import io.columnveil.policy.model.RoleRule;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Computes what an identity may do. Immutable and thread-safe.
 *
 * <p>The ceiling is what the authenticated user and the roles that it is a member of are granted;
 * effective is what the current role is granted, within the ceiling. So a change of role narrows
 * and never widens, even for a superuser, who may become any role.
 */
public final class GrantsComputer {

  private final List<RoleRule> rules;
  private final NameMatching matching;

  /**
   * For all roles of a policy.
   *
   * @param policy the policy
   * @param matching how its names of users and roles are compared with the database's
   */
  public GrantsComputer(Policy policy, NameMatching matching) {
    this(policy.roles(), matching);
  }

  private GrantsComputer(List<RoleRule> rules, NameMatching matching) {
    this.rules = List.copyOf(rules);
    this.matching = matching;
  }

  /**
   * Only one policy role counts from here on; empty if the policy has no role of that name.
   *
   * @param role name of a policy role, as {@code columnveil.role} gives it
   */
  public Optional<GrantsComputer> narrowedTo(String role) {
    List<RoleRule> one = rules.stream().filter(r -> r.name().equals(role)).toList();
    return one.isEmpty() ? Optional.empty() : Optional.of(new GrantsComputer(one, matching));
  }

  /**
   * What these policy roles are granted together, whoever holds them; unknown names grant nothing.
   */
  public Grants ofRoles(Set<String> roles, ResolvedPolicy policy) {
    return grants(rules.stream().filter(rule -> roles.contains(rule.name())).toList(), policy);
  }

  /** What the session could have at most. */
  public Grants ceiling(Identity identity, ResolvedPolicy policy) {
    return grants(rolesOf(identity.user(), identity.user(), identity.roles()), policy);
  }

  /** What the session has now. */
  public Grants effective(Identity identity, ResolvedPolicy policy) {
    Grants ceiling = ceiling(identity, policy);
    // That a policy role names the authenticated user holds only while its own rights do.
    Grants current =
        grants(rolesOf(identity.user(), identity.current(), identity.currentRoles()), policy);
    return new Grants(
        current.roles(),
        common(current.search(), ceiling.search()),
        common(current.decrypt(), ceiling.decrypt()),
        common(current.unmask(), ceiling.unmask()),
        current.administer() && ceiling.administer());
  }

  private List<RoleRule> rolesOf(String user, String current, Set<String> members) {
    return rules.stream().filter(rule -> holds(rule, user, current, members)).toList();
  }

  private boolean holds(RoleRule rule, String user, String current, Set<String> members) {
    return current.equals(user) && rule.databaseUsers().stream().anyMatch(u -> names(u, user))
        || rule.databaseRoles().stream().anyMatch(r -> members.stream().anyMatch(m -> names(r, m)))
        // After SET ROLE the session is that role.
        || !current.equals(user) && rule.databaseRoles().stream().anyMatch(r -> names(r, current));
  }

  /**
   * As the database reads an unquoted name. Unlike names of columns not regardless of case: that
   * would give one user the grants of another.
   */
  private boolean names(String written, String real) {
    return matching == NameMatching.FOLDED_TO_UPPER
        ? written.toUpperCase(Locale.ENGLISH).equals(real)
        : written.equals(real);
  }

  private Grants grants(List<RoleRule> held, ResolvedPolicy policy) {
    if (held.isEmpty()) {
      return Grants.NONE;
    }
    Set<ColumnId> search = new HashSet<>();
    Set<ColumnId> decrypt = new HashSet<>();
    Set<ColumnId> unmask = new HashSet<>();
    for (ProtectedColumn column : policy.protections().all()) {
      ColumnId id = column.id();
      for (RoleRule rule : held) {
        addIfCovered(rule.search(), id, policy, search);
        addIfCovered(rule.decrypt(), id, policy, decrypt);
        addIfCovered(rule.unmask(), id, policy, unmask);
      }
    }
    search.addAll(decrypt);
    return new Grants(
        held.stream().map(RoleRule::name).collect(Collectors.toSet()),
        search,
        decrypt,
        unmask,
        held.stream().anyMatch(RoleRule::administer));
  }

  private static void addIfCovered(
      List<GrantTarget> targets, ColumnId id, ResolvedPolicy policy, Set<ColumnId> granted) {
    if (targets.stream().anyMatch(target -> policy.index().covers(target, id))) {
      granted.add(id);
    }
  }

  private static Set<ColumnId> common(Set<ColumnId> some, Set<ColumnId> others) {
    Set<ColumnId> both = new HashSet<>(some);
    both.retainAll(others);
    return both;
  }
}
