package dev.jyro.distribution;

import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import dev.jyro.constraint.Constraint;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.List;

/**
 * A probability distribution over tensors, or a batch of independent ones.
 *
 * <p>Shapes as in torch.distributions: one value has the {@link #eventShape}; {@link #batchShape}
 * counts independent, not necessarily equal, distributions. A sample has shape {@code batchShape +
 * eventShape}, a log density {@code batchShape}; a value may have more dimensions at the left,
 * which the log density then has too.
 *
 * <p>Whoever writes one implements the five methods without a body; {@link Univariate} takes care
 * of shapes for distributions of single numbers.
 *
 * <p>Distributions are immutable and safe for any number of threads.
 *
 * <p>Errors: a parameter given as a {@code double} is checked at once, and a {@link JyroException}
 * names the distribution, the parameter, its value and what was needed. One given as a tensor is
 * not read on the hot path: {@link #validate} checks it, and inference calls that at its first step
 * and whenever a loss is not finite. Parameters that do not broadcast are a {@link
 * dev.jyro.tensor.ShapeException}.
 */
public interface Distribution {
  /** The shape of the batch. */
  Shape batchShape();

  /** The shape of one value. */
  Shape eventShape();

  /** Where the values lie. */
  Constraint support();

  /**
   * One value for each distribution of the batch, fully decided by the noise.
   *
   * @return of shape {@code batchShape + eventShape}; if {@link #isReparameterized}, gradients flow
   *     from it into the parameters, else it is a constant
   */
  Tensor sample(Noise noise);

  /**
   * The logarithm of the density, or of the probability for discrete distributions.
   *
   * @param value of shape {@code … + batchShape + eventShape}, or what broadcasts to it
   * @return of shape {@code … + batchShape}; {@code -∞} or NaN outside the support
   */
  Tensor logProb(Tensor value);

  /**
   * {@link #logProb} with the way back to value and parameters. Distributions that know their
   * derivatives by formula override it.
   */
  default Density density(Tensor value) {
    return Density.recorded(logProb(value));
  }

  /**
   * {@link #sample} with its log density. Distributions whose density is simpler at their own draws
   * override it; the value is the same.
   */
  default Drawn draw(Noise noise) {
    Tensor value = sample(noise);
    return new Drawn(value, () -> density(value));
  }

  /** Whether {@link #sample} carries the pathwise gradient. */
  default boolean isReparameterized() {
    return false;
  }

  /** What it was given, for checks and messages. */
  default List<Parameter> parameters() {
    return List.of();
  }

  /** {@link #sample} of shape {@code sampleShape + batchShape + eventShape}. */
  default Tensor sample(Noise noise, Shape sampleShape) {
    return sampleShape.dimension() == 0
        ? sample(noise)
        : expand(Shapes.concat(sampleShape, batchShape())).sample(noise);
  }

  /** The same distribution in a larger batch, as if its parameters had been broadcast. */
  default Distribution expand(Shape batchShape) {
    return Expanded.of(this, batchShape);
  }

  /** The {@code dims} rightmost batch dimensions become part of one value. */
  default Distribution toEvent(int dims) {
    return Independent.of(this, dims);
  }

  /**
   * Log densities are exactly 0, gradients too, where the mask (broadcast to the batch) is false.
   */
  default Distribution mask(Tensor mask) {
    return Masked.of(this, mask);
  }

  /**
   * The same distribution, whose samples carry no gradient: inference then uses the score function.
   */
  default Distribution notReparameterized() {
    return isReparameterized() ? new NotReparameterized(this) : this;
  }

  /**
   * The expectation, of shape {@code batchShape + eventShape}; NaN or infinite where it has none.
   */
  default Tensor mean() {
    throw missing("mean");
  }

  /** The variance of each number, of shape {@code batchShape + eventShape}. */
  default Tensor variance() {
    throw missing("variance");
  }

  /** The standard deviation of each number, of shape {@code batchShape + eventShape}. */
  default Tensor stddev() {
    return variance().sqrt();
  }

  /** {@code -E log p}, in nats, of shape {@code batchShape}. */
  default Tensor entropy() {
    throw missing("entropy");
  }

  /** The probability of a value at most this. */
  default Tensor cdf(Tensor value) {
    throw missing("cdf");
  }

  /** The value with this probability at or below it. */
  default Tensor icdf(Tensor probability) {
    throw missing("icdf");
  }

  /**
   * Every value there is, along a new first dimension: shape {@code (n) + batchShape + eventShape}.
   */
  default Tensor enumerateSupport() {
    throw new JyroException(
        "%s has no enumerateSupport: its values (%s) are not finitely many."
            .formatted(name(), support().name()));
  }

  /** Its name in messages. */
  default String name() {
    return getClass().getSimpleName();
  }

  /**
   * Reads the parameters and checks them.
   *
   * @throws JyroException naming the distribution, the parameter, the first bad index and value,
   *     and what was needed
   */
  default void validate() {
    parameters().forEach(parameter -> parameter.validate(name()));
  }

  /**
   * Reads a value and checks that it is one of this distribution's. Densities do not: outside of
   * the support they are {@code -∞} or NaN.
   *
   * @throws JyroException naming the distribution, the first bad index and value, and the support
   */
  default void validate(Tensor value) {
    try (TensorScope scope = TensorScope.open()) {
      Shape whole = Shapes.concat(batchShape(), eventShape());
      Tensor full = value.expand(Shapes.broadcast(value.shape(), whole));
      new Parameter("value", full, support().ofElements()).validate(name());
    }
  }

  private JyroException missing(String what) {
    return new JyroException(
        name() + " has no " + what + " in closed form. Estimate it from samples instead.");
  }
}
