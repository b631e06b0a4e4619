package io.columnveil.sql.bind;

import io.columnveil.sql.parse.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * A join with USING. Where one of its columns is answered by a lookup column, it is written as ON,
 * and the merged names are written with their qualifier.
 */
public final class MergedJoin {

  /**
   * One merged column.
   *
   * @param name its name
   * @param left source and field on the left
   * @param leftField number of the field
   * @param right source on the right
   * @param rightField number of the field
   */
  public record Pair(String name, Source left, int leftField, Source right, int rightField) {

    Optional<String> leftCompanion() {
      return left.companion(leftField);
    }

    Optional<String> rightCompanion() {
      return right.companion(rightField);
    }

    String on(boolean byCompanion) {
      if (byCompanion) {
        return leftCompanion().orElseThrow() + " = " + rightCompanion().orElseThrow();
      }
      return held(left, leftField) + " = " + held(right, rightField);
    }

    /** The column that holds what is compared, which may be another than the one named. */
    private static String held(Source source, int field) {
      return source.fields().get(field).lineage() instanceof Lineage.Stored stored
          ? new Reference(stored.column(), source, field, new Span(0, 0))
              .storedElsewhere()
              .orElseGet(() -> named(source, field))
          : named(source, field);
    }
  }

  private final Span span;
  private final OptionalInt naturalEnd;
  private final List<Pair> pairs = new ArrayList<>();
  private final boolean namesMerge;
  private boolean byCompanion;
  private boolean writtenOut;

  /**
   * A join.
   *
   * @param namesMerge whether the bare name means the merged column; H2 calls it ambiguous, though
   *     its {@code *} merges
   */
  MergedJoin(Span span, boolean namesMerge) {
    this(span, OptionalInt.empty(), namesMerge);
  }

  private MergedJoin(Span span, OptionalInt naturalEnd, boolean namesMerge) {
    this.span = span;
    this.naturalEnd = naturalEnd;
    this.namesMerge = namesMerge;
  }

  /**
   * A NATURAL JOIN.
   *
   * @param word its token
   * @param end the last token of its right side, after which the condition can stand
   */
  static MergedJoin natural(Span word, int end, boolean namesMerge) {
    return new MergedJoin(word, OptionalInt.of(end), namesMerge);
  }

  /** The merged columns must be named, because the database would merge more. */
  void writeOut() {
    writtenOut = true;
  }

  void add(Pair pair) {
    pairs.add(pair);
  }

  void answerByCompanions() {
    byCompanion = true;
  }

  /** Of a NATURAL JOIN the token after which its condition can stand. */
  public OptionalInt naturalEnd() {
    return naturalEnd;
  }

  /** The tokens from USING to the closing parenthesis, or the word NATURAL. */
  public Span span() {
    return span;
  }

  /** Whether the columns of a NATURAL JOIN must be named, though none is answered otherwise. */
  public boolean isWrittenOut() {
    return writtenOut;
  }

  /** The USING that merges the same columns; where there are none, ON without a condition. */
  public String columns() {
    return pairs.isEmpty()
        ? "ON 1 = 1"
        : pairs.stream()
            .map(pair -> Source.quote(pair.name()))
            .collect(Collectors.joining(", ", "USING (", ")"));
  }

  /** Whether it must be written as ON. */
  public boolean isRewritten() {
    return byCompanion;
  }

  /** Whether the database calls the bare name of a merged column ambiguous. */
  boolean isAmbiguousBare() {
    return !namesMerge;
  }

  /** Whether its columns are to be named without qualifier. */
  boolean isNamedBare() {
    return namesMerge && !byCompanion;
  }

  /** The ON condition that means the same. */
  public String condition() {
    StringBuilder on = new StringBuilder("ON (");
    for (int i = 0; i < pairs.size(); i++) {
      Pair pair = pairs.get(i);
      boolean lookup =
          pair.left().fields().get(pair.leftField()).lineage() instanceof Lineage.Stored stored
              && stored.column().lookup().isPresent();
      on.append(i == 0 ? "" : " AND ").append(pair.on(lookup));
    }
    return on.append(')').toString();
  }

  static String named(Source source, int field) {
    return Source.quote(source.name()) + "." + Source.quote(source.fields().get(field).name());
  }
}
