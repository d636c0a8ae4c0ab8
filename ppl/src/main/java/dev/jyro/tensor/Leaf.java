package dev.jyro.tensor;

import io.vavr.control.Option;
import org.jspecify.annotations.Nullable;

/**
 * A value to be trained: where gradients arrive and what {@link FusedUpdates} change in place.
 *
 * <p>It is the one exception to the rule that tensors do not change: {@link #value()} gives the
 * same tensor for ever, and its numbers move with each update, as do those of its views ({@code
 * reshape}, {@code detach}, {@code expand} and the like). Whoever wants to keep the numbers of now
 * takes {@link #copy()}.
 *
 * <p>A leaf belongs to the garbage collector, whatever scope it was made in. It is for one thread
 * at a time; several may compute with its value if their gradients wait in {@link Arrivals}.
 */
public final class Leaf {
  private final Tensor value;
  private @Nullable Tensor gradient;
  private boolean updated;

  private Leaf(Tensor start) {
    this.value = Tensor.unscoped(Memory.rows(start));
  }

  /** A leaf that starts with a copy of these numbers. */
  public static Leaf of(Tensor start) {
    Gradients.needFloating(start);
    Leaf leaf = new Leaf(start);
    leaf.value.comeFrom(Node.end(leaf.value, leaf));
    return leaf;
  }

  /** Numbers that are kept but not trained, such as a layer's running mean: no gradient arrives. */
  public static Leaf kept(Tensor start) {
    return new Leaf(start);
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
        ? Option.of(TensorScope.current().adopt(Memory.clone(sum())))
        : Option.none();
  }

  /** The sum of the gradients since the last update; not to be changed. */
  Tensor sum() {
    if (gradient == null) {
      gradient = FusedUpdates.zerosLike(this);
    }
    return gradient;
  }

  /** Whether a gradient has arrived, now or before the last update. */
  boolean isTouched() {
    return updated || gradient != null;
  }

  /** Says whether gradients arrived before, for a leaf whose training goes on from elsewhere. */
  void touched(boolean before) {
    updated = before;
  }

  /** Adds to the sum. */
  void arrive(Tensor more) {
    Tensor before = gradient;
    gradient = own(before == null ? more : before.add(more));
    if (before != null) {
      before.free();
    }
  }

  /** Takes another tensor for the sum of the gradients. */
  void replace(Tensor sum) {
    Tensor before = gradient;
    gradient = own(sum);
    if (before != null) {
      before.free();
    }
  }

  /** Sets the gradients that have arrived to zero: they are used up. */
  void use() {
    updated = isTouched();
    forget();
  }

  /** Forgets the gradients that have arrived, as if they never had. */
  void forget() {
    if (gradient != null) {
      gradient.free();
      gradient = null;
    }
  }

  /** In no scope, and laid out as the value is; the memory may be another tensor's too. */
  static Tensor own(Tensor computed) {
    return Tensor.unscoped(Memory.contiguous(computed));
  }

  /** Replaces the numbers; the gradient and the tensor's identity stay. */
  public void set(Tensor numbers) {
    FusedUpdates.copy(numbers, value);
  }
}
