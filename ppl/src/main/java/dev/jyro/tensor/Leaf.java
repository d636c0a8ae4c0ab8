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
  private final Option<Tensor> sum;
  private final long untouched;
  private boolean touched;

  private Leaf(Tensor value, Option<Tensor> sum) {
    this.value = value;
    this.sum = sum;
    this.untouched = sum.map(Leaf::version).getOrElse(0L);
  }

  /** A leaf that starts with a copy of these numbers. */
  public static Leaf of(Tensor start) {
    Tensor value = Tensor.unscoped(Memory.clone(start));
    return new Leaf(value, Option.of(Gradients.ownGradient(value)));
  }

  /** Numbers that are kept but not trained, such as a layer's running mean: no gradient arrives. */
  public static Leaf kept(Tensor start) {
    return new Leaf(Tensor.unscoped(Memory.clone(start)), Option.none());
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
    return isTouched()
        ? sum.map(own -> TensorScope.current().adopt(Memory.clone(own)))
        : Option.none();
  }

  /** Torch's own gradient tensor, which stays the same for ever. */
  Tensor sum() {
    return sum.getOrElseThrow(() -> new IllegalStateException("A kept leaf has no gradient."));
  }

  /** Whether a gradient ever arrived: Torch counts the changes of a tensor. */
  boolean isTouched() {
    if (!touched) {
      touched = sum.exists(own -> version(own) != untouched);
    }
    return touched;
  }

  private static long version(Tensor x) {
    return Script.number(Op.VERSION, x);
  }

  /** Replaces the numbers; the gradient and the tensor's identity stay. */
  public void set(Tensor numbers) {
    FusedUpdates.copy(numbers, value);
  }
}
