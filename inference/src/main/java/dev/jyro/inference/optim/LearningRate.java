package dev.jyro.inference.optim;

import ai.djl.training.tracker.Tracker;
import dev.jyro.JyroException;

/**
 * The learning rate at each step: a number in double precision, or one of DJL's schedules.
 *
 * <p>Implementations give the same rate for the same step, whoever asks, in whatever order: an
 * optimizer's settings may be shared by several trainings, and a training be resumed; only {@link
 * ReduceOnPlateau}, which goes by what it is told, is of one training. A rate that is negative or
 * not finite is refused when its step comes, before anything is changed.
 *
 * <p>A function of the step is a schedule: {@code step -> 0.01 * Math.pow(0.5, step / 1000.0)}
 * halves the rate in every thousand steps. One that counts epochs is made one of steps by {@link
 * #every}.
 *
 * @see Tracker
 */
@FunctionalInterface
public interface LearningRate {
  /** The rate for a step of the optimizer; the first is step 0. */
  double at(int step);

  /**
   * The same schedule, moving on only once every so many steps, such as the batches of an epoch.
   *
   * @throws JyroException if that is not positive
   */
  default LearningRate every(int steps) {
    return new Every(this, steps);
  }

  /**
   * The same rate always.
   *
   * @throws JyroException if it is negative or not finite
   */
  static LearningRate constant(double rate) {
    return new ConstantRate(rate);
  }

  /**
   * The rate that the schedule says; DJL's are float32.
   *
   * <p>The schedule is asked once for each step, in their order, since some (DJL's {@code
   * MultiFactorTracker}) move on whenever they are asked; what it says is kept, four bytes a step.
   * So it must be new, and be given to nobody else.
   */
  static LearningRate of(Tracker schedule) {
    return new Scheduled(schedule);
  }
}
