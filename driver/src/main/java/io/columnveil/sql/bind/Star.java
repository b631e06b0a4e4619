package io.columnveil.sql.bind;

import io.columnveil.sql.parse.Span;
import java.util.List;
import java.util.Optional;

/**
 * A {@code *} or {@code t.*} of a select list, which must be written out where it would bring
 * companion columns.
 *
 * @param span its tokens
 * @param tableStatement whether it is the keyword of {@code TABLE t}, which means SELECT * FROM t
 * @param fields what it stands for, in order
 */
public record Star(Span span, boolean tableStatement, List<StarField> fields) {

  /**
   * One column, or all columns of a source whose columns are not known.
   *
   * @param source where from
   * @param field which, or -1 for all
   * @param join the join that merged it with another, if its name stands for both
   */
  public record StarField(Source source, int field, Optional<MergedJoin> join) {

    private Optional<String> valueElsewhere() {
      if (field < 0 || !(source.fields().get(field).lineage() instanceof Lineage.Stored stored)) {
        return Optional.empty();
      }
      // Only the names matter here; the place is the star's.
      return new Reference(stored.column(), source, field, new Span(0, 0)).valueElsewhere();
    }
  }

  public Star {
    fields = List.copyOf(fields);
  }

  /** Whether the star as it is written would bring a column that applications must not see. */
  public boolean mustBeExpanded() {
    return fields.stream()
        .anyMatch(
            f ->
                f.source().hasHiddenFields()
                    || f.join().map(MergedJoin::isRewritten).orElse(false));
  }

  /** The columns, written out. */
  public String expanded() {
    StringBuilder text = new StringBuilder();
    for (StarField item : fields) {
      if (!text.isEmpty()) {
        text.append(", ");
      }
      Optional<String> elsewhere = item.valueElsewhere();
      if (elsewhere.isPresent()) {
        text.append(elsewhere.get())
            .append(" AS ")
            .append(Source.quote(item.source().fields().get(item.field()).name()));
        continue;
      }
      boolean bare = item.join().map(MergedJoin::isNamedBare).orElse(false);
      if (!bare && !item.source().name().isEmpty()) {
        text.append(Source.quote(item.source().name())).append('.');
      }
      text.append(
          item.field() < 0 ? "*" : Source.quote(item.source().fields().get(item.field()).name()));
    }
    return tableStatement ? "SELECT " + text + " FROM" : text.toString();
  }
}
