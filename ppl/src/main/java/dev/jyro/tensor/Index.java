package dev.jyro.tensor;

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

  /** What {@link ShapeOps#index} does. */
  static Tensor apply(Tensor x, Index... indices) {
    return new Bracket(x, indices).applied();
  }
}
