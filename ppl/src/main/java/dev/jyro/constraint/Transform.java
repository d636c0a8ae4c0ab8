package dev.jyro.constraint;

import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.Tensor;

/**
 * A smooth map from one set onto another, with a way back.
 *
 * <p>{@code forward(inverse(y)) = y} for every y of the codomain. Where the map is one-to-one it is
 * a {@link Bijector}, which knows in addition how it stretches volumes; {@link Transforms#softmax}
 * and {@link Transforms#normalize} are not, and {@code inverse} gives one of many.
 *
 * <p>The last dimensions of a tensor are one value, as many as {@code domain().eventDim()} says;
 * those before them are a batch. Implementations are immutable and safe for any number of threads.
 */
public interface Transform {
  /** {@code y = f(x)}. */
  Tensor forward(Tensor x);

  /** An x with {@code f(x) = y}. */
  Tensor inverse(Tensor y);

  /** The set of all x: the real numbers, as many as the codomain has, unless said otherwise. */
  default Constraint domain() {
    return Constraints.independent(Constraints.real(), codomain().eventDim());
  }

  /** The set of all y. */
  Constraint codomain();

  /** The shape of {@code f(x)} for an x of this shape. */
  default Shape forwardShape(Shape x) {
    return x;
  }

  /** The shape of x for an {@code f(x)} of this shape. */
  default Shape inverseShape(Shape y) {
    return y;
  }
}
