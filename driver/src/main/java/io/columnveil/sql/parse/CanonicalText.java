package io.columnveil.sql.parse;

import io.columnveil.sql.lex.TokenList;
import java.util.Arrays;
import java.util.List;

/**
 * One statement in a form in which two statements that need the same plan are equal: tokens joined
 * by one space, comments out, words folded, operands that are literals or placeholders written as
 * {@code $1}, {@code $2}, ... in the order in which they stand. Literals that decide what a
 * statement means stay: limits, positions in ORDER BY, type modifiers, intervals, names of settings
 * and objects. JDBC escapes are resolved, {@code ??} is {@code ?}, and identifiers that JSqlParser
 * would take for keywords are quoted. Every canonical token knows the tokens that it was made from.
 *
 * <p>Immutable. The text may hold literals that stayed, so it never prints itself.
 */
public final class CanonicalText {

  private final TokenList tokens;
  private final String text;
  private final int[] starts;
  private final int[] firsts;
  private final int[] lasts;
  private final List<Leaf> leaves;
  private final String omitted;
  private final boolean delta;

  CanonicalText(
      TokenList tokens,
      String text,
      int[] starts,
      int[] firsts,
      int[] lasts,
      List<Leaf> leaves,
      String omitted,
      boolean delta) {
    this.tokens = tokens;
    this.text = text;
    this.starts = starts;
    this.firsts = firsts;
    this.lasts = lasts;
    this.leaves = List.copyOf(leaves);
    this.omitted = omitted;
    this.delta = delta;
  }

  /**
   * The canonical form of a text's only statement; a semicolon at its end is left out.
   *
   * @throws io.columnveil.issue.IssueException with code STATEMENT_NOT_UNDERSTOOD if the text can't
   *     be brought into this form
   */
  public static CanonicalText of(TokenList tokens) {
    int end = tokens.size();
    while (end > 0 && tokens.is(end - 1, ";")) {
      end--;
    }
    return of(tokens, 0, end);
  }

  /**
   * The canonical form of a run of tokens, for the statement inside an EXPLAIN or one of several.
   *
   * @param first its first token
   * @param end the token after its last
   */
  public static CanonicalText of(TokenList tokens, int first, int end) {
    return new Canonicalizer(tokens, first, end).run();
  }

  /** The tokens of the whole text. */
  public TokenList tokens() {
    return tokens;
  }

  /** The canonical text: the plan key. */
  public String text() {
    return text;
  }

  /** How many canonical tokens. */
  int size() {
    return starts.length;
  }

  /** What stands behind {@code $1}, {@code $2}, ... */
  public List<Leaf> leaves() {
    return leaves;
  }

  /** The tokens that a run of canonical tokens was made from. */
  public Span span(int firstCanonical, int lastCanonical) {
    return new Span(firsts[firstCanonical], lasts[lastCanonical]);
  }

  /** The tokens of the statement, or those of the change that a delta table of H2 holds. */
  public Span change() {
    int last = 0;
    for (int token : lasts) {
      last = Math.max(last, token);
    }
    return new Span(firsts[0], last);
  }

  /**
   * Whether the change stands in H2's {@code FROM FINAL TABLE (..)}, which RETURNING is said for.
   */
  public boolean isDelta() {
    return delta;
  }

  /**
   * The canonical token that a token of the user's text went into, -1 if it was left out (a brace
   * of an escape) or does not belong to the statement. Plans that are shared by texts of one form
   * count in canonical tokens: the user's may differ in number.
   */
  int canonicalToken(int token) {
    int found = Arrays.binarySearch(firsts, token);
    int at = found >= 0 ? found : -found - 2;
    return at >= 0 && lasts[at] >= token ? at : -1;
  }

  /**
   * How the leaves were written, one char each: {@code ?} for a placeholder, else a letter for the
   * kind of literal. Two texts with the same canonical text may differ in it.
   */
  public String leafKinds() {
    StringBuilder kinds = new StringBuilder(leaves.size());
    for (Leaf leaf : leaves) {
      kinds.append(
          leaf instanceof Leaf.Literal literal ? (char) ('a' + literal.kind().ordinal()) : '?');
    }
    return kinds.toString();
  }

  /**
   * Where the user's tokens do not stand one to one behind the canonical ones: tokens that were
   * left out, and those that were taken together. Two texts with the same canonical text may differ
   * in it; with the same layout too, a canonical token is the same token of both. Names that no
   * canonical token holds are part of it.
   */
  public String layout() {
    StringBuilder layout = new StringBuilder(omitted);
    int previous = -1;
    for (int i = 0; i < firsts.length; i++) {
      int gap = firsts[i] - previous;
      int width = lasts[i] - firsts[i];
      if (gap != 1 || width != 0) {
        layout.append(i).append(':').append(gap).append('+').append(width).append(' ');
      }
      previous = lasts[i];
    }
    return layout.toString();
  }

  /** The canonical token that starts at a char of the text, negative if none does. */
  int tokenAt(int offset) {
    return Arrays.binarySearch(starts, offset);
  }

  /** The canonical token that ends before an offset, negative if none does. */
  int tokenEndingAt(int offset) {
    int found = Arrays.binarySearch(starts, offset - 1);
    int at = found >= 0 ? found : -found - 2;
    return at >= 0 && end(at) == offset ? at : -1;
  }

  int start(int canonical) {
    return starts[canonical];
  }

  /** The offset after the last char of a canonical token. */
  int end(int canonical) {
    return canonical + 1 < starts.length ? starts[canonical + 1] - 1 : text.length();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CanonicalText that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return "<canonical text>";
  }
}
