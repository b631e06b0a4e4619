package io.columnveil.store;

import io.columnveil.catalog.CatalogSnapshot;
import io.columnveil.catalog.Code;
import io.columnveil.catalog.QualifiedName;
import io.columnveil.catalog.Relation;
import io.columnveil.catalog.RoutineDefinition;
import io.columnveil.policy.model.ColumnId;
import io.columnveil.policy.model.Protections;
import io.columnveil.policy.model.TableId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds everything through which a protected table can be reached: along partitions, views, rules,
 * triggers, defaults, operators, types and foreign keys against their direction, and through the
 * words in the text of functions. What is opaque counts as reaching.
 */
final class Closure {

  private final CatalogFacts facts;
  private final Map<CatalogMember, Set<CatalogMember>> usersOf = new HashMap<>();
  private final Map<CatalogMember, List<Words>> words = new HashMap<>();
  private final Set<CatalogMember> members = new HashSet<>();
  private final Deque<CatalogMember> toVisit = new ArrayDeque<>();

  private Closure(CatalogFacts facts) {
    this.facts = facts;
    facts.reaches().forEach(reach -> addReach(reach.from(), reach.to()));
    for (Relation relation : facts.relations()) {
      for (QualifiedName parent : relation.parents()) {
        addReach(CatalogMember.relation(parent), CatalogMember.relation(relation.qualifiedName()));
      }
    }
    for (Routine routine : facts.routines()) {
      addText(CatalogMember.routine(routine.name()), routine.text());
    }
    for (Window window : facts.windows()) {
      addText(CatalogMember.relation(window.table()), window.text());
    }
  }

  private void addText(CatalogMember member, String text) {
    words.computeIfAbsent(member, m -> new ArrayList<>(1)).add(Words.of(text));
  }

  /** The snapshot of a catalog for what a policy protects in it. */
  static CatalogSnapshot of(CatalogFacts facts, Protections protections) {
    Closure closure = new Closure(facts);
    closure.seed(protections);
    closure.spread();
    return closure.snapshot();
  }

  private void addReach(CatalogMember from, CatalogMember to) {
    usersOf.computeIfAbsent(to, m -> new HashSet<>()).add(from);
  }

  private void seed(Protections protections) {
    Set<ColumnId> protectedColumns = protections.byRealColumn().keySet();
    for (ColumnId id : protectedColumns) {
      add(CatalogMember.relation(id.schema(), id.table()));
    }
    for (TableId table : protections.withheld().keySet()) {
      add(CatalogMember.relation(table.schema(), table.table()));
    }
    for (Routine routine : facts.routines()) {
      if (routine.opaque()) {
        add(CatalogMember.routine(routine.name()));
      }
    }
    for (Window window : facts.windows()) {
      if (window.opaque()) {
        add(CatalogMember.relation(window.table()));
      }
    }
    for (ForeignKey key : facts.foreignKeys()) {
      if (anyProtected(key.table(), key.columns(), protectedColumns)
          || anyProtected(key.target(), key.targetColumns(), protectedColumns)) {
        add(CatalogMember.relation(key.table()));
        add(CatalogMember.relation(key.target()));
      }
    }
  }

  private static boolean anyProtected(
      QualifiedName table, List<String> columns, Set<ColumnId> protectedColumns) {
    return columns.stream()
        .anyMatch(c -> protectedColumns.contains(new ColumnId(table.schema(), table.name(), c)));
  }

  private void spread() {
    while (!toVisit.isEmpty()) {
      CatalogMember member = toVisit.remove();
      usersOf.getOrDefault(member, Set.of()).forEach(this::add);
      words.forEach(
          (user, texts) -> {
            if (texts.stream().anyMatch(text -> text.mention(member.name().name()))) {
              add(user);
            }
          });
    }
  }

  private void add(CatalogMember member) {
    if (members.add(member)) {
      toVisit.add(member);
    }
  }

  private CatalogSnapshot snapshot() {
    Set<String> names = new HashSet<>();
    members.forEach(member -> names.add(member.name().name()));
    Set<QualifiedName> whenWritten = new HashSet<>();
    Set<QualifiedName> whenUsed = new HashSet<>();
    facts.windows().stream().filter(Window::opaque).forEach(window -> whenUsed.add(window.table()));
    for (Reach reach : facts.reaches()) {
      if (reach.when() != Reach.When.DEFINED && members.contains(reach.to())) {
        whenWritten.add(reach.from().name());
        if (reach.when() == Reach.When.USED) {
          whenUsed.add(reach.from().name());
        }
      }
    }
    return new CatalogSnapshot(
        facts.backend(),
        facts.defaultSchema(),
        facts.fingerprint(),
        facts.relations(),
        names,
        code(),
        whenWritten,
        whenUsed);
  }

  private Code code() {
    Set<String> routines = new HashSet<>();
    Set<String> opaque = new HashSet<>();
    for (Routine routine : facts.routines()) {
      routines.add(routine.name().name());
      if (routine.opaque()) {
        opaque.add(routine.name().name());
      }
    }
    return new Code(
        facts.builtIn(),
        routines,
        opaque,
        names(CatalogMember.Kind.ROUTINE),
        names(CatalogMember.Kind.OPERATOR),
        names(CatalogMember.Kind.TYPE),
        definitions());
  }

  private Map<String, RoutineDefinition> definitions() {
    Map<String, Integer> count = new HashMap<>();
    Map<String, RoutineDefinition> definitions = new HashMap<>();
    for (Routine routine : facts.routines()) {
      String name = routine.name().name();
      count.merge(name, 1, Integer::sum);
      if (!routine.opaque() && members.contains(CatalogMember.routine(routine.name()))) {
        routine.definition().ifPresent(definition -> definitions.put(name, definition));
      }
    }
    // A name that several share does not tell which of them runs.
    definitions.keySet().removeIf(name -> count.getOrDefault(name, 0) > 1);
    return definitions;
  }

  private Set<String> names(CatalogMember.Kind kind) {
    return members.stream()
        .filter(member -> member.kind() == kind)
        .map(member -> member.name().name())
        .collect(Collectors.toSet());
  }
}
