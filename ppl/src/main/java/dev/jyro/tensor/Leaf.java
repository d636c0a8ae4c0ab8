package dev.jyro.tensor;

import io.vavr.control.Option;
import org.jspecify.annotations.Nullable;

/**
 * A value to be trained: where gradients arrive and what {@link FusedUpdates} change in place.
 *
 * <p>It is the one exception to the rule that tensors do not change: {@link #value()} gives the
 * same tensor for ever, and its numbers move with each update. Whoever wants to keep the numbers of
 * now takes {@link #copy()}.
 *
 * <p>A leaf belongs to the garbage collector, whatever scope it was made in. It is for one thread
 * at a time.
 */
public final class Leaf {
  private final Tensor value;
  private @Nullable Tensor gradient;

  private Leaf(Tensor value) {
    this.value = value;
  }

  /** A leaf that starts with a copy of these numbers. */
  public static Leaf of(Tensor start) {
    Leaf leaf = kept(start);
    Gradients.require(leaf.value);
    return leaf;
  }

  /** Numbers that are kept but not trained, such as a layer's running mean: no gradient arrives. */
  public static Leaf kept(Tensor start) {
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
    return Option.of(found()).map(g -> TensorScope.current().adopt(Memory.clone(g)));
  }

  /** Torch's own gradient tensor, which stays the same once it is there. */
  @Nullable Tensor found() {
    if (gradient == null) {
      long address = Gradients.addressOfGradient(value);
      if (address != 0) {
        gradient = Tensor.unscoped(address);
      }
    }
    return gradient;
  }

  /** Replaces the numbers; the gradient and the tensor's identity stay. */
  public void set(Tensor numbers) {
    FusedUpdates.copy(numbers, value);
  }
}
