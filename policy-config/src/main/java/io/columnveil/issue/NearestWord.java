package io.columnveil.issue;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the word that someone most likely meant: the known word at the smallest distance, where an
 * insertion, a deletion, a replacement and a swap of neighbours count one each (optimal string
 * alignment), if that distance is at most a third of the word.
 */
public final class NearestWord {

  /** Longer words are not guessed at: the work grows with the square of the length. */
  private static final int MAX_LENGTH = 80;

  private NearestWord() {}

  /** The nearest known word; of equally near ones the first. */
  public static Optional<String> to(String word, Collection<String> known) {
    if (word.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String typed = word.toLowerCase(Locale.ROOT);
    int best = Math.max(1, (word.length() + 2) / 3) + 1;
    Optional<String> nearest = Optional.empty();
    for (String candidate : known) {
      if (Math.abs(candidate.length() - word.length()) >= best) {
        continue;
      }
      int distance = distance(typed, candidate.toLowerCase(Locale.ROOT));
      if (distance < best) {
        best = distance;
        nearest = Optional.of(candidate);
      }
    }
    return nearest;
  }

  /** {@code Did you mean 'x'?}, or what else to do if no known word is near. */
  public static String remedy(String word, Collection<String> known, String otherwise) {
    return to(word, known).map(near -> "Did you mean '" + near + "'?").orElse(otherwise);
  }

  private static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int cost = Math.min(last[j - 1] + (same ? 0 : 1), Math.min(last[j], row[j - 1]) + 1);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        row[j] = swapped ? Math.min(cost, beforeLast[j - 2] + 1) : cost;
      }
      int[] oldest = beforeLast;
      beforeLast = last;
      last = row;
      row = oldest;
    }
    return last[b.length()];
  }
}
