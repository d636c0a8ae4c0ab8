package dev.jyro.constraint;

import dev.jyro.JyroException;

/**
 * Transforms from all real numbers into a constraint, as torch's {@code transform_to}: what keeps a
 * parameter where it belongs.
 *
 * <p>They are the {@link Bijectors}, but for two sets that have simpler maps which are not
 * one-to-one: a simplex is reached by {@link #softmax}, in which no class is special, and a sphere,
 * to which there is no bijector at all, by {@link #normalize}.
 *
 * <p>For any number of threads.
 */
public final class Transforms {
  private static final Transform SOFTMAX = new Softmax();
  private static final Transform NORMALIZE = new Normalize();

  private Transforms() {}

  /**
   * A map of all real numbers onto the constraint.
   *
   * @throws JyroException if the constraint is discrete or no map to it is known
   */
  public static Transform to(Constraint constraint) {
    if (constraint.equals(Constraints.simplex())) {
      return SOFTMAX;
    }
    return constraint.equals(Constraints.sphere()) ? NORMALIZE : Bijectors.to(constraint);
  }

  /** {@code exp x_k / Σ exp x}, over the last dimension; the inverse is the logarithm. */
  public static Transform softmax() {
    return SOFTMAX;
  }

  /** {@code x / |x|}, over the last dimension; the inverse is the vector itself. Not for zeros. */
  public static Transform normalize() {
    return NORMALIZE;
  }
}
