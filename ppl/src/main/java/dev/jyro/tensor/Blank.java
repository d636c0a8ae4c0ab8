package dev.jyro.tensor;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * New memory of Torch's own, to be filled from Java, as cheaply as it can be had.
 *
 * <p>To ask for memory by its sizes costs more than a whole operation: the arrays that describe it
 * have to be copied for Torch. So small memory is asked for by an operation, the negation of a
 * tensor of zeros of the same shape and type, whose result is overwritten. The zeros are kept in a
 * table that is direct-mapped and fixed in size, as in {@link Constants}.
 */
final class Blank {
  private static final MethodHandle NEG = Native.function("torchNeg", long.class, long.class);

  /** Beyond this many numbers the negation itself would cost more than it saves. */
  private static final int SMALL = 1 << 10;

  private static final int SLOTS = 1 << 8;
  private static final AtomicReferenceArray<Tensor> ZEROS = new AtomicReferenceArray<>(SLOTS);

  private Blank() {}

  /** A tensor of the current scope, with any content. */
  static Tensor of(Shape shape, DataType type) {
    boolean cached = shape.size() <= SMALL && type.isFloating();
    long address = cached ? negated(zeros(shape, type)) : Memory.empty(shape.getShape(), type);
    Shape own = Shapes.of(shape.getShape());
    return TensorScope.current().adopt(address).known(own, type);
  }

  private static long negated(Tensor zeros) {
    try {
      return (long) NEG.invokeExact(zeros.address());
    } catch (Throwable e) {
      throw Failures.of("empty", e);
    } finally {
      Reference.reachabilityFence(zeros);
    }
  }

  private static Tensor zeros(Shape shape, DataType type) {
    int hash = 31 * shape.hashCode() + type.getNumOfBytes();
    int slot = (hash ^ (hash >>> 8) ^ (hash >>> 16)) & (SLOTS - 1);
    Tensor found = ZEROS.getAcquire(slot);
    if (found != null && found.dataType() == type && found.shape().equals(shape)) {
      return found;
    }
    Tensor made = Tensor.shared(Memory.full(shape.getShape(), 0, type));
    ZEROS.setRelease(slot, made);
    return made;
  }
}
