package io.columnveil.sql.bind;

import io.columnveil.catalog.Column;
import io.columnveil.catalog.Relation;
import io.columnveil.policy.model.ProtectedColumn;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Whose rows a statement changes. */
public sealed interface Target {

  /** What the statement names. */
  Relation relation();

  /** The table that the database changes. */
  Relation table();

  /** Its rows as the statement sees them. */
  Source source();

  /** The same rows under another name, such as EXCLUDED. */
  Source under(String name);

  /** What the statement calls a companion column of the table; empty if it cannot name it. */
  Optional<String> companion(ProtectedColumn column, String name);

  /** Whether the database fills in something other than NULL where a column gets no value. */
  boolean fillsIn(ProtectedColumn column);

  /** The protected column that a name means, if it is one that applications see. */
  default Optional<ProtectedColumn> column(String name) {
    return source().fields().stream()
        .filter(field -> field.name().equals(name) && !field.hidden())
        .findFirst()
        .flatMap(Target::stored);
  }

  private static Optional<ProtectedColumn> stored(Field field) {
    return field.lineage() instanceof Lineage.Stored stored
        ? Optional.of(stored.column())
        : Optional.empty();
  }

  /** A table. */
  record OfTable(BaseTable source, Names names) implements Target {

    @Override
    public Relation relation() {
      return source.relation();
    }

    @Override
    public Relation table() {
      return source.relation();
    }

    @Override
    public Source under(String name) {
      return new BaseTable(source.relation(), name, true, names.protections());
    }

    @Override
    public Optional<String> companion(ProtectedColumn column, String name) {
      return Optional.of(name);
    }

    @Override
    public boolean fillsIn(ProtectedColumn column) {
      return table().column(column.id().column()).map(Column::hasDefault).orElse(false);
    }
  }

  /**
   * A view whose changes the database makes to its table, column by column.
   *
   * @param relation the view
   * @param table that it selects from, maybe through other views
   * @param source its rows
   */
  record OfView(Relation relation, Relation table, DerivedTable source) implements Target {

    @Override
    public Source under(String name) {
      return source.under(name);
    }

    /** Of a rotation's two columns a view gives one, if any, so nothing is said of them. */
    @Override
    public Optional<String> companion(ProtectedColumn column, String name) {
      return column.rotation().isPresent()
          ? Optional.empty()
          : lookups(column).mapToObj(i -> source.fields().get(i).name()).findFirst();
    }

    private IntStream lookups(ProtectedColumn column) {
      return columns(column)
          .mapToObj(source::companionField)
          .filter(OptionalInt::isPresent)
          .mapToInt(OptionalInt::getAsInt);
    }

    private IntStream columns(ProtectedColumn column) {
      List<Field> fields = source.fields();
      return IntStream.range(0, fields.size())
          .filter(i -> stored(fields.get(i)).filter(column::equals).isPresent());
    }

    /** A view has defaults of its own, which go before those of the table. */
    @Override
    public boolean fillsIn(ProtectedColumn column) {
      return table.column(column.id().column()).map(Column::hasDefault).orElse(false)
          || IntStream.concat(columns(column), lookups(column))
              .anyMatch(i -> relation.columns().get(i).hasDefault());
    }
  }
}
