package dev.jyro.flow;

import dev.jyro.JyroException;
import dev.jyro.constraint.Image;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.ShapeOps;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * A flow that leaves the first numbers of a vector as they are and maps the others, one by one, in
 * a way that a network reads off the first.
 */
abstract class Coupling extends VectorFlow {
  private final int split;
  private final UnaryOperator<Tensor> conditioner;

  Coupling(int split, UnaryOperator<Tensor> conditioner) {
    if (split < 1) {
      throw new JyroException("The first " + split + " numbers stay. Needed: at least 1.");
    }
    this.split = split;
    this.conditioner = conditioner;
  }

  /** Where the others lead, with a volume for each; {@code how} is of the shape (…, others, k). */
  abstract Image there(Tensor others, Tensor how);

  /** Where they came from, with the volume of the way there. */
  abstract Image back(Tensor others, Tensor how);

  /** How many numbers say how one is mapped. */
  abstract int each();

  @Override
  public final Image image(Tensor x) {
    Image others = there(others(x), how(x));
    return joined(x, others);
  }

  @Override
  public final Image preimage(Tensor y) {
    Image others = back(others(y), how(y));
    return joined(y, others);
  }

  @Override
  public final Tensor inverse(Tensor y) {
    return preimage(y).value();
  }

  private Tensor others(Tensor x) {
    long rest = x.size(-1) - split;
    if (rest < 1) {
      throw new ShapeException(
          "A coupling leaves %d numbers as they are and was given vectors of shape %s. Needed: longer ones."
              .formatted(split, x.shape()));
    }
    return x.narrow(-1, split, rest);
  }

  private Tensor how(Tensor x) {
    long rest = x.size(-1) - split;
    Tensor told = conditioner.apply(x.narrow(-1, 0, split));
    if (told.size(-1) != rest * each()) {
      throw new ShapeException(
          "A coupling's network gave numbers of shape %s. Needed: %d for each of %d, so %d in the last dimension."
              .formatted(told.shape(), each(), rest, rest * each()));
    }
    long[] sizes = Arrays.copyOf(told.shape().getShape(), told.dim() + 1);
    sizes[told.dim() - 1] = rest;
    sizes[told.dim()] = each();
    return told.reshape(sizes).to(x.dataType());
  }

  private Image joined(Tensor x, Image others) {
    Tensor whole = ShapeOps.cat(-1, x.narrow(-1, 0, split), others.value());
    return new Image(whole, others.logAbsDetJacobian().sum(-1));
  }
}
