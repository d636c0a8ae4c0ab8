package dev.jyro.tensor;

import ai.djl.ndarray.types.DataType;
import java.lang.ref.Reference;
import java.util.List;
import java.util.function.Supplier;

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
    Tensor output =
        current.isObserved()
            ? current.tell(op, start, result, List.of(x), List.of())
            : current.adopt(result);
    return current.isRecording() && x.isTracked() ? recorded(op, output, x) : output;
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
        ? recorded(op, output, x, y)
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
        ? recorded(op, output, x, y, z)
        : output;
  }

  static Tensor dim(Op op, Tensor x, long dim) {
    return on(x, op, in -> (long) op.handle().invokeExact(in.address(), dim), () -> List.of(dim));
  }

  static Tensor dims(Op op, Tensor x, long first, long second) {
    return on(
        x,
        op,
        in -> (long) op.handle().invokeExact(in.address(), first, second),
        () -> List.of(first, second));
  }

  static Tensor dim(Op op, Tensor x, long dim, boolean keep) {
    return on(
        x,
        op,
        in -> (long) op.handle().invokeExact(in.address(), dim, keep),
        () -> List.of(dim, keep));
  }

  /** Of a function that could take another type on the way: it gets the tensor's own. */
  static Tensor dimOfType(Op op, Tensor x, long dim) {
    int type = Memory.code(x.dataType());
    return on(
        x, op, in -> (long) op.handle().invokeExact(in.address(), dim, type), () -> List.of(dim));
  }

  static Tensor range(Op op, Tensor x, long dim, long start, long end, long step) {
    return on(
        x,
        op,
        in -> (long) op.handle().invokeExact(in.address(), dim, start, end, step),
        () -> List.of(dim, start, end, step));
  }

  /** Entries that are all there; Torch's {@code slice} would be silent about others. */
  static Tensor narrow(Tensor x, long dim, long start, long length) {
    return on(
        x,
        Op.NARROW_WITHIN,
        in ->
            (long)
                Op.NARROW_WITHIN.handle().invokeExact(in.address(), dim, start, start + length, 1L),
        () -> List.of(dim, start, length));
  }

  /** An entry that is there: of the first dimension by its function, else cut out and squeezed. */
  static Tensor select(Tensor x, int dim, long index) {
    return on(x, Op.SELECT_WITHIN, in -> entry(in, dim, index), () -> List.of(dim, index));
  }

  static Tensor sizes(Op op, Tensor x, long[] sizes) {
    return on(
        x, op, in -> (long) op.handle().invokeExact(in.address(), sizes), () -> List.of(sizes));
  }

  static Tensor sizes(Op op, Tensor x, long[] sizes, boolean keep) {
    return on(
        x,
        op,
        in -> (long) op.handle().invokeExact(in.address(), sizes, keep),
        () -> List.of(sizes, keep));
  }

  static Tensor number(Op op, Tensor x, double number) {
    return on(
        x, op, in -> (long) op.handle().invokeExact(in.address(), number), () -> List.of(number));
  }

  static Tensor count(Op op, Tensor x, long count) {
    int narrow = Math.toIntExact(count);
    return on(
        x, op, in -> (long) op.handle().invokeExact(in.address(), narrow), () -> List.of(count));
  }

  /** The library reads its two bounds from tensors; to users they are attributes. */
  static Tensor clamp(Op op, Tensor x, double low, double high, Supplier<List<?>> attributes) {
    Tensor from = Constants.of(low, DataType.FLOAT64);
    Tensor to = Constants.of(high, DataType.FLOAT64);
    try {
      return on(
          x,
          op,
          in -> (long) op.handle().invokeExact(in.address(), from.address(), to.address()),
          attributes);
    } finally {
      Reference.reachabilityFence(from);
      Reference.reachabilityFence(to);
    }
  }

  /** To another type. */
  static Tensor type(Op op, Tensor x, DataType target) {
    int[] place = Memory.place(x);
    int code = Memory.code(target);
    return on(
        x,
        op,
        in -> (long) op.handle().invokeExact(in.address(), code, place),
        () -> List.of(target));
  }

  /** Of the tensor's shape, type and place. */
  static Tensor like(Op op, Tensor x) {
    int[] place = Memory.place(x);
    int code = Memory.code(x.dataType());
    return on(x, op, in -> (long) op.handle().invokeExact(in.address(), code, 0, place), List::of);
  }

  static Tensor binaryDim(Op op, Tensor x, Tensor y, long dim) {
    return on(
        new Tensor[] {x, y},
        op,
        () -> (long) op.handle().invokeExact(x.address(), y.address(), dim),
        () -> List.of(dim));
  }

  static Tensor parts(Op op, Tensor[] parts, long dim) {
    return on(
        parts,
        op,
        () -> (long) op.handle().invokeExact(Tensor.addresses(parts), dim),
        () -> List.of(dim));
  }

  static Tensor[] many(Op op, Tensor x, long dim) {
    return manyOn(
        x, op, in -> (long[]) op.handle().invokeExact(in.address(), dim), () -> List.of(dim));
  }

  static Tensor[] many(Op op, Tensor x, long first, long second) {
    return manyOn(
        x,
        op,
        in -> (long[]) op.handle().invokeExact(in.address(), first, second),
        () -> List.of(first, second));
  }

  /** Pieces, each of which is known as cut out by itself. */
  static Tensor[] split(Tensor x, long[] sizes, long dim) {
    TensorScope.Current current = TensorScope.current();
    ToMany call = in -> (long[]) Op.SPLIT.handle().invokeExact(in.address(), sizes, dim);
    Tensor[] pieces = calledForMany(current, x, Op.SPLIT, call, () -> List.of(sizes, dim));
    if (current.isRecording() && x.isTracked()) {
      long begin = 0;
      for (int i = 0; i < pieces.length; i++) {
        List<?> place = List.of(dim, begin, sizes[i]);
        pieces[i].comeFrom(Node.of(ShapeDerivatives.CUT, pieces[i], place, x));
        begin += sizes[i];
      }
    }
    return pieces;
  }

  /** A function of the op pack that gives one tensor. */
  static Tensor script(Op op, Object... arguments) {
    TensorScope.Current current = TensorScope.current();
    if (!current.isRecording() || !Script.isAnyTracked(arguments)) {
      return called(current, op, arguments);
    }
    Derivative derivative = Derivatives.of(op);
    if (derivative == null) {
      Island island = new Island();
      Object[] replaced = Script.replaced(arguments, island::standIn);
      return island.left(Island.recorded(() -> called(current, op, replaced)));
    }
    Tensor output = called(current, op, arguments);
    Tensor[] inputs = Script.tensorsAmong(arguments).toArray(new Tensor[0]);
    output.comeFrom(Node.of(derivative, output, Script.othersAmong(arguments), inputs));
    return output;
  }

  private static Tensor called(TensorScope.Current current, Op op, Object... arguments) {
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
      return calledForMany(current, op, arguments);
    }
    Island island = new Island();
    Object[] replaced = Script.replaced(arguments, island::standIn);
    return island.left(Island.recorded(() -> calledForMany(current, op, replaced)));
  }

  private static Tensor[] calledForMany(TensorScope.Current current, Op op, Object... arguments) {
    long start = current.clock();
    Tensor[] adopted = adopted(current, Script.tensors(op, arguments));
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

  private static Tensor on(Tensor x, Op op, ToOne call, Supplier<List<?>> attributes) {
    TensorScope.Current current = TensorScope.current();
    if (!current.isRecording() || !x.isTracked()) {
      return called(current, x, op, call, attributes);
    }
    Derivative derivative = Derivatives.of(op);
    if (derivative == null) {
      Island island = new Island();
      Tensor standIn = island.standIn(x);
      return island.left(Island.recorded(() -> called(current, standIn, op, call, attributes)));
    }
    Tensor output = called(current, x, op, call, attributes);
    if (output.isFloating()) {
      output.comeFrom(Node.of(derivative, output, attributes.get(), x));
    }
    return output;
  }

  private static Tensor called(
      TensorScope.Current current, Tensor x, Op op, ToOne call, Supplier<List<?>> attributes) {
    long start = current.clock();
    long result;
    try {
      result = call.run(x);
    } catch (Throwable e) {
      throw Failures.of(op, e, List.of(x), attributes.get());
    } finally {
      Reference.reachabilityFence(x);
    }
    return current.isObserved()
        ? current.tell(op, start, result, List.of(x), attributes.get())
        : current.adopt(result);
  }

  private static Tensor on(Tensor[] inputs, Op op, Together call, Supplier<List<?>> attributes) {
    TensorScope.Current current = TensorScope.current();
    long start = current.clock();
    long result;
    try {
      result = call.run();
    } catch (Throwable e) {
      throw Failures.of(op, e, List.of(inputs), attributes.get());
    } finally {
      Reference.reachabilityFence(inputs);
    }
    Tensor output =
        current.isObserved()
            ? current.tell(op, start, result, List.of(inputs), attributes.get())
            : current.adopt(result);
    Derivative derivative = Derivatives.of(op);
    if (derivative != null && current.isRecording() && Script.isAnyTracked((Object[]) inputs)) {
      output.comeFrom(Node.of(derivative, output, attributes.get(), inputs));
    }
    return output;
  }

  private static Tensor[] manyOn(Tensor x, Op op, ToMany call, Supplier<List<?>> attributes) {
    TensorScope.Current current = TensorScope.current();
    if (!current.isRecording() || !x.isTracked()) {
      return calledForMany(current, x, op, call, attributes);
    }
    Island island = new Island();
    Tensor standIn = island.standIn(x);
    return island.left(
        Island.recorded(() -> calledForMany(current, standIn, op, call, attributes)));
  }

  private static Tensor[] calledForMany(
      TensorScope.Current current, Tensor x, Op op, ToMany call, Supplier<List<?>> attributes) {
    long start = current.clock();
    long[] results;
    try {
      results = call.run(x);
    } catch (Throwable e) {
      throw Failures.of(op, e, List.of(x), attributes.get());
    } finally {
      Reference.reachabilityFence(x);
    }
    Tensor[] adopted = adopted(current, results);
    if (current.isObserved()) {
      long nanos = System.nanoTime() - start;
      current.tell(op, nanos, List.of(x), attributes.get(), List.of(adopted));
    }
    return adopted;
  }

  private static Tensor[] adopted(TensorScope.Current current, long... results) {
    Tensor[] adopted = new Tensor[results.length];
    for (int i = 0; i < results.length; i++) {
      adopted[i] = current.adopt(results[i]);
    }
    return adopted;
  }

  /** An operation without a derivative gives a constant: comparisons and the like. */
  private static Tensor recorded(Op op, Tensor output, Tensor... inputs) {
    Derivative derivative = Derivatives.of(op);
    if (derivative != null) {
      output.comeFrom(Node.of(derivative, output, List.of(), inputs));
    }
    return output;
  }

  private static long entry(Tensor x, int dim, long index) throws Throwable {
    if (dim == 0) {
      return (long) Op.SELECT_WITHIN.handle().invokeExact(x.address(), index);
    }
    long along = dim;
    long from = index < 0 ? index + x.size(dim) : index;
    long piece = (long) Op.SLICE.handle().invokeExact(x.address(), along, from, from + 1, 1L);
    try {
      return (long) Op.SQUEEZE.handle().invokeExact(piece, along);
    } finally {
      Memory.delete(piece);
    }
  }

  /** A native function and its arguments, but for the input. */
  private interface ToOne {
    long run(Tensor x) throws Throwable;
  }

  /** A native function of several inputs. */
  private interface Together {
    long run() throws Throwable;
  }

  /** A native function of several results and its arguments, but for the input. */
  private interface ToMany {
    long[] run(Tensor x) throws Throwable;
  }
}
