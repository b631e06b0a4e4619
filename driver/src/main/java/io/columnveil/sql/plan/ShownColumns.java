package io.columnveil.sql.plan;

import io.columnveil.catalog.Backend;
import io.columnveil.catalog.CatalogSnapshot;
import io.columnveil.catalog.Column;
import io.columnveil.catalog.QualifiedName;
import io.columnveil.catalog.Relation;
import io.columnveil.catalog.RelationKind;
import io.columnveil.catalog.RoutineDefinition;
import io.columnveil.issue.IssueException;
import io.columnveil.policy.model.ProtectedColumn;
import io.columnveil.policy.model.Protections;
import io.columnveil.sql.bind.BoundQuery;
import io.columnveil.sql.bind.BoundStatement;
import io.columnveil.sql.bind.Lineage;
import io.columnveil.sql.bind.Output;
import io.columnveil.sql.bind.Source;
import io.columnveil.sql.lex.Dialect;
import io.columnveil.sql.lex.Lexer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The columns of tables, views and synonyms as applications see them, for those who describe them
 * rather than select from them. Of a view it is what {@code SELECT *} from it gives: the same
 * binder is asked. Used by one thread at a time.
 */
public final class ShownColumns {

  /** By name those that applications see; of each the protected column whose values it holds. */
  private record Seen(Map<String, Optional<ProtectedColumn>> columns) {}

  private final CatalogSnapshot catalog;
  private final Protections protections;
  private final Lexer lexer;
  private final StatementCompiler compiler;
  private final Map<QualifiedName, Optional<Seen>> views = new HashMap<>();

  /** As a session sees them that plans on a context. */
  public ShownColumns(PlanContext context) {
    catalog = context.catalog();
    protections = context.protections();
    lexer = (catalog.backend() == Backend.H2 ? Dialect.H2 : Dialect.POSTGRESQL).lexer();
    compiler = new StatementCompiler(context, lexer);
  }

  /** Whether a column does not exist for applications. */
  public boolean isHidden(String schema, String relation, String column) {
    Optional<Relation> known = relation(schema, relation);
    if (known.isEmpty() || !isView(known.get())) {
      return known
          .map(table -> protections.isHidden(table.schema(), table.name(), column))
          .orElseGet(() -> protections.isHidden(schema, relation, column));
    }
    return seen(known.get())
        .map(seen -> !seen.columns().containsKey(column))
        .orElseGet(() -> isNameOfHidden(column));
  }

  /** Whether some relation of a name, in whatever schema, hides a column. */
  public boolean isHiddenInAny(String relation, String column) {
    return catalog.relations().stream()
        .filter(known -> known.name().equals(relation))
        .anyMatch(known -> isHidden(known.schema(), relation, column));
  }

  /** The protected column whose stored values a column holds unchanged. */
  public Optional<ProtectedColumn> find(String schema, String relation, String column) {
    Optional<Relation> known = relation(schema, relation);
    if (known.isEmpty() || !isView(known.get())) {
      return known.flatMap(table -> protections.find(table.schema(), table.name(), column));
    }
    return seen(known.get()).flatMap(seen -> seen.columns().getOrDefault(column, Optional.empty()));
  }

  /** Whether a column of the rows that a function returns does not exist for applications. */
  public boolean isHiddenOfRoutine(String schema, String routine, String column) {
    return catalog
        .routine(routine)
        .filter(known -> known.name().schema().equals(schema))
        .flatMap(RoutineDefinition::rowOf)
        .filter(rows -> isHidden(rows.schema(), rows.name(), column))
        .isPresent();
  }

  private Optional<Relation> relation(String schema, String name) {
    return catalog
        .find(schema, name)
        .flatMap(
            known -> {
              if (known.kind() != RelationKind.SYNONYM) {
                return Optional.of(known);
              }
              String target = known.definition().orElse(".");
              int dot = target.indexOf('.');
              return catalog.find(target.substring(0, dot), target.substring(dot + 1));
            });
  }

  private boolean isView(Relation relation) {
    return (relation.kind() == RelationKind.VIEW
            || relation.kind() == RelationKind.MATERIALIZED_VIEW)
        && catalog.isRelevantName(relation.name());
  }

  /** Empty if every statement on the view is refused, {@code SELECT *} too. */
  private Optional<Seen> seen(Relation view) {
    return views.computeIfAbsent(view.qualifiedName(), name -> bound(view));
  }

  private Optional<Seen> bound(Relation view) {
    String all = "SELECT * FROM " + Source.quote(view.schema()) + "." + Source.quote(view.name());
    try {
      BoundStatement statement = compiler.bind(lexer.lex(all));
      Map<String, Optional<ProtectedColumn>> columns = new HashMap<>();
      for (Output output : statement.result().map(BoundQuery::outputs).orElseThrow()) {
        columns.put(
            output.name(),
            output.lineage() instanceof Lineage.Stored stored
                ? Optional.of(stored.column())
                : Optional.empty());
      }
      return Optional.of(new Seen(columns));
    } catch (IssueException refused) {
      return Optional.empty();
    }
  }

  /** Where lineage is not known, names have to tell. */
  private boolean isNameOfHidden(String column) {
    return catalog.relations().stream()
        .filter(relation -> relation.columns().stream().map(Column::name).anyMatch(column::equals))
        .anyMatch(relation -> protections.isHidden(relation.schema(), relation.name(), column));
  }
}
