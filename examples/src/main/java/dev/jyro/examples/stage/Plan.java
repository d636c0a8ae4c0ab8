package dev.jyro.examples.stage;

import dev.jyro.JyroException;

/**
 * How long a training is, and how it is divided into epochs.
 *
 * <p>Errors: {@link JyroException} unless epochs, rows and batch are at least 1 and the limit at
 * least 0.
 *
 * <p>Thread safety: immutable.
 *
 * @param epochs times through the data; with a limit 0, for as many as the steps need
 * @param limit steps after which to stop all the same, 0 for no limit
 * @param rows how many data an epoch goes through
 * @param batch how many of them make a step; the last step of an epoch has what is left
 */
public record Plan(int epochs, int limit, long rows, long batch) {

  /** Checks the numbers. */
  public Plan {
    boolean hasEnd = epochs > 0 || (epochs == 0 && limit > 0);
    if (!hasEnd || limit < 0 || rows < 1 || batch < 1) {
      throw new JyroException(
          "Plan: found %d epochs of %d rows in batches of %d, limit %d. Needed: at least 1 of each, and a limit of 0 or more; with a limit epochs may be 0."
              .formatted(epochs, rows, batch, limit));
    }
  }

  /**
   * A training by batches.
   *
   * @param epochs times through the data
   * @param limit steps after which to stop all the same, 0 for no limit
   * @param rows how many data there are
   * @param batch how many of them make a step
   */
  public static Plan ofBatches(int epochs, int limit, long rows, long batch) {
    return new Plan(epochs, limit, rows, batch);
  }

  /** A training whose every step sees all data: an epoch is a step. */
  public static Plan ofSteps(int steps) {
    return new Plan(steps, 0, 1, 1);
  }

  /** How many steps make an epoch. */
  public long perEpoch() {
    return (rows + batch - 1) / batch;
  }

  /** How many steps there are in all. */
  public long steps() {
    long whole = epochs == 0 ? Long.MAX_VALUE : epochs * perEpoch();
    return limit == 0 ? whole : Math.min(limit, whole);
  }

  /** How many epochs the steps make, the last of which may not be whole. */
  long epochsOfSteps() {
    return (steps() + perEpoch() - 1) / perEpoch();
  }

  /** How many steps lie between things of which there may be so many in all. */
  long every(int most) {
    return Math.max(1, (steps() + most - 1) / most);
  }

  /** How many steps there are up to the end of the epoch that a step belongs to; the first is 0. */
  long epochsEnd(long step) {
    return Math.min((step / perEpoch() + 1) * perEpoch(), steps());
  }

  /** How many rows a step sees; the first is 0. */
  long rowsOf(long step) {
    return step % perEpoch() == perEpoch() - 1 ? rows - (perEpoch() - 1) * batch : batch;
  }
}
