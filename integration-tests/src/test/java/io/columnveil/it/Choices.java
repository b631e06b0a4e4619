package io.columnveil.it;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The decisions from which something random is made. They are recorded, so that the same can be
 * made again, and something smaller from fewer or lower ones: after the last recorded decision
 * every further one is 0, which makers use for their simplest alternative.
 */
final class Choices {

  private final @Nullable SplittableRandom random;
  private final List<Integer> given;
  private final List<Integer> taken = new ArrayList<>();

  private Choices(@Nullable SplittableRandom random, List<Integer> given) {
    this.random = random;
    this.given = given;
  }

  static Choices random(long seed) {
    return new Choices(new SplittableRandom(seed), List.of());
  }

  static Choices replay(List<Integer> given) {
    return new Choices(null, List.copyOf(given));
  }

  /** What was decided so far. */
  List<Integer> taken() {
    return List.copyOf(taken);
  }

  /** A number from 0 on, below a bound. */
  int below(int bound) {
    int next = taken.size();
    int choice;
    if (random != null) {
      choice = random.nextInt(bound);
    } else {
      choice = next < given.size() ? given.get(next) % bound : 0;
    }
    taken.add(choice);
    return choice;
  }

  /** True once in so many times. */
  boolean oneIn(int times) {
    return below(times) == times - 1;
  }

  /** One of several, each equally often; the first is the simplest. */
  <T> T of(List<T> alternatives) {
    return alternatives.get(below(alternatives.size()));
  }

  /** One of several. */
  @SafeVarargs
  final <T> T of(T... alternatives) {
    return alternatives[below(alternatives.length)];
  }

  /** The place of one of several, each as often as its weight says. */
  int weighted(int... weights) {
    int total = 0;
    for (int weight : weights) {
      total += weight;
    }
    int rest = below(total);
    int place = 0;
    while (rest >= weights[place]) {
      rest -= weights[place++];
    }
    return place;
  }
}
