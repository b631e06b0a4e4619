package io.columnveil.sql.bind;

import io.columnveil.sql.parse.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A column whose values all come with the statement: of a VALUES list, or of a SELECT of values.
 * Where such values are stored or compared they cannot be encrypted any more, so they are encrypted
 * where the list holds them, for the use that they have; for a further use the list gets a further
 * column. A use that needs them as they are excludes all others: it would bring the plaintext of a
 * protected column to the database.
 */
public final class ListedColumn {

  /**
   * One of its values.
   *
   * @param operand the value
   * @param rowEnd the last token of the row, after which a value can be added
   * @param selected whether a select list holds it, where a value can be given a name
   */
  public record Cell(Operand operand, int rowEnd, boolean selected) {}

  private final List<Cell> cells;
  private final Set<ListedForm> forms = new LinkedHashSet<>();
  private final List<ListedReference> references = new ArrayList<>();
  private final List<Span> openUses = new ArrayList<>();

  ListedColumn(List<Cell> cells) {
    this.cells = List.copyOf(cells);
  }

  public List<Cell> cells() {
    return cells;
  }

  /** A use needs a form. */
  void need(ListedForm form) {
    forms.add(form);
  }

  /** A use needs the values as they are. */
  void needOpenly(Span place) {
    openUses.add(place);
  }

  /** A name that stands for it; unless something else is made of it, the values are used openly. */
  ListedReference add(ListedReference reference) {
    references.add(reference);
    return reference;
  }

  /** Where its values are used as they are. */
  List<Span> openUses() {
    List<Span> all = new ArrayList<>(openUses);
    references.stream().filter(r -> !r.isTaken()).forEach(r -> all.add(r.span()));
    return all;
  }

  /** The form that stands in the place of the values: one to be stored if there is one. */
  public Optional<ListedForm> inPlace() {
    return forms.stream()
        .filter(form -> form.kind() == ListedForm.Kind.CIPHERTEXT)
        .findFirst()
        .or(() -> forms.stream().findFirst());
  }

  /** The form that serves for another. */
  ListedForm serving(ListedForm form) {
    return forms.contains(form.asOperand()) ? form.asOperand() : form;
  }
}
