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

  private final Backend backend;
  private final String defaultSchema;
  private final String fingerprint;
  private final Map<String, Map<String, Relation>> bySchema = new HashMap<>();
  private final Set<String> relationNames = new HashSet<>();
  private final Set<String> relevantNames;
  private final Set<String> opaqueFunctions;
  private final Set<String> userFunctions;
  private final Set<QualifiedName> tablesWithReachingCode;

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
        userFunctions,
        opaqueFunctions,
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
   * @param userFunctions bare names of all functions that are not built in
   * @param opaqueFunctions those of them whose body is unknown or builds SQL at run time; their
   *     names are relevant too
   * @param tablesWithReachingCode tables whose triggers or rules run code that reaches a protected
   *     table or is opaque
   */
  public CatalogSnapshot(
      Backend backend,
      String defaultSchema,
      String fingerprint,
      Collection<Relation> relations,
      Set<String> relevantNames,
      Set<String> userFunctions,
      Set<String> opaqueFunctions,
      Set<QualifiedName> tablesWithReachingCode) {
    this.backend = backend;
    this.defaultSchema = defaultSchema;
    this.fingerprint = fingerprint;
    this.relevantNames = Set.copyOf(relevantNames);
    this.userFunctions = Set.copyOf(userFunctions);
    this.opaqueFunctions = Set.copyOf(opaqueFunctions);
    this.tablesWithReachingCode = Set.copyOf(tablesWithReachingCode);
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
    return userFunctions.contains(name);
  }

  /** Whether what a function does with tables cannot be known. */
  public boolean isOpaqueFunction(String name) {
    return opaqueFunctions.contains(name);
  }

  /**
   * Whether writing to a table runs triggers or rules that reach a protected table or whose effect
   * cannot be known.
   */
  public boolean hasReachingCode(Relation table) {
    return tablesWithReachingCode.contains(table.qualifiedName());
  }

  /** Bare names of functions whose effect cannot be known. */
  public Set<String> opaqueFunctions() {
    return opaqueFunctions;
  }

  /** All relations, in no order. */
  public Collection<Relation> relations() {
    return bySchema.values().stream().flatMap(m -> m.values().stream()).toList();
  }
}
