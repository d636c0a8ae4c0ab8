package dev.jyro.constraint;

import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;

/**
 * A smooth one-to-one map, with the volume that it stretches.
 *
 * <p>{@link Bijectors} has the usual ones. Whoever writes one implements the four methods without a
 * body, and {@link #domain} if it is not all real numbers; {@link #image} and {@link #preimage}
 * where value and volume have work in common.
 *
 * <p>Immutable; safe for any number of threads.
 */
public interface Bijector extends Transform {
  /** {@code x = f⁻¹(y)}. */
  @Override
  Tensor inverse(Tensor y);

  /**
   * {@code log |det ∂y/∂x|} at x, given also {@code y = f(x)} since it often helps; of the shape of
   * x without the {@code eventDim} dimensions of the domain.
   */
  Tensor logAbsDetJacobian(Tensor x, Tensor y);

  /** {@code f(x)} with the volume at x. */
  default Image image(Tensor x) {
    Tensor y = forward(x);
    return new Image(y, logAbsDetJacobian(x, y));
  }

  /** {@code f⁻¹(y)} with the volume there, that of f. */
  default Image preimage(Tensor y) {
    Tensor x = inverse(y);
    return new Image(x, logAbsDetJacobian(x, y));
  }

  /**
   * For functions of one number that only rise or only fall: 1 where it rises, -1 where it falls;
   * broadcasts to x.
   */
  default Option<Tensor> sign() {
    return Option.none();
  }

  /** The map from y to x. */
  default Bijector inverted() {
    return new Inverse(this);
  }

  /** This one, then the next. */
  default Bijector then(Bijector next) {
    return Bijectors.compose(this, next);
  }
}
