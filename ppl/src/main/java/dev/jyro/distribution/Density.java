package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.Cotangents;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * A log density at one value, and the way back: from the derivative of a loss by it to the
 * derivatives by value and parameters.
 *
 * <p>It is what inference differentiates. {@link Distribution#logProb} leaves that to Torch, which
 * records every operation and goes through them in reverse. A distribution that knows the
 * derivatives of its log density by formula has nothing recorded and computes them itself, in a
 * fraction of the time where tensors are small.
 *
 * <p>The numbers are those of {@code logProb}, bit for bit. Derivatives agree up to rounding: the
 * formula is another than Torch's chain of steps.
 *
 * @param logProb as {@link Distribution#logProb} gives it, but that no gradient need pass it
 * @param pullback the way back
 */
public record Density(Tensor logProb, Pullback pullback) {
  /** Carries derivatives back, once. */
  @FunctionalInterface
  public interface Pullback {
    /**
     * Adds the derivatives of a loss by value and parameters to those collected. Called without
     * recording.
     *
     * @param derivative of the loss by the log density: a number, the same for each element, or a
     *     tensor to whose shape the log density broadcasts
     */
    void pull(Operand derivative, Cotangents into);
  }

  /** One whose derivatives Torch finds, if it has recorded. */
  public static Density recorded(Tensor logProb) {
    return new Density(
        logProb, (derivative, into) -> into.add(logProb, () -> derivative.stretchedTo(logProb)));
  }

  /** Calls the {@link Pullback} without recording. */
  public void pull(Operand derivative, Cotangents into) {
    Gradients.paused(
        () -> {
          pullback.pull(derivative, into);
          return into;
        });
  }

  /**
   * One that is computed from this one.
   *
   * @param forward from this log density to that one; computed without recording
   * @param back from the derivative by that one to the derivative by this one
   */
  public Density map(UnaryOperator<Tensor> forward, UnaryOperator<Operand> back) {
    return new Density(
        Gradients.paused(() -> forward.apply(logProb)),
        (derivative, into) -> pullback.pull(back.apply(derivative), into));
  }

  /** In a larger batch, as copies; what they are charged with is summed. */
  Density stretchedTo(Shape full) {
    Shape own = logProb.shape();
    if (own.equals(full)) {
      return this;
    }
    double copies = (double) full.size() / Math.max(1, own.size());
    return map(
        bare -> bare.expand(full),
        derivative -> derivative instanceof Known ? derivative.times(copies) : derivative);
  }
}
