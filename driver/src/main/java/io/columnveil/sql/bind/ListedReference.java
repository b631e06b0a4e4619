package io.columnveil.sql.bind;

import io.columnveil.sql.parse.Span;
import java.util.List;
import java.util.Optional;

/** A place of the statement that stands for a {@link ListedColumn}. */
public final class ListedReference {

  private final ListedColumn column;
  private final Optional<Source> source;
  private final int field;
  private final Span span;
  private final boolean named;
  private boolean taken;

  private ListedReference(
      ListedColumn column, Optional<Source> source, int field, Span span, boolean named) {
    this.column = column;
    this.source = source;
    this.field = field;
    this.span = span;
    this.named = named;
  }

  /** A name that means a field of a source. */
  static ListedReference of(ListedColumn column, Source source, int field, Span span) {
    return column.add(new ListedReference(column, Optional.of(source), field, span, true));
  }

  /** A star that brings a field of a source. */
  static ListedReference ofStar(ListedColumn column, Source source, int field, Span span) {
    return column.add(new ListedReference(column, Optional.of(source), field, span, false));
  }

  /** A subquery that gives the values themselves. */
  static ListedReference of(ListedColumn column, Span span) {
    return column.add(new ListedReference(column, Optional.empty(), 0, span, false));
  }

  public ListedColumn column() {
    return column;
  }

  public Span span() {
    return span;
  }

  /** The values that it stands for. */
  public List<Operand> operands() {
    return column.cells().stream().map(ListedColumn.Cell::operand).toList();
  }

  /** Something is made of it that keeps account of the values. */
  ListedReference take() {
    taken = true;
    return this;
  }

  boolean isTaken() {
    return taken;
  }

  /** Whether it gives a form as it stands, without an edit. */
  public boolean gives(ListedForm form) {
    return column.inPlace().filter(column.serving(form)::equals).isPresent();
  }

  /** Whether it can be written anew to give a form. */
  public boolean reaches(ListedForm form) {
    return gives(form) || named && text(form).isPresent();
  }

  /** SQL text that gives a form; empty if it cannot be reached from here. */
  public Optional<String> text(ListedForm form) {
    return source.flatMap(s -> s.listed(field, column.serving(form)));
  }
}
