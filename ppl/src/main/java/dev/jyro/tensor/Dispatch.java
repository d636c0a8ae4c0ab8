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
    return current.isObserved()
        ? current.tell(op, start, result, List.of(x), List.of())
        : current.adopt(result, x.isTracked() && op.passesGradient());
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
    return current.isObserved()
        ? current.tell(op, start, result, List.of(x, y), List.of())
        : current.adopt(result, x.isTracked() || y.isTracked());
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
    return current.isObserved()
        ? current.tell(op, start, result, List.of(x, y, z), List.of())
        : current.adopt(result, x.isTracked() || y.isTracked() || z.isTracked());
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
    return finish(current, op, start, result, x, List.of(dim));
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
    return finish(current, op, start, result, x, List.of(first, second));
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
    return finish(current, op, start, result, x, List.of(dim, keep));
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
    return finish(current, op, start, result, x, List.of(sizes));
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
    return finish(current, op, start, result, x, List.of(sizes, keep));
  }

  /** A function of the op pack that gives one tensor. */
  static Tensor script(Op op, Object... arguments) {
    TensorScope.Current current = TensorScope.current();
    long start = current.clock();
    long result = Script.tensor(op, arguments);
    return current.isObserved()
        ? current.tell(
            op, start, result, Script.tensorsAmong(arguments), Script.othersAmong(arguments))
        : current.adopt(result, Script.isAnyTracked(arguments));
  }

  /** A function of the op pack that gives several tensors. */
  static Tensor[] scriptMany(Op op, Object... arguments) {
    TensorScope.Current current = TensorScope.current();
    long start = current.clock();
    long[] results = Script.tensors(op, arguments);
    Tensor[] adopted = new Tensor[results.length];
    boolean tracked = Script.isAnyTracked(arguments);
    for (int i = 0; i < results.length; i++) {
      adopted[i] = current.adopt(results[i], tracked);
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
      List<Object> attributes) {
    return current.isObserved()
        ? current.tell(op, start, result, List.of(x), attributes)
        : current.adopt(result, x.isTracked());
  }
}
