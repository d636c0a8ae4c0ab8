package dev.jyro.tensor;

import io.vavr.control.Option;

/**
 * A value to be trained: where gradients arrive and what {@link FusedUpdates} change in place.
 *
 * <p>It is the one exception to the rule that tensors do not change: {@link #value()} gives the
 * same tensor for ever, and its numbers move with each update, as do those of its views ({@code
 * reshape}, {@code detach}, {@code expand} and the like). Whoever wants to keep the numbers of now
 * takes {@link #copy()}.
 *
 * <p>A leaf belongs to the garbage collector, whatever scope it was made in. It is for one thread
 * at a time.
 */
public final class Leaf {
  private final Tensor value;
  private final Tensor gradient;
  private final long untouched;
  private boolean touched;

  private Leaf(Tensor value) {
    this.value = value;
    this.gradient = Gradients.ownGradient(value);
    this.untouched = version();
  }

  /** A leaf that starts with a copy of these numbers. */
  public static Leaf of(Tensor start) {
    return new Leaf(Tensor.unscoped(Memory.clone(start)));
  }

  /** The tensor to compute with. */
  public Tensor value() {
    return value;
  }

  /** The numbers of now, as a constant. */
  public Tensor copy() {
    return TensorScope.current().adopt(Memory.clone(value));
  }

  /** The sum of the gradients that arrived since the last update, if any ever did. */
  public Option<Tensor> gradient() {
    return Option.when(isTouched(), () -> TensorScope.current().adopt(Memory.clone(gradient)));
  }

  /** Torch's own gradient tensor, which stays the same for ever. */
  Tensor sum() {
    return gradient;
  }

  /** Whether a gradient ever arrived: Torch counts the changes of a tensor. */
  boolean isTouched() {
    if (!touched) {
      touched = version() != untouched;
    }
    return touched;
  }

  private long version() {
    return Script.number(Op.VERSION, gradient);
  }

  /** Replaces the numbers; the gradient and the tensor's identity stay. */
  public void set(Tensor numbers) {
    FusedUpdates.copy(numbers, value);
  }
}
