package io.columnveil.it;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a list of {@link Choices} smaller as long as what is made from it still fails: it takes
 * ranges out, then lowers single decisions. The method of Hypothesis (MacIver and Donaldson, "Test-
 * Case Reduction via Test-Case Generation", 2020), in its simplest form.
 */
final class Shrinker {

  private final Predicate<List<Integer>> fails;
  private int attempts;

  /**
   * A shrinker.
   *
   * @param fails whether what is made from these decisions shows the failure
   * @param attempts how often that may be asked
   */
  Shrinker(Predicate<List<Integer>> fails, int attempts) {
    this.fails = fails;
    this.attempts = attempts;
  }

  List<Integer> shrink(List<Integer> failing) {
    List<Integer> best = failing;
    List<Integer> before;
    do {
      before = best;
      best = lowered(shortened(best));
    } while (attempts > 0 && !best.equals(before));
    return best;
  }

  private List<Integer> shortened(List<Integer> failing) {
    List<Integer> best = failing;
    for (int width = Math.max(1, failing.size() / 2); width >= 1; width /= 2) {
      for (int from = best.size() - width; from >= 0; from -= width) {
        if (from + width > best.size()) {
          continue;
        }
        List<Integer> shorter = new ArrayList<>(best);
        shorter.subList(from, from + width).clear();
        if (stillFails(shorter)) {
          best = shorter;
        }
      }
    }
    return best;
  }

  private List<Integer> lowered(List<Integer> failing) {
    List<Integer> best = failing;
    for (int i = 0; i < best.size(); i++) {
      for (int value = 0;
          value < best.get(i);
          value = value == 0 ? best.get(i) / 2 + 1 : value + 1) {
        List<Integer> lower = new ArrayList<>(best);
        lower.set(i, value);
        if (stillFails(lower)) {
          best = lower;
          break;
        }
      }
    }
    return best;
  }

  private boolean stillFails(List<Integer> candidate) {
    return attempts-- > 0 && fails.test(candidate);
  }
}
