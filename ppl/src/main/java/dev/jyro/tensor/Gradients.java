package dev.jyro.tensor;

import dev.jyro.JyroException;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Gradients by reverse accumulation, on any number of threads at once.
 *
 * <p>{@link #grad} differentiates a function: {@code Gradients.grad(x -> x.square().sum(), at)}.
 * For training loops {@link #recording}, {@link #backward} and {@link Leaf} are the parts.
 *
 * <p>Torch records operations on a thread only inside {@link #recording} (and never inside {@link
 * #paused}); both restore what was, whatever happens. Whether a thread records when nothing was
 * said differs from thread to thread in Torch, so do not rely on it.
 */
public final class Gradients {
  private static final MethodHandle IS_ON = Native.function("torchIsGradMode", boolean.class);
  private static final MethodHandle SWITCH =
      Native.function("torchSetGradMode", void.class, boolean.class);
  private static final MethodHandle REQUIRE =
      Native.function("torchAttachGrad", void.class, long.class, boolean.class);
  private static final MethodHandle BACKWARD =
      Native.function(
          "torchBackward", void.class, long.class, long.class, boolean.class, boolean.class);
  private static final MethodHandle GRADIENT = Native.function("torchGrad", long.class, long.class);

  private Gradients() {}

  /**
   * The gradient of a function with one number as its value.
   *
   * @param function of the shape of {@code at} to one element; may use any tensors besides
   * @param at where; neither it nor any other tensor is changed
   * @return a tensor of the shape of {@code at}
   * @throws ShapeException if the function's value has more than one element
   */
  public static Tensor grad(UnaryOperator<Tensor> function, Tensor at) {
    return grad(values -> function.apply(values.get(0)), List.of(at)).get(0);
  }

  /** The gradients of a function of several tensors, in their order. */
  public static List<Tensor> grad(
      java.util.function.Function<List<Tensor>, Tensor> function, List<Tensor> at) {
    try (TensorScope scope = TensorScope.open()) {
      List<Tensor> found =
          recording(
              () -> {
                List<Tensor> leaves = at.stream().map(Gradients::fresh).toList();
                Tensor value = function.apply(leaves);
                needOneElement(value);
                if (!isRequiredBy(value)) {
                  return at.stream().map(Tensor::zerosLike).toList();
                }
                return List.of(
                    Dispatch.scriptMany(Op.GRADIENTS, value, leaves.toArray(new Tensor[0])));
              });
      found.forEach(scope::keep);
      return found;
    }
  }

  /**
   * Adds the gradient of {@code loss} to every {@link Leaf} that it was computed from.
   *
   * @throws ShapeException if the loss has more than one element
   * @throws JyroException if no leaf was part of it
   */
  public static void backward(Tensor loss) {
    needOneElement(loss);
    Tensor seed = seed(loss);
    try {
      BACKWARD.invokeExact(loss.address(), seed.address(), false, false);
    } catch (Throwable e) {
      throw failed("backward", e);
    } finally {
      Reference.reachabilityFence(loss);
      Reference.reachabilityFence(seed);
    }
  }

  /** The derivative of a number by itself. */
  static Tensor seed(Tensor loss) {
    // never a shared constant: Torch may make the seed itself the gradient of a leaf
    return loss.dim() == 0 ? Tensor.full(1, loss.dataType()) : loss.onesLike();
  }

  /** Runs the body with operations recorded. */
  public static <T> T recording(Supplier<T> body) {
    return switched(true, body);
  }

  /** Runs the body without recording: faster, and no gradient comes of it. */
  public static <T> T paused(Supplier<T> body) {
    return switched(false, body);
  }

  /** Whether this thread records operations now. */
  public static boolean isRecording() {
    try {
      return (boolean) IS_ON.invokeExact();
    } catch (Throwable e) {
      throw failed("isRecording", e);
    }
  }

  /** DJL's own question answers for leaves only, so this one goes through the op pack. */
  static boolean isRequiredBy(Tensor x) {
    return Script.truth(Op.REQUIRES_GRADIENT, x);
  }

  private static void require(Tensor leaf) {
    if (!leaf.isFloating()) {
      throw new JyroException(
          "Only floating-point tensors have gradients; this is "
              + leaf.dataType()
              + ". Use to(DataType.FLOAT32).");
    }
    try {
      REQUIRE.invokeExact(leaf.address(), true);
      leaf.track();
    } catch (Throwable e) {
      throw failed("requireGradient", e);
    } finally {
      Reference.reachabilityFence(leaf);
    }
  }

  /**
   * Gives a leaf a gradient of zeros in memory of its own, where {@link #backward} will add.
   *
   * <p>Left alone, the first backward pass makes whatever tensor arrives the leaf's gradient. If
   * that is a view, two leaves can get one memory, and the next pass adds to both at once.
   */
  static Tensor ownGradient(Tensor leaf) {
    require(leaf);
    try (TensorScope scope = TensorScope.open()) {
      recording(
          () -> {
            backward(leaf.mul(0).sum());
            return scope;
          });
    }
    return Tensor.unscoped(addressOfGradient(leaf));
  }

  private static long addressOfGradient(Tensor leaf) {
    try {
      return (long) GRADIENT.invokeExact(leaf.address());
    } catch (Throwable e) {
      throw failed("gradient", e);
    } finally {
      Reference.reachabilityFence(leaf);
    }
  }

  private static Tensor fresh(Tensor at) {
    Tensor leaf = at.detach();
    require(leaf);
    return leaf;
  }

  private static <T> T switched(boolean on, Supplier<T> body) {
    boolean before = isRecording();
    set(on);
    try {
      return body.get();
    } finally {
      set(before);
    }
  }

  private static void set(boolean on) {
    try {
      SWITCH.invokeExact(on);
    } catch (Throwable e) {
      throw failed("recording", e);
    }
  }

  static void needOneElement(Tensor value) {
    if (value.numel() != 1) {
      throw new ShapeException(
          "backward: the value has shape %s. Needed: one element. Sum it first."
              .formatted(value.shape()));
    }
  }

  private static RuntimeException failed(String what, Throwable cause) {
    if (String.valueOf(cause.getMessage()).contains("does not require grad")) {
      return new JyroException(
          what
              + ": nothing that the value was computed from is a Leaf, or it was computed outside"
              + " Gradients.recording.",
          cause);
    }
    return Failures.of(what, cause);
  }
}
