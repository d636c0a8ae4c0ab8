package dev.jyro.tensor;

import java.lang.ref.Reference;
import java.util.List;

/**
 * The one point that every tensor operation passes, as (operation, inputs, attributes).
 *
 * <p>It calls Torch, gives the result to the scope of the thread, turns Torch's complaints into
 * errors that name the operation and all shapes, and tells the scope's {@link OpListener}. Inputs
 * are kept reachable until Torch has returned: without that fence a tensor whose last use is this
 * very call could be freed under it by the cleaner.
 */
final class Dispatch {
  private static final long[] NONE = {};

  private Dispatch() {}

  static Tensor unary(Op op, Tensor x) {
    if (op.isScript()) {
      return script(op, x);
    }
    TensorScope.Current current = TensorScope.current();
    long start = current.clock();
    long result;
    try {
      result = (long) op.handle().invokeExact(x.address());
    } catch (Throwable e) {
      throw Failures.of(op, e, List.of(x), List.of());
    } finally {
      Reference.reachabilityFence(x);
    }
    Tensor output =
        current.isObserved()
            ? current.tell(op, start, result, List.of(x), List.of())
            : current.adopt(result);
    return current.isRecording() && x.isTracked() ? record(op, output, NONE, x) : output;
  }

  static Tensor binary(Op op, Tensor x, Tensor y) {
    if (op.isScript()) {
      return script(op, x, y);
    }
    TensorScope.Current current = TensorScope.current();
    long start = current.clock();
    long result;
    try {
      result = (long) op.handle().invokeExact(x.address(), y.address());
    } catch (Throwable e) {
      throw Failures.of(op, e, List.of(x, y), List.of());
    } finally {
      Reference.reachabilityFence(x);
      Reference.reachabilityFence(y);
    }
    Tensor output =
        current.isObserved()
            ? current.tell(op, start, result, List.of(x, y), List.of())
            : current.adopt(result);
    return current.isRecording() && (x.isTracked() || y.isTracked())
        ? record(op, output, NONE, x, y)
        : output;
  }

  static Tensor ternary(Op op, Tensor x, Tensor y, Tensor z) {
    TensorScope.Current current = TensorScope.current();
    long start = current.clock();
    long result;
    try {
      result = (long) op.handle().invokeExact(x.address(), y.address(), z.address());
    } catch (Throwable e) {
      throw Failures.of(op, e, List.of(x, y, z), List.of());
    } finally {
      Reference.reachabilityFence(x);
      Reference.reachabilityFence(y);
      Reference.reachabilityFence(z);
    }
    Tensor output =
        current.isObserved()
            ? current.tell(op, start, result, List.of(x, y, z), List.of())
            : current.adopt(result);
    return current.isRecording() && (x.isTracked() || y.isTracked() || z.isTracked())
        ? record(op, output, NONE, x, y, z)
        : output;
  }

  static Tensor dim(Op op, Tensor x, long dim) {
    TensorScope.Current current = TensorScope.current();
    long start = current.clock();
    long result;
    try {
      result = (long) op.handle().invokeExact(x.address(), dim);
    } catch (Throwable e) {
      throw Failures.of(op, e, List.of(x), List.of(dim));
    } finally {
      Reference.reachabilityFence(x);
    }
    return finish(current, op, start, result, x, List.of(dim), dim);
  }

  static Tensor dims(Op op, Tensor x, long first, long second) {
    TensorScope.Current current = TensorScope.current();
    long start = current.clock();
    long result;
    try {
      result = (long) op.handle().invokeExact(x.address(), first, second);
    } catch (Throwable e) {
      throw Failures.of(op, e, List.of(x), List.of(first, second));
    } finally {
      Reference.reachabilityFence(x);
    }
    return finish(current, op, start, result, x, List.of(first, second), first, second);
  }

  static Tensor dim(Op op, Tensor x, long dim, boolean keep) {
    TensorScope.Current current = TensorScope.current();
    long start = current.clock();
    long result;
    try {
      result = (long) op.handle().invokeExact(x.address(), dim, keep);
    } catch (Throwable e) {
      throw Failures.of(op, e, List.of(x), List.of(dim, keep));
    } finally {
      Reference.reachabilityFence(x);
    }
    return finish(current, op, start, result, x, List.of(dim, keep), dim);
  }

