package dev.jyro.tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * One optimizer step over any number of leaves in one call of Torch, in place.
 *
 * <p>Each method reads the gradients that have arrived, updates the leaves and the state, and
 * leaves the gradients zero. A leaf without a gradient must not be passed: ask {@link #touched}.
 * The maths stands with the optimizers in {@code dev.jyro.inference.optim}.
 *
 * <p>State tensors must be the caller's own, made with {@link #zerosLike}: they are changed.
 */
public final class FusedUpdates {
  private FusedUpdates() {}

  /** The running means, squares and step counts that the Adam family keeps for a leaf. */
  public record Moments(Tensor mean, Tensor square, Tensor steps) {
    /** Moments before the first step. */
    public static Moments zero(Leaf leaf) {
      return new Moments(zerosLike(leaf), zerosLike(leaf), TensorScope.release(Tensor.scalar(0)));
    }
  }

  /** The hyper-parameters that the Adam family shares. */
  public record AdamSettings(double rate, double beta1, double beta2, double eps, double decay) {}

  /** Whether a gradient has ever arrived at the leaf. */
  public static boolean touched(Leaf leaf) {
    return leaf.isTouched();
  }

  /** Zeros of a leaf's shape and type, owned by the garbage collector. */
  public static Tensor zerosLike(Leaf leaf) {
    Tensor value = leaf.value();
    return Tensor.unscoped(Memory.full(value.shape().getShape(), 0, value.dataType()));
  }

  /** Adam (Kingma and Ba 2015), the decay added to the gradient. */
  public static void adam(List<Leaf> leaves, List<Moments> moments, AdamSettings s) {
    run(Op.ADAM, leaves, moments, s);
  }

  /** AdamW (Loshchilov and Hutter 2019), the decay applied to the value. */
  public static void adamW(List<Leaf> leaves, List<Moments> moments, AdamSettings s) {
    run(Op.ADAM_W, leaves, moments, s);
  }

  /** Adam with each element of the gradient cut to {@code [-clip, clip]} first. */
  public static void clippedAdam(
      List<Leaf> leaves, List<Moments> moments, AdamSettings s, double clip) {
    run(Op.CLIPPED_ADAM, leaves, moments, s, clip);
  }

  /** Stochastic gradient descent, with momentum if it is not 0; else the buffers are not used. */
  public static void sgd(
      List<Leaf> leaves, List<Tensor> buffers, double rate, Momentum momentum, double decay) {
    if (leaves.isEmpty()) {
      return;
    }
    Gradients.paused(
        () -> {
          Tensor[] values = values(leaves);
          Tensor[] velocity =
              momentum.factor() == 0 ? new Tensor[0] : buffers.toArray(new Tensor[0]);
          Dispatch.scriptInPlace(
              Op.SGD,
              values,
              gradients(leaves),
              velocity,
              rate,
              momentum.factor(),
              decay,
              momentum.isNesterov(),
              false);
          return true;
        });
    zero(leaves);
  }

  /** How {@link #sgd} carries its speed on; the buffers start at zero. */
  public record Momentum(double factor, boolean isNesterov) {
    /** No momentum. */
    public static final Momentum NONE = new Momentum(0, false);
  }

  /** Forgets the gradients that have arrived. */
  public static void zero(List<Leaf> leaves) {
    leaves.forEach(Leaf::forget);
  }

  static void copy(Tensor from, Tensor into) {
    if (!from.shape().equals(into.shape())) {
      throw new ShapeException(
          "set: a leaf of shape %s was given numbers of shape %s."
              .formatted(into.shape(), from.shape()));
    }
    Gradients.paused(
        () -> {
          Dispatch.scriptInPlace(Op.COPY, into, from);
          return true;
        });
  }

  private static void run(
      Op op, List<Leaf> leaves, List<Moments> moments, AdamSettings s, Object... more) {
    if (leaves.isEmpty()) {
      return;
    }
    List<Object> arguments = new ArrayList<>(List.of(values(leaves), gradients(leaves)));
    arguments.add(moments.stream().map(Moments::mean).toArray(Tensor[]::new));
    arguments.add(moments.stream().map(Moments::square).toArray(Tensor[]::new));
    arguments.add(moments.stream().map(Moments::steps).toArray(Tensor[]::new));
    arguments.addAll(List.of(s.rate, s.beta1, s.beta2, s.decay, s.eps));
    arguments.addAll(List.of(more));
    Gradients.paused(
        () -> {
          Dispatch.scriptInPlace(op, arguments.toArray());
          return true;
        });
    zero(leaves);
  }

  private static Tensor[] values(List<Leaf> leaves) {
    return leaves.stream().map(Leaf::value).toArray(Tensor[]::new);
  }

  private static Tensor[] gradients(List<Leaf> leaves) {
    for (int i = 0; i < leaves.size(); i++) {
      if (!touched(leaves.get(i))) {
        throw new IllegalStateException(
            "No gradient has arrived at leaf " + i + "; ask FusedUpdates.touched first.");
      }
    }
    return leaves.stream().map(Leaf::sum).toArray(Tensor[]::new);
  }
}
