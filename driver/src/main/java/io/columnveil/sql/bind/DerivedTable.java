package io.columnveil.sql.bind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A query in a FROM clause, a common table expression or a view. */
final class DerivedTable extends Source {

  private final BoundQuery query;
  private final boolean renamed;
  private final ViewCompanions companions;
  private final List<Field> fields;

  /**
   * A query under a name.
   *
   * @param name its alias
   * @param query what it gives
   * @param columnNames names given to its first columns, possibly none
   */
  DerivedTable(String name, BoundQuery query, List<String> columnNames) {
    super(name);
    this.companions = ViewCompanions.among(query.outputs());
    this.query = query;
    this.renamed = !columnNames.isEmpty();
    List<Field> named = new ArrayList<>();
    for (int i = 0; i < query.outputs().size(); i++) {
      Output output = query.outputs().get(i);
      String fieldName = i < columnNames.size() ? columnNames.get(i) : output.name();
      named.add(new Field(fieldName, output.lineage(), companions.isHidden(i)));
    }
    this.fields = List.copyOf(named);
    query.outputs().forEach(Output::take);
  }

  /** The same rows under another name. */
  DerivedTable under(String name) {
    return new DerivedTable(name, query, List.of());
  }

  @Override
  public List<Field> fields() {
    return fields;
  }

  @Override
  OptionalInt companionField(int field) {
    return companions.of(field);
  }

  @Override
  Optional<String> companion(int field) {
    if (companions.of(field).isPresent()) {
      String column = fields.get(companions.of(field).getAsInt()).name();
      return Optional.of(quote(name()) + "." + quote(column));
    }
    // A column list after the alias would have to grow as well.
    if (renamed) {
      return Optional.empty();
    }
    return query.exportCompanion(field).map(column -> quote(name()) + "." + quote(column));
  }

  @Override
  Optional<ListedColumn> listed(int field) {
    return query.outputs().get(field).listed().map(Output.Listed::column);
  }

  @Override
  Optional<String> listed(int field, ListedForm form) {
    if (renamed) {
      return Optional.empty();
    }
    return query.exportForm(field, form).map(column -> quote(name()) + "." + quote(column));
  }

  @Override
  boolean hasHiddenFields() {
    return companions.areThere() || query.hasExports();
  }
}
