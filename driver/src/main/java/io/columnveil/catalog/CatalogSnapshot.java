package io.columnveil.catalog;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The catalog of one database at one moment. Immutable, shared by all connections of that database.
 *
 * <p>Its <em>closure</em> is everything through which a protected table can be reached: the tables
 * themselves, partitions and children, views and synonyms over them, functions whose text names
 * them, tables whose triggers, rules or foreign keys reach them.
 */
public final class CatalogSnapshot {

  /** What PostgreSQL calls the schema of a session's own temporary objects, whatever its name. */
  private static final String OWN_TEMPORARY = "pg_temp";

  private final Backend backend;
  private final String defaultSchema;
  private final String fingerprint;
  private final Map<String, Map<String, Relation>> bySchema = new HashMap<>();
  private final Set<String> relationNames = new HashSet<>();
  private final Set<String> relevantNames;
  private final Code code;
  private final Set<QualifiedName> tablesWithReachingCode;
  private final Set<QualifiedName> tablesThatReachWhenUsed;

  /** A snapshot in which no table has triggers or rules that reach protected tables. */
  public CatalogSnapshot(
      Backend backend,
      String defaultSchema,
      String fingerprint,
      Collection<Relation> relations,
      Set<String> relevantNames,
      Set<String> userFunctions,
      Set<String> opaqueFunctions) {
    this(
        backend,
        defaultSchema,
        fingerprint,
        relations,
        relevantNames,
        Code.ofFunctions(userFunctions, opaqueFunctions),
        Set.of(),
        Set.of());
  }

  /**
   * A snapshot.
   *
   * @param backend which database
   * @param defaultSchema the schema that bare names of the policy mean ({@code public}, {@code
   *     PUBLIC})
   * @param fingerprint changes whenever anything below changes
   * @param relations all relations of all schemas that users can reach, system schemas excluded
   * @param relevantNames bare names of the closure: relations, functions, synonyms
   * @param code functions, operators and types; the names of those that reach are relevant too
   * @param tablesWithReachingCode tables whose triggers, rules, defaults or indexes run code that
   *     reaches a protected table or is opaque
   * @param tablesThatReachWhenUsed tables whose row policies or types run such code, so that not
   *     even reading them is free of it
   */
  public CatalogSnapshot(
      Backend backend,
      String defaultSchema,
      String fingerprint,
      Collection<Relation> relations,
      Set<String> relevantNames,
      Code code,
      Set<QualifiedName> tablesWithReachingCode,
      Set<QualifiedName> tablesThatReachWhenUsed) {
    this.backend = backend;
    this.defaultSchema = defaultSchema;
    this.fingerprint = fingerprint;
    this.relevantNames = Set.copyOf(relevantNames);
    this.code = code;
    this.tablesWithReachingCode = Set.copyOf(tablesWithReachingCode);
    this.tablesThatReachWhenUsed = Set.copyOf(tablesThatReachWhenUsed);
    for (Relation relation : relations) {
      bySchema
          .computeIfAbsent(relation.schema(), s -> new HashMap<>())
          .put(relation.name(), relation);
      relationNames.add(relation.name());
    }
  }

  public Backend backend() {
    return backend;
  }

  public String defaultSchema() {
    return defaultSchema;
  }

  /** Part of every plan's key. */
  public String fingerprint() {
    return fingerprint;
  }

  /** The relation of that schema and name. */
  public Optional<Relation> find(String schema, String name) {
    if (schema.equals(OWN_TEMPORARY) && backend == Backend.POSTGRESQL) {
      return relations().stream()
          .filter(r -> r.schema().startsWith(OWN_TEMPORARY + '_') && r.name().equals(name))
          .findFirst();
    }
    return Optional.ofNullable(bySchema.getOrDefault(schema, Map.of()).get(name));
  }

  /** The relation that a bare name means: the first schema of the path that has it. */
  public Optional<Relation> resolve(String name, List<String> searchPath) {
    for (String schema : searchPath) {
      Optional<Relation> found = find(schema, name);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Whether some schema has a relation of that name. */
  public boolean knowsRelation(String name) {
    return relationNames.contains(name);
  }

  /** Whether a name belongs to the closure of the protected relations. */
  public boolean isRelevantName(String name) {
    return relevantNames.contains(name);
  }

  /** The bare names of the closure. */
  public Set<String> relevantNames() {
    return relevantNames;
  }

  /** Whether a function of that name is not built in. */
  public boolean isUserFunction(String name) {
    return code.routines().contains(name);
  }

  /** Whether what a function does with tables cannot be known. */
  public boolean isOpaqueFunction(String name) {
    return code.opaque().contains(name);
  }

  /**
   * Whether writing to a table runs triggers or rules that reach a protected table or whose effect
   * cannot be known.
   */
  public boolean hasReachingCode(Relation table) {
    return tablesWithReachingCode.contains(table.qualifiedName());
  }

  /** Whether any use of a table or view, even reading it, runs such code or reads past names. */
  public boolean reachesWhenUsed(Relation table) {
    return tablesThatReachWhenUsed.contains(table.qualifiedName());
  }

  /** Whether a name is a function's, operator's or type's that reaches protected tables. */
  public boolean isReachingCode(String name) {
    return code.reaching().contains(name)
        || code.types().contains(name)
        || code.operators().contains(name);
  }

  /**
   * Whether making a value of a type of that name may run such code: a domain's check, a cast, or
   * the same within a row.
   */
  public boolean isReachingType(String name) {
    return code.types().contains(name)
        || tablesThatReachWhenUsed.stream().anyMatch(table -> table.name().equals(name));
  }

  /** What a function that reaches protected tables does, if that can be looked into. */
  public Optional<RoutineDefinition> routine(String name) {
    return Optional.ofNullable(code.definitions().get(name));
  }

  /** Whether an operator runs a function that reaches protected tables. */
  public boolean isReachingOperator(String operator) {
    return code.operators().contains(operator);
  }

  /** Whether some operator does. */
  public boolean hasReachingOperators() {
    return !code.operators().isEmpty();
  }

  /**
   * Whether a function of that name is neither built in nor anybody's, so that it may have come
   * into being since the catalog was read.
   */
  public boolean isUnknownFunction(String name) {
    return code.isUnknown(name);
  }

  /** Bare names of functions whose effect cannot be known. */
  public Set<String> opaqueFunctions() {
    return code.opaque();
  }

  /** All relations, in no order. */
  public Collection<Relation> relations() {
    return bySchema.values().stream().flatMap(m -> m.values().stream()).toList();
  }
}