  static Tensor sizes(Op op, Tensor x, long[] sizes) {
    TensorScope.Current current = TensorScope.current();
    long start = current.clock();
    long result;
    try {
      result = (long) op.handle().invokeExact(x.address(), sizes);
    } catch (Throwable e) {
      throw Failures.of(op, e, List.of(x), List.of(sizes));
    } finally {
      Reference.reachabilityFence(x);
    }
    return finish(current, op, start, result, x, List.of(sizes), sizes);
  }

  static Tensor sizes(Op op, Tensor x, long[] sizes, boolean keep) {
    TensorScope.Current current = TensorScope.current();
    long start = current.clock();
    long result;
    try {
      result = (long) op.handle().invokeExact(x.address(), sizes, keep);
    } catch (Throwable e) {
      throw Failures.of(op, e, List.of(x), List.of(sizes, keep));
    } finally {
      Reference.reachabilityFence(x);
    }
    return finish(current, op, start, result, x, List.of(sizes, keep), sizes);
  }

  /** A function of the op pack that gives one tensor. */
  static Tensor script(Op op, Object... arguments) {
    TensorScope.Current current = TensorScope.current();
    if (!current.isRecording() || !Script.isAnyTracked(arguments)) {
      return unrecorded(current, op, arguments);
    }
    Derivative derivative = Derivatives.of(op);
    if (derivative == null) {
      Island island = new Island();
      Object[] replaced = Script.replaced(arguments, island::standIn);
      return island.left(Island.recorded(() -> unrecorded(current, op, replaced)));
    }
    Tensor output = unrecorded(current, op, arguments);
    Tensor[] inputs = Script.tensorsAmong(arguments).toArray(new Tensor[0]);
    output.comeFrom(Node.of(derivative, output, arguments, inputs));
    return output;
  }

  private static Tensor unrecorded(TensorScope.Current current, Op op, Object... arguments) {
    long start = current.clock();
    long result = Script.tensor(op, arguments);
    return current.isObserved()
        ? current.tell(
            op, start, result, Script.tensorsAmong(arguments), Script.othersAmong(arguments))
        : current.adopt(result);
  }

  /** A function of the op pack that gives several tensors. */
  static Tensor[] scriptMany(Op op, Object... arguments) {
    TensorScope.Current current = TensorScope.current();
    if (!current.isRecording() || !Script.isAnyTracked(arguments)) {
      return unrecordedMany(current, op, arguments);
    }
    Island island = new Island();
    Object[] replaced = Script.replaced(arguments, island::standIn);
    Tensor[] results = Island.recorded(() -> unrecordedMany(current, op, replaced));
    for (Tensor result : results) {
      island.left(result);
    }
    return results;
  }

  private static Tensor[] unrecordedMany(TensorScope.Current current, Op op, Object... arguments) {
    long start = current.clock();
    long[] results = Script.tensors(op, arguments);
    Tensor[] adopted = new Tensor[results.length];
    for (int i = 0; i < results.length; i++) {
      adopted[i] = current.adopt(results[i]);
    }
    tellOfScript(current, op, start, List.of(adopted), arguments);
    return adopted;
  }

  /** A function of the op pack that is called for what it does to its arguments. */
  static void scriptInPlace(Op op, Object... arguments) {
    TensorScope.Current current = TensorScope.current();
    long start = current.clock();
    Script.run(op, arguments);
    tellOfScript(current, op, start, List.of(), arguments);
  }

  private static void tellOfScript(
      TensorScope.Current current, Op op, long start, List<Tensor> outputs, Object... arguments) {
    if (current.isObserved()) {
      current.tell(
          op,
          System.nanoTime() - start,
          Script.tensorsAmong(arguments),
          Script.othersAmong(arguments),
          outputs);
    }
  }

  private static Tensor finish(
      TensorScope.Current current,
      Op op,
      long start,
      long result,
      Tensor x,
      List<Object> attributes,
      long... numbers) {
    Tensor output =
        current.isObserved()
            ? current.tell(op, start, result, List.of(x), attributes)
            : current.adopt(result);
    return current.isRecording() && x.isTracked() ? record(op, output, numbers, x) : output;
  }

  /** An operation without a derivative gives a constant: comparisons and the like. */
  private static Tensor record(Op op, Tensor output, Object attributes, Tensor... inputs) {
    Derivative derivative = Derivatives.of(op);
    if (derivative != null) {
      output.comeFrom(Node.of(derivative, output, attributes, inputs));
    }
    return output;
  }
}
