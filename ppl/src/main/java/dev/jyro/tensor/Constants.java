package dev.jyro.tensor;

import ai.djl.ndarray.types.DataType;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Numbers as tensors of shape {@code ()}, owned by Torch, made once and shared by all threads.
 *
 * <p>DJL's {@code NDArray.mul(Number)} lends Torch a Java buffer and drops it before the backward
 * pass has read it, which corrupts gradients silently. Every {@code double} overload of {@link
 * Tensor} comes here instead. The table is direct-mapped and fixed in size: a constant that is
 * pushed out lives on while somebody holds it and is then freed by the cleaner.
 */
final class Constants {
  private static final int SLOTS = 1 << 11;
  private static final AtomicReferenceArray<Entry> TABLE = new AtomicReferenceArray<>(SLOTS);

  private static final int INDEX_SLOTS = 1 << 6;
  private static final AtomicReferenceArray<Tensor> INDICES =
      new AtomicReferenceArray<>(INDEX_SLOTS);

  private Constants() {}

  /** The numbers 0 … count-1. */
  static Tensor indices(long count) {
    int slot = (int) (count & (INDEX_SLOTS - 1));
    Tensor found = INDICES.getAcquire(slot);
    if (found != null && found.numel() == count) {
      return found;
    }
    try (TensorScope scope = TensorScope.open()) {
      Tensor made = TensorScope.share(Tensor.arange(count));
      INDICES.setRelease(slot, made);
      return made;
    }
  }

  /**
   * The number for arithmetic with a tensor of this type: of the same type, but float32 for a
   * fraction that meets integers or booleans, as in Torch.
   */
  static Tensor matching(double value, DataType partner) {
    if (partner == DataType.FLOAT32 || partner == DataType.FLOAT64) {
      return of(value, partner);
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1L << 53;
    if (partner == DataType.FLOAT16) {
      return of(value, partner);
    }
    return of(value, whole ? DataType.INT64 : DataType.FLOAT32);
  }

  /** A number too large for the type becomes infinite, as in arithmetic; Torch would refuse it. */
  static double rounded(double value, DataType type) {
    return type == DataType.FLOAT32 ? (float) value : value;
  }

  /** The number as a tensor of this type. */
  static Tensor of(double value, DataType type) {
    long bits = Double.doubleToRawLongBits(value);
    long mixed = (bits ^ type.getNumOfBytes() ^ (type.isFloating() ? 0 : 16)) * 0x9E3779B97F4A7C15L;
    int slot = (int) (mixed >>> 53);
    Entry entry = TABLE.getAcquire(slot);
    if (entry != null && entry.bits == bits && entry.type == type) {
      return entry.tensor;
    }
    Tensor made = Tensor.shared(Memory.full(new long[0], value, type));
    TABLE.setRelease(slot, new Entry(bits, type, made));
    return made;
  }

  private record Entry(long bits, DataType type, Tensor tensor) {}
}
