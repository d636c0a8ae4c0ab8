package dev.jyro.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Where derivatives enter the recorded graph: tensors, each with the derivative of one number, the
 * loss, by it.
 *
 * <p>What is computed after those tensors need not be recorded. A density whose derivatives are
 * known by formula puts them in here, by its value and by its parameters, and Torch carries them on
 * from there: fewer operations are recorded, and fewer gone through backwards, which is what a
 * small model spends its time on. See docs/decisions/0007-densities-by-hand.md.
 *
 * <p>A tensor may be added several times; its derivatives are summed. For one thread.
 */
public final class Cotangents {
  private final List<Tensor> tensors = new ArrayList<>();
  private final List<Tensor> derivatives = new ArrayList<>();

  /** With nothing in it. */
  public static Cotangents none() {
    return new Cotangents();
  }

  /**
   * Of a loss that is recorded to its end.
   *
   * @throws ShapeException if it has more than one element
   */
  public static Cotangents of(Tensor loss) {
    Gradients.needOneElement(loss);
    Cotangents cotangents = none();
    cotangents.add(loss, () -> Gradients.seed(loss));
    return cotangents;
  }

  private Cotangents() {}

  /**
   * Adds the derivative by a tensor; it is not even computed if no gradient passes the tensor.
   *
   * @param derivative computed without recording; of the tensor's shape, or of a larger one to
   *     which the tensor broadcasts, and then summed
   */
  public void add(Tensor tensor, Supplier<Tensor> derivative) {
    if (tensor.isTracked()) {
      tensors.add(tensor);
      derivatives.add(derivative.get());
    }
  }

  /** Adds the loss's gradient to every {@link Leaf} that any of the tensors was computed from. */
  public void backward() {
    if (!tensors.isEmpty()) {
      Dispatch.scriptInPlace(
          Op.BACKWARD, tensors.toArray(new Tensor[0]), derivatives.toArray(new Tensor[0]));
    }
  }
}
