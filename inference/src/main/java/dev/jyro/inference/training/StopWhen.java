package dev.jyro.inference.training;

import dev.jyro.JyroException;
import java.util.function.Predicate;

/**
 * When a training ends. Some have a memory, such as {@link EarlyStopping}: those are for one run.
 *
 * <pre>{@code
 * StopWhen.steps(10_000).or(step -> step.loss() < 120)
 * }</pre>
 */
@FunctionalInterface
public interface StopWhen {
  /** Whether the training ends after this step; asked once for each, in their order. */
  boolean isReached(Step step);

  /**
   * Whether there is nothing to do at all.
   *
   * @param steps how many steps there have been, before the first of this run
   */
  default boolean isReachedBefore(long steps) {
    return false;
  }

  /**
   * After so many steps in all; a training that is resumed does those that are left.
   *
   * @throws JyroException if the number is negative
   */
  static StopWhen steps(long count) {
    needCount("steps", count);
    return watching(step -> step.number() >= count, before -> before >= count);
  }

  /** Not by itself: when the data are at their end. */
  static StopWhen outOfData() {
    return step -> false;
  }

  /** When either is reached. */
  default StopWhen or(StopWhen other) {
    return watching(
        step -> {
          boolean mine = isReached(step); // both are asked each time: either may count
          boolean its = other.isReached(step);
          return mine || its;
        },
        steps -> isReachedBefore(steps) || other.isReachedBefore(steps));
  }

  private static StopWhen watching(Predicate<Step> after, Predicate<Long> before) {
    return new StopWhen() {
      @Override
      public boolean isReached(Step step) {
        return after.test(step);
      }

      @Override
      public boolean isReachedBefore(long steps) {
        return before.test(steps);
      }
    };
  }

  private static void needCount(String what, long found) {
    if (found < 0) {
      throw new JyroException("StopWhen: %d %s. Needed: 0 or more.".formatted(found, what));
    }
  }
}
