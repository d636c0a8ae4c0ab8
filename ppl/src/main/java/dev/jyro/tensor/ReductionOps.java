package dev.jyro.tensor;

/**
 * Operations that fold dimensions away. Without dimensions named they fold all; {@code keep…} forms
 * leave a 1 in the place of each.
 */
public sealed interface ReductionOps permits Tensor {
  /** The tensor itself. */
  Tensor tensor();

  /** The sum of everything. */
  default Tensor sum() {
    return Dispatch.unary(Op.SUM_ALL, tensor());
  }

  /** The sum over these dimensions; over none of them it is the tensor itself. */
  default Tensor sum(int... dims) {
    return dims.length == 0 ? tensor() : Dispatch.sizes(Op.SUM, tensor(), longs(dims), false);
  }

  /** The sum over these dimensions, each left as a 1. */
  default Tensor keepSum(int... dims) {
    return dims.length == 0 ? tensor() : Dispatch.sizes(Op.SUM, tensor(), longs(dims), true);
  }

  /** The mean of everything. */
  default Tensor mean() {
    return Dispatch.unary(Op.MEAN_ALL, tensor());
  }

  /** The mean over these dimensions. */
  default Tensor mean(int... dims) {
    return mean(false, dims);
  }

  /** The mean over these dimensions, each left as a 1. */
  default Tensor keepMean(int... dims) {
    return mean(true, dims);
  }

  /** The variance over these dimensions (all if none), divided by {@code n - 1}. */
  default Tensor variance(int... dims) {
    return Dispatch.script(Op.VARIANCE, tensor(), orAll(dims), 1L, false);
  }

  /** The standard deviation over these dimensions (all if none), divided by {@code n - 1}. */
  default Tensor std(int... dims) {
    return variance(dims).sqrt();
  }

  /** The largest over these dimensions (all if none). */
  default Tensor max(int... dims) {
    return Dispatch.script(Op.MAX, tensor(), orAll(dims), false);
  }

  /** {@link #max}, each dimension left as a 1. */
  default Tensor keepMax(int... dims) {
    return Dispatch.script(Op.MAX, tensor(), orAll(dims), true);
  }

  /** The smallest over these dimensions (all if none). */
  default Tensor min(int... dims) {
    return Dispatch.script(Op.MIN, tensor(), orAll(dims), false);
  }

  /** {@link #min}, each dimension left as a 1. */
  default Tensor keepMin(int... dims) {
    return Dispatch.script(Op.MIN, tensor(), orAll(dims), true);
  }

  /** The product along a dimension. */
  default Tensor prod(int dim) {
    return Dispatch.dim(Op.PROD, tensor(), dim);
  }

  /** The place of the largest along a dimension, int64. */
  default Tensor argMax(int dim) {
    return Dispatch.dim(Op.ARG_MAX, tensor(), dim);
  }

  /** The place of the smallest along a dimension, int64. */
  default Tensor argMin(int dim) {
    return Dispatch.dim(Op.ARG_MIN, tensor(), dim);
  }

  /** {@code log(sum(exp(this)))} over these dimensions (all if none), without overflow. */
  default Tensor logSumExp(int... dims) {
    return Dispatch.script(Op.LOG_SUM_EXP, tensor(), orAll(dims), false);
  }

  /** {@link #logSumExp}, each dimension left as a 1. */
  default Tensor keepLogSumExp(int... dims) {
    return Dispatch.script(Op.LOG_SUM_EXP, tensor(), orAll(dims), true);
  }

  /** The running sum along a dimension. */
  default Tensor cumSum(int dim) {
    return Dispatch.dim(Op.CUM_SUM, tensor(), dim);
  }

  /** The running product along a dimension. */
  default Tensor cumProd(int dim) {
    return Dispatch.dim(Op.CUM_PROD, tensor(), dim);
  }

  /** The logarithm of the running sum of exponentials along a dimension. */
  default Tensor logCumSumExp(int dim) {
    return Dispatch.script(Op.LOG_CUM_SUM_EXP, tensor(), dim);
  }

  /** Whether all are true over these dimensions (all if none). */
  default Tensor all(int... dims) {
    return dims.length == 0
        ? Dispatch.unary(Op.ALL_ALL, tensor())
        : Dispatch.script(Op.ALL, tensor(), longs(dims), false);
  }

  /** Whether any is true over these dimensions (all if none). */
  default Tensor any(int... dims) {
    return dims.length == 0
        ? Dispatch.unary(Op.ANY_ALL, tensor())
        : Dispatch.script(Op.ANY, tensor(), longs(dims), false);
  }

  /** The p-norm over these dimensions (all if none); {@code order} may be infinite. */
  default Tensor norm(double order, int... dims) {
    return Dispatch.script(Op.NORM, tensor(), order, orAll(dims), false);
  }

  /** The middle value along a dimension, the lower of two. */
  default Tensor median(int dim) {
    return Dispatch.many(Op.MEDIAN, tensor(), dim)[0];
  }

  /** Quantiles along a dimension, linearly interpolated; the first dimension counts {@code q}. */
  default Tensor quantile(Tensor q, int dim) {
    return Dispatch.script(Op.QUANTILE, tensor(), q, dim, false);
  }

  /** Sorted along a dimension, rising. */
  default Tensor sort(int dim) {
    return Dispatch.dim(Op.SORT, tensor(), dim);
  }

  /** The places that would sort a dimension, int64. */
  default Tensor argSort(int dim) {
    return Dispatch.dim(Op.ARG_SORT, tensor(), dim);
  }

  /** The {@code count} largest along a dimension, falling: their values and their places. */
  default Tensor[] topK(int count, int dim) {
    return Dispatch.many(Op.TOP_K, tensor(), count, dim);
  }

  /**
   * Summed until it has the given shape: the reverse of broadcasting, as gradients need it.
   *
   * @throws ShapeException if this is no broadcast of {@code shape}
   */
  default Tensor sumTo(ai.djl.ndarray.types.Shape shape) {
    return Folding.sumTo(tensor(), shape);
  }

  private Tensor mean(boolean keep, int... dims) {
    return switch (dims.length) {
      case 0 -> tensor();
      case 1 -> Dispatch.dim(Op.MEAN_ALONG, tensor(), dims[0], keep);
      default -> Dispatch.script(Op.MEAN, tensor(), longs(dims), keep);
    };
  }

  private static long[] longs(int... dims) {
    long[] wide = new long[dims.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = dims[i];
    }
    return wide;
  }

  private long[] orAll(int... dims) {
    if (dims.length > 0) {
      return longs(dims);
    }
    long[] all = new long[tensor().dim()];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    return all;
  }
}
