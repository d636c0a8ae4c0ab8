package dev.jyro.tensor;

import dev.jyro.JyroException;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Gradients by reverse accumulation, on any number of threads at once.
 *
 * <p>{@link #grad} differentiates a function: {@code Gradients.grad(x -> x.square().sum(), at)}.
 * For training loops {@link #recording}, {@link #backward} and {@link Leaf} are the parts.
 *
 * <p>Operations are recorded only inside {@link #recording} (and never inside {@link #paused});
 * both restore what was, whatever happens. The record is the thread's own.
 *
 * <p>Gradients are tensor operations, and recorded if recording is on: {@link #grad} inside {@link
 * #grad} gives second derivatives. Operations and networks whose derivative only Torch knows have
 * first derivatives and refuse second ones.
 */
public final class Gradients {
  private static final MethodHandle SWITCH =
      Native.function("torchSetGradMode", void.class, boolean.class);
  private static final MethodHandle REQUIRE =
      Native.function("torchAttachGrad", void.class, long.class, boolean.class);

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
    if (isRecording()) {
      // they may be differentiated again, and need all that they came from
      return found(function, at);
    }
    try (TensorScope scope = TensorScope.open()) {
      List<Tensor> found = found(function, at);
      found.forEach(scope::keep);
      return found;
    }
  }

  private static List<Tensor> found(
      java.util.function.Function<List<Tensor>, Tensor> function, List<Tensor> at) {
    List<Tensor> starts = at.stream().map(Gradients::start).toList();
    Tensor value = recording(() -> function.apply(starts));
    needOneElement(value);
    Pass pass = Pass.to(starts.stream().map(Tensor::node).collect(Collectors.toSet()), value);
    pass.add(value, value.constant(1).expand(value.shape()));
    pass.run();
    return starts.stream().map(start -> pass.by(start)).toList();
  }

  /** The same numbers, where a pass can end; a recording further out sees through it. */
  private static Tensor start(Tensor at) {
    needFloating(at);
    Tensor start = at.detach();
    Derivative same = Derivative.of((node, gradient, place) -> gradient);
    start.comeFrom(at.isTracked() ? Node.of(same, start, at) : Node.end(start));
    return start;
  }

  /**
   * Adds the gradient of {@code loss} to every {@link Leaf} that it was computed from.
   *
   * @throws ShapeException if the loss has more than one element
   * @throws JyroException if no leaf was part of it
   */
  public static void backward(Tensor loss) {
    Cotangents cotangents = Cotangents.of(loss);
    if (cotangents.isEmpty()) {
      throw new JyroException(
          "backward: nothing that the value was computed from is a Leaf, or it was computed outside"
              + " Gradients.recording.");
    }
    cotangents.backward();
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
    return TensorScope.current().isRecording();
  }

  /** Whether Torch records on this thread: for networks and operations that are left to it. */
  static void torchRecords(boolean on) {
    try {
      SWITCH.invokeExact(on);
    } catch (Throwable e) {
      throw Failures.of("recording", e);
    }
  }

  /** Makes Torch's own records end at this tensor. */
  static void require(Tensor standIn) {
    try {
      REQUIRE.invokeExact(standIn.address(), true);
    } catch (Throwable e) {
      throw Failures.of("requireGradient", e);
    } finally {
      Reference.reachabilityFence(standIn);
    }
  }

  static void needFloating(Tensor at) {
    if (!at.isFloating()) {
      throw new JyroException(
          "Only floating-point tensors have gradients; this is "
              + at.dataType()
              + ". Use to(DataType.FLOAT32).");
    }
  }

  private static <T> T switched(boolean on, Supplier<T> body) {
    TensorScope.Current current = TensorScope.current();
    boolean before = current.isRecording();
    current.record(on);
    try {
      return body.get();
    } finally {
      current.record(before);
    }
  }

  static void needOneElement(Tensor value) {
    if (value.numel() != 1) {
      throw new ShapeException(
          "backward: the value has shape %s. Needed: one element. Sum it first."
              .formatted(value.shape()));
    }
  }
}
