package io.columnveil.sql.bind;

import io.columnveil.catalog.Column;
import io.columnveil.catalog.Relation;
import io.columnveil.policy.model.Protections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** A table of the database. */
final class BaseTable extends Source {

  private final Relation relation;
  private final boolean aliased;
  private final List<Field> fields;
  private final boolean hidden;

  /**
   * A table as a statement names it.
   *
   * @param relation the table
   * @param name alias, or the table's own name
   * @param aliased whether the name is an alias, so that schema.name does not mean it
   * @param protections tells which columns are protected or hidden
   */
  BaseTable(Relation relation, String name, boolean aliased, Protections protections) {
    super(name);
    this.relation = relation;
    this.aliased = aliased;
    this.fields = relation.columns().stream().map(c -> field(relation, c, protections)).toList();
    // The second column of a rotation may come into being at any moment.
    this.hidden = fields.stream().anyMatch(f -> f.hidden() || isRotated(f));
  }

  private static Field field(Relation relation, Column column, Protections protections) {
    Lineage lineage =
        protections
            .find(relation.schema(), relation.name(), column.name())
            .<Lineage>map(Lineage.Stored::new)
            .orElseGet(() -> computed(relation, column, protections));
    return new Field(
        column.name(),
        lineage,
        protections.isHidden(relation.schema(), relation.name(), column.name()));
  }

  private static Lineage computed(Relation relation, Column column, Protections protections) {
    return column.computedFrom().stream()
        .flatMap(from -> protections.find(relation.schema(), relation.name(), from).stream())
        .findFirst()
        .<Lineage>map(Lineage.Computed::new)
        .orElse(Lineage.PLAIN);
  }

  private static boolean isRotated(Field field) {
    return field.lineage() instanceof Lineage.Stored stored
        && stored.column().rotation().isPresent();
  }

  /** SQL text that names a column of it, hidden or not. */
  String named(String column) {
    return name().isEmpty() ? quote(column) : quote(name()) + "." + quote(column);
  }

  public Relation relation() {
    return relation;
  }

  @Override
  public List<Field> fields() {
    return fields;
  }

  @Override
  boolean isNamedBy(List<String> qualifier) {
    return switch (qualifier.size()) {
      case 1 -> qualifier.get(0).equals(name());
      case 2 ->
          !aliased
              && qualifier.get(1).equals(relation.name())
              && qualifier.get(0).equals(relation.schema());
      default -> false;
    };
  }

  @Override
  Optional<String> companion(int field) {
    return fields.get(field).lineage() instanceof Lineage.Stored stored
        ? stored.column().lookupColumn().map(this::named)
        : Optional.empty();
  }

  @Override
  OptionalInt companionField(int field) {
    return fields.get(field).lineage() instanceof Lineage.Stored stored
        ? IntStream.range(0, fields.size())
            .filter(i -> stored.column().lookupColumn().equals(Optional.of(fields.get(i).name())))
            .findFirst()
        : OptionalInt.empty();
  }

  @Override
  boolean hasHiddenFields() {
    return hidden;
  }
}
