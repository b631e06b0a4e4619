package io.columnveil.sql.rewrite;

import io.columnveil.sql.bind.Substitution;
import io.columnveil.sql.parse.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The edits of one statement, as rules add them. */
public final class Edits {

  private final List<Edit.Replace> replacements = new ArrayList<>();
  private final List<Edit.InsertAfter> insertions = new ArrayList<>();
  private final Map<Span, List<Piece>> replaced = new HashMap<>();

  void replace(Span span, Piece... pieces) {
    replace(span, List.of(pieces));
  }

  void replace(Span span, List<Piece> pieces) {
    // Two uses of one name, as in a row value, ask for the same edit.
    List<Piece> known = replaced.putIfAbsent(span, List.copyOf(pieces));
    if (known == null) {
      replacements.add(new Edit.Replace(span, pieces));
    } else if (!known.equals(pieces) && (isEncoded(known) || isEncoded(pieces))) {
      throw new IllegalStateException("one value would be encoded in two ways");
    }
  }

  private static boolean isEncoded(List<Piece> pieces) {
    return pieces.stream().anyMatch(piece -> piece instanceof Piece.Encoded);
  }

  void replace(Substitution substitution) {
    replace(substitution.span(), new Piece.Text(substitution.text()));
  }

  void insertAfter(int token, List<Piece> pieces) {
    insertions.add(new Edit.InsertAfter(token, pieces));
  }

  /** Whether something inside a span is edited. */
  boolean touches(Span span) {
    return replacements.stream().anyMatch(e -> isWithin(e.span().first(), span))
        || insertions.stream().anyMatch(e -> isWithin(e.token(), span));
  }

  private static boolean isWithin(int token, Span span) {
    return span.first() <= token && token <= span.last();
  }

  /**
   * Replacements in the order of the text. One inside another is dropped: the outer one writes
   * everything anew.
   */
  public List<Edit.Replace> replacements() {
    List<Edit.Replace> sorted = new ArrayList<>(replacements);
    sorted.sort(
        Comparator.<Edit.Replace>comparingInt(e -> e.span().first())
            .thenComparingInt(e -> -e.span().last()));
    List<Edit.Replace> outer = new ArrayList<>();
    int end = -1;
    for (Edit.Replace edit : sorted) {
      if (edit.span().last() > end) {
        if (edit.span().first() <= end) {
          throw new IllegalStateException("two edits cross each other");
        }
        outer.add(edit);
        end = edit.span().last();
      }
    }
    return outer;
  }

  /** Insertions in the order of the text, those at one place in the order they were added. */
  public List<Edit.InsertAfter> insertions() {
    List<Edit.InsertAfter> sorted = new ArrayList<>(insertions);
    sorted.sort(Comparator.comparingInt(Edit.InsertAfter::token));
    return sorted;
  }
}
