package dev.jyro.tensor;

import java.util.function.Supplier;

/**
 * Where derivatives enter the recorded graph: tensors, each with the derivative of one number, the
 * loss, by it.
 *
 * <p>What is computed after those tensors need not be recorded. A density whose derivatives are
 * known by formula puts them in here, by its value and by its parameters, and they are carried on
 * from there. See docs/decisions/0007-gradients.md.
 *
 * <p>A tensor may be added several times; its derivatives are summed. For one thread.
 */
public final class Cotangents {
  private final Pass pass = Pass.toLeaves();
  private boolean empty = true;

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
    cotangents.add(loss, () -> loss.constant(1).expand(loss.shape()));
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
      pass.add(tensor, derivative.get());
      empty = false;
    }
  }

  /** Whether there is no tensor that a gradient passes. */
  public boolean isEmpty() {
    return empty;
  }

  /** The same of the loss times a factor; what was collected here is used up. */
  public Cotangents times(double factor) {
    if (factor != 1) {
      Gradients.paused(
          () -> {
            pass.scale(factor);
            return pass;
          });
    }
    return this;
  }

  /**
   * Adds the loss's gradient to every {@link Leaf} that any of the tensors was computed from. To be
   * called once.
   */
  public void backward() {
    Gradients.paused(
        () -> {
          pass.run();
          pass.arrived().forEach(Node::deliver);
          return pass;
        });
  }
}
