package dev.jyro.flow;

import dev.jyro.constraint.Image;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Tensor;
import java.util.function.UnaryOperator;

/**
 * An affine autoregressive flow: each number of a vector is moved and stretched by what those
 * before it say.
 *
 * <p>{@code y_i = loc_i + x_i exp s_i}, where {@code loc_i} and {@code s_i} depend on {@code x_1 …
 * x_(i-1)}; {@code log det = Σ s}, s between -5 and 5
 *
 * <p>The conditioner gives all loc, then all numbers of which {@code s = 5 tanh(number/5)} is made;
 * it must be autoregressive, as {@link MADE} is. Forward costs one call of it and the inverse one
 * for each number: this is the inverse autoregressive flow (IAF), quick to sample. Its {@link
 * #inverted} is the masked autoregressive flow (MAF), quick to score data.
 *
 * <p>Errors: {@link ShapeException} if the conditioner gives another number of numbers. Threads:
 * see {@link dev.jyro.constraint.Bijector}. Source: Kingma et al., Improving Variational Inference
 * with Inverse Autoregressive Flow, 2016; Papamakarios, Pavlakou and Murray, Masked Autoregressive
 * Flow for Density Estimation, 2017.
 */
public final class AffineAutoregressive extends VectorFlow {
  private final UnaryOperator<Tensor> conditioner;

  private AffineAutoregressive(UnaryOperator<Tensor> conditioner) {
    this.conditioner = conditioner;
  }

  /** With this conditioner, from (…, n) to (…, 2 n). */
  public static AffineAutoregressive of(UnaryOperator<Tensor> conditioner) {
    return new AffineAutoregressive(conditioner);
  }

  /** With a {@link MADE} for vectors of this size, whose parameters begin with {@code name}. */
  public static AffineAutoregressive param(String name, int size, int... hidden) {
    return of(MADE.param(name, size, 2, hidden)::forward);
  }

  @Override
  public Image image(Tensor x) {
    return summed(shift(x).there(x));
  }

  @Override
  public Tensor inverse(Tensor y) {
    return preimage(y).value();
  }

  /** With each call one more number is right, and so is what is said of the next. */
  @Override
  public Image preimage(Tensor y) {
    Image x = shift(y.zerosLike()).back(y);
    for (int i = 1; i < y.size(-1); i++) {
      x = shift(x.value()).back(y);
    }
    return summed(x);
  }

  private Shift shift(Tensor x) {
    long size = x.size(-1);
    Tensor told = conditioner.apply(x);
    if (told.size(-1) != 2 * size) {
      throw new ShapeException(
          "An autoregressive flow's network gave numbers of shape %s for vectors of shape %s. Needed: %d in the last dimension."
              .formatted(told.shape(), x.shape(), 2 * size));
    }
    Tensor both = told.to(x.dataType());
    return Shift.of(both.narrow(-1, 0, size), both.narrow(-1, size, size));
  }

  private static Image summed(Image each) {
    return new Image(each.value(), each.logAbsDetJacobian().sum(-1));
  }
}
