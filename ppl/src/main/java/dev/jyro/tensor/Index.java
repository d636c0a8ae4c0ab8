package dev.jyro.tensor;

import java.util.ArrayList;
import java.util.List;

/**
 * One place in Torch's bracket, for {@link ShapeOps#index}.
 *
 * <p>{@code x.index(Index.ellipsis(), Index.of(rows))} is {@code x[..., rows]}. Several tensors in
 * one bracket broadcast against each other, as in Torch.
 */
public sealed interface Index {
  /** The whole dimension: {@code :}. */
  static Index all() {
    return new Slice(0, Long.MAX_VALUE, 1);
  }

  /** One entry; the dimension goes away: {@code i}. */
  static Index at(long index) {
    return new At(index);
  }

  /** From {@code start} up to {@code end} exclusive: {@code start:end}. */
  static Index slice(long start, long end) {
    return new Slice(start, end, 1);
  }

  /**
   * Every {@code step}-th from {@code start} up to {@code end} exclusive: {@code start:end:step}.
   */
  static Index slice(long start, long end, long step) {
    return new Slice(start, end, step);
  }

  /** As many whole dimensions as are left over: {@code ...}. */
  static Index ellipsis() {
    return new Ellipsis();
  }

  /** A new dimension of size 1: {@code None}. */
  static Index newAxis() {
    return new NewAxis();
  }

  /** The entries that an int64 tensor names, or where a boolean one is true. */
  static Index of(Tensor indices) {
    return new Of(indices);
  }

  /** One entry. */
  record At(long index) implements Index {}

  /** A range. */
  record Slice(long start, long end, long step) implements Index {}

  /** The dimensions left over. */
  record Ellipsis() implements Index {}

  /** A new dimension. */
  record NewAxis() implements Index {}

  /** Entries by number or by truth. */
  record Of(Tensor indices) implements Index {}

  /**
   * Goes through the bracket from the left, keeping count of the dimension each place speaks of.
   */
  static Tensor apply(Tensor x, Index... indices) {
    int spoken = 0;
    for (Index index : indices) {
      spoken += dimensions(index);
    }
    if (spoken > x.dim()) {
      throw new ShapeException(
          "index: %d dimensions named for a tensor of shape %s.".formatted(spoken, x.shape()));
    }
    int dim = 0;
    Tensor result = x;
    List<Tensor> picks = new ArrayList<>();
    List<Long> pickDims = new ArrayList<>();
    for (Index index : indices) {
      if (index instanceof At at) {
        result = result.select(dim, at.index);
      } else if (index instanceof Slice slice) {
        result =
            slice.equals(all()) ? result : result.slice(dim, slice.start, slice.end, slice.step);
        dim++;
      } else if (index instanceof Ellipsis) {
        dim += x.dim() - spoken;
      } else if (index instanceof NewAxis) {
        result = result.unsqueeze(dim++);
      } else if (index instanceof Of of) {
        picks.add(of.indices);
        pickDims.add((long) dim);
        dim += dimensions(index);
      }
    }
    if (picks.isEmpty()) {
      return result;
    }
    long[] dims = pickDims.stream().mapToLong(Long::longValue).toArray();
    return Dispatch.script(Op.INDEX, result, dims, picks.toArray(new Tensor[0]));
  }

  private static int dimensions(Index index) {
    if (index instanceof Of of) {
      return of.indices.dataType() == ai.djl.ndarray.types.DataType.BOOLEAN ? of.indices.dim() : 1;
    }
    return index instanceof Ellipsis || index instanceof NewAxis ? 0 : 1;
  }
}
