package dev.jyro.inference.training;

import dev.jyro.JyroException;
import io.vavr.control.Option;

/**
 * A step of training that is over.
 *
 * @param number how many steps there have been with this one, those of a training that is resumed
 *     included
 * @param epoch which pass through the data it belongs to; the first is 0
 * @param loss the loss before the step, in nats, as {@code SVI.step} gives it; NaN in a step that
 *     was skipped
 * @param nanos how long the step took, the making of its batch not included
 * @param problem why the step was skipped, if it was
 */
public record Step(
    long number, long epoch, double loss, long nanos, Option<JyroException> problem) {
  /** Whether nothing was updated, since loss or gradient were not finite. */
  public boolean isSkipped() {
    return problem.isDefined();
  }
}
