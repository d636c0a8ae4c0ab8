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
    Tensor output = current.adopt(result).madeOf(x, op);
    if (current.isRecording() && x.isTracked()) {
      record(op, output, x);
    }
    return current.isObserved() ? current.tell(op, start, output, List.of(x), List.of()) : output;
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
    Tensor output = current.adopt(result);
    if (current.isRecording() && (x.isTracked() || y.isTracked())) {
      record(op, output, x, y);
    }
    return current.isObserved()
        ? current.tell(op, start, output, List.of(x, y), List.of())
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
    Tensor output = current.adopt(result);
    if (current.isRecording() && (x.isTracked() || y.isTracked() || z.isTracked())) {
      record(op, output, x, y, z);
    }
    return current.isObserved()
        ? current.tell(op, start, output, List.of(x, y, z), List.of())
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
    long start = current.clock();
    Tensor[] pieces = calledForMany(current, x, Op.SPLIT, call, () -> List.of(sizes, dim));
    if (current.isRecording() && x.isTracked()) {
      long begin = 0;
      for (int i = 0; i < pieces.length; i++) {
        List<?> place = List.of(dim, begin, sizes[i]);
        pieces[i].comeFrom(Node.of(ShapeDerivatives.CUT, pieces[i], place, x));
        begin += sizes[i];
      }
    }
    if (current.isObserved()) {
      current.tell(Op.SPLIT, start, List.of(pieces), List.of(x), List.of(sizes, dim));
    }
    return pieces;
  }

  /** A function of the op pack that gives one tensor. */
  static Tensor script(Op op, Object... arguments) {
    TensorScope.Current current = TensorScope.current();
    long start = current.clock();
    Tensor output = recordedScript(current, op, arguments);
    tellOfScript(current, op, start, List.of(output), arguments);
    return output;
  }

  /** A function that Torch lacks, computed in Java from the inputs' numbers. */
  static Tensor computed(Op op, Elementwise function, Tensor... inputs) {
    return on(inputs, op, () -> function.address(op, inputs), List::of);
  }

  private static Tensor recordedScript(TensorScope.Current current, Op op, Object... arguments) {
    if (!current.isRecording() || !Script.isAnyTracked(arguments)) {
      Tensor output = current.adopt(Script.tensor(op, arguments));
      made(output, op, arguments);
      return output;
    }
    Derivative derivative = Derivatives.of(op);
    if (derivative == null) {
      Island island = new Island();
      Object[] replaced = Script.replaced(arguments, island::standIn);
      return island.left(Island.recorded(() -> current.adopt(Script.tensor(op, replaced))));
    }
    Tensor output = current.adopt(Script.tensor(op, arguments));
    Tensor[] inputs = Script.tensorsAmong(arguments).toArray(new Tensor[0]);
    output.comeFrom(Node.of(derivative, output, Script.othersAmong(arguments), inputs));
    return output;
  }

  /** A function of the op pack that gives several tensors. */
  static Tensor[] scriptMany(Op op, Object... arguments) {
    TensorScope.Current current = TensorScope.current();
    long start = current.clock();
    Tensor[] outputs;
    if (current.isRecording() && Script.isAnyTracked(arguments)) {
      Island island = new Island();
      Object[] replaced = Script.replaced(arguments, island::standIn);
      outputs = island.left(Island.recorded(() -> adopted(current, Script.tensors(op, replaced))));
    } else {
      outputs = made(adopted(current, Script.tensors(op, arguments)), op, arguments);
    }
    tellOfScript(current, op, start, List.of(outputs), arguments);
    return outputs;
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
          op, start, outputs, Script.tensorsAmong(arguments), Script.othersAmong(arguments));
    }
  }

  private static Tensor on(Tensor x, Op op, ToOne call, Supplier<List<?>> attributes) {
    TensorScope.Current current = TensorScope.current();
    long start = current.clock();
    Tensor output =
        current.isRecording() && x.isTracked()
            ? recordedOn(current, x, op, call, attributes)
            : called(current, x, op, call, attributes);
    return current.isObserved()
        ? current.tell(op, start, output, List.of(x), attributes.get())
        : output;
  }

  private static Tensor recordedOn(
      TensorScope.Current current, Tensor x, Op op, ToOne call, Supplier<List<?>> attributes) {
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
    try {
      return current.adopt(call.run(x)).madeOf(x, op);
    } catch (Throwable e) {
      throw Failures.of(op, e, List.of(x), attributes.get());
    } finally {
      Reference.reachabilityFence(x);
    }
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
    Tensor output = current.adopt(result);
    Derivative derivative = Derivatives.of(op);
    if (derivative != null && current.isRecording() && Script.isAnyTracked((Object[]) inputs)) {
      output.comeFrom(Node.of(derivative, output, attributes.get(), inputs));
    }
    return current.isObserved()
        ? current.tell(op, start, output, List.of(inputs), attributes.get())
        : output;
  }

  private static Tensor[] manyOn(Tensor x, Op op, ToMany call, Supplier<List<?>> attributes) {
    TensorScope.Current current = TensorScope.current();
    long start = current.clock();
    Tensor[] outputs;
    if (current.isRecording() && x.isTracked()) {
      Island island = new Island();
      Tensor standIn = island.standIn(x);
      outputs =
          island.left(Island.recorded(() -> calledForMany(current, standIn, op, call, attributes)));
    } else {
      outputs = calledForMany(current, x, op, call, attributes);
    }
    if (current.isObserved()) {
      current.tell(op, start, List.of(outputs), List.of(x), attributes.get());
    }
    return outputs;
  }

  private static Tensor[] calledForMany(
      TensorScope.Current current, Tensor x, Op op, ToMany call, Supplier<List<?>> attributes) {
    try {
      return made(adopted(current, call.run(x)), op, x);
    } catch (Throwable e) {
      throw Failures.of(op, e, List.of(x), attributes.get());
    } finally {
      Reference.reachabilityFence(x);
    }
  }

  private static Tensor[] adopted(TensorScope.Current current, long... results) {
    Tensor[] adopted = new Tensor[results.length];
    for (int i = 0; i < results.length; i++) {
      adopted[i] = current.adopt(results[i]);
    }
    return adopted;
  }

  /** What is cut out of a tensor remembers it: the first of the arguments. */
  private static void made(Tensor output, Op op, Object... arguments) {
    if (op.isCut() && arguments[0] instanceof Tensor whole) {
      output.madeOf(whole, op);
    }
  }

  private static Tensor[] made(Tensor[] outputs, Op op, Object... arguments) {
    for (Tensor output : outputs) {
      made(output, op, arguments);
    }
    return outputs;
  }

  /** An operation without a derivative gives a constant: comparisons and the like. */
  private static void record(Op op, Tensor output, Tensor... inputs) {
    Derivative derivative = Derivatives.of(op);
    if (derivative != null) {
      output.comeFrom(Node.of(derivative, output, List.of(), inputs));
    }
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
