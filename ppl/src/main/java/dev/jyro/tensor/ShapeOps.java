package dev.jyro.tensor;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/** Operations that rearrange, cut, pick and join. Gradients go through all of them. */
public sealed interface ShapeOps permits Tensor {
  /** The tensor itself. */
  Tensor tensor();

  // ---- Rearranging

  /** The same numbers in another shape; one size may be -1 and is worked out. */
  default Tensor reshape(long... sizes) {
    return Dispatch.sizes(Op.RESHAPE, tensor(), sizes);
  }

  /** The same numbers in another shape. */
  default Tensor reshape(Shape shape) {
    return tensor().shape().equals(shape) ? tensor() : reshape(shape.getShape());
  }

  /** All in one dimension. */
  default Tensor flatten() {
    return reshape(-1);
  }

  /** The dimensions from {@code first} to {@code last} inclusive made into one. */
  default Tensor flatten(int first, int last) {
    long[] sizes = tensor().shape().getShape();
    int from = first < 0 ? first + sizes.length : first;
    int to = last < 0 ? last + sizes.length : last;
    if (from < 0 || from > to || to >= sizes.length) {
      throw new ShapeException(
          "flatten: dimensions %d to %d of a tensor of shape %s."
              .formatted(first, last, tensor().shape()));
    }
    long[] flat = Arrays.copyOf(sizes, sizes.length - (to - from));
    flat[from] = Arrays.stream(sizes, from, to + 1).reduce(1, (a, b) -> a * b);
    System.arraycopy(sizes, to + 1, flat, from + 1, sizes.length - to - 1);
    return reshape(flat);
  }

  /** With a dimension of size 1 put in at {@code dim}. */
  default Tensor unsqueeze(int dim) {
    return Dispatch.dim(Op.UNSQUEEZE, tensor(), dim);
  }

  /** Without the dimension {@code dim}, if its size is 1. */
  default Tensor squeeze(int dim) {
    return Dispatch.dim(Op.SQUEEZE, tensor(), dim);
  }

  /** Two dimensions exchanged. */
  default Tensor transpose(int first, int second) {
    return Dispatch.dims(Op.TRANSPOSE, tensor(), first, second);
  }

  /** The last two dimensions exchanged. */
  default Tensor mT() {
    return transpose(-2, -1);
  }

  /** The dimensions in another order. */
  default Tensor permute(long... order) {
    return Dispatch.sizes(Op.PERMUTE, tensor(), order);
  }

  /** Stretched to the shape without copying, as in broadcasting. */
  default Tensor expand(long... sizes) {
    return Dispatch.sizes(Op.EXPAND, tensor(), sizes);
  }

  /** Stretched to the shape without copying, as in broadcasting. */
  default Tensor expand(Shape shape) {
    return tensor().shape().equals(shape) ? tensor() : expand(shape.getShape());
  }

  /** The whole repeated this often along each dimension. */
  default Tensor repeat(long... times) {
    return Dispatch.sizes(Op.REPEAT, tensor(), times);
  }

  /** These dimensions backwards. */
  default Tensor flip(long... dims) {
    return Dispatch.sizes(Op.FLIP, tensor(), dims);
  }

  /** A copy whose numbers lie row by row, or the tensor itself if they do. */
  default Tensor contiguous() {
    return Dispatch.unary(Op.CONTIGUOUS, tensor());
  }

  // ---- Cutting and picking

  /** Pieces of {@code size} along a dimension; the last may be shorter. */
  default Tensor[] split(long size, int dim) {
    long total = tensor().size(dim);
    if (size < 1) {
      throw new ShapeException("split: pieces of size " + size + ". Needed: at least 1.");
    }
    long[] sizes = new long[Math.max(1, Math.toIntExact((total + size - 1) / size))];
    Arrays.fill(sizes, size);
    sizes[sizes.length - 1] = total - size * (sizes.length - 1);
    return split(sizes, dim);
  }

  /** At most {@code count} pieces of one size along a dimension; the last may be shorter. */
  default Tensor[] chunk(int count, int dim) {
    if (count < 1) {
      throw new ShapeException("chunk: " + count + " pieces. Needed: at least 1.");
    }
    return split(Math.max(1, (tensor().size(dim) + count - 1) / count), dim);
  }

  /** Every entry of a dimension, which goes away. */
  default Tensor[] unbind(int dim) {
    return Dispatch.scriptMany(Op.UNBIND, tensor(), dim);
  }

  /** Pieces of these sizes along a dimension. */
  default Tensor[] split(long[] sizes, int dim) {
    return Dispatch.split(tensor(), sizes, dim);
  }

  /** The {@code length} entries from {@code start} along a dimension. */
  default Tensor narrow(int dim, long start, long length) {
    return length >= 0 && start >= 0 && start <= sizeOrNothing(dim) - length
        ? Dispatch.narrow(tensor(), dim, start, length)
        : Dispatch.script(Op.NARROW, tensor(), dim, start, length);
  }

  /** Every {@code step}-th entry from {@code start} up to {@code end} exclusive. */
  default Tensor slice(int dim, long start, long end, long step) {
    return Dispatch.range(Op.SLICE, tensor(), dim, start, end, step);
  }

  /** One entry of a dimension, which goes away. */
  default Tensor select(int dim, long index) {
    long size = sizeOrNothing(dim);
    return index >= -size && index < size
        ? Dispatch.select(tensor(), dim, index)
        : Dispatch.script(Op.SELECT, tensor(), dim, index);
  }

  /** One entry of the leading dimensions, which go away: {@code x.get(2, 0)}. */
  default Tensor get(long... indices) {
    Tensor picked = tensor();
    for (long index : indices) {
      picked = picked.select(0, index);
    }
    return picked;
  }

  /**
   * Torch's bracket: {@code x.index(Index.all(), Index.at(3), Index.slice(0, 5))} is {@code x[:, 3,
   * 0:5]}.
   */
  default Tensor index(Index... indices) {
    return Index.apply(tensor(), indices);
  }

  /** The entries of a dimension that an int64 vector names. */
  default Tensor indexSelect(int dim, Tensor index) {
    return Dispatch.script(Op.INDEX_SELECT, tensor(), dim, index);
  }

  /** Along a dimension the entry that {@code index}, a tensor of as many dimensions, names. */
  default Tensor gather(int dim, Tensor index) {
    return Dispatch.binaryDim(Op.GATHER, tensor(), index, dim);
  }

  /** A copy with {@code source} added at the places that {@code index} names. */
  default Tensor scatterAdd(int dim, Tensor index, Tensor source) {
    return Dispatch.script(Op.SCATTER_ADD, tensor(), dim, index, source);
  }

  /** A copy with the rows of {@code source} added to the rows that {@code index} names. */
  default Tensor indexAdd(int dim, Tensor index, Tensor source) {
    return Dispatch.script(Op.INDEX_ADD, tensor(), dim, index, source);
  }

  /** The entries where the mask is true, as a vector. */
  default Tensor maskedSelect(Tensor mask) {
    return Dispatch.binary(Op.MASKED_SELECT, tensor(), mask);
  }

  /** The places of the entries that are not 0, one a row, int64. */
  default Tensor nonZero() {
    return Dispatch.unary(Op.NON_ZERO, tensor());
  }

  /** A copy with {@code value} where the mask is true; no gradient passes there. */
  default Tensor maskedFill(Tensor mask, double value) {
    return mask.where(tensor().constant(value), tensor());
  }

  /** Class numbers as rows of zeros and one 1, int64. */
  default Tensor oneHot(long classes) {
    return Dispatch.count(Op.ONE_HOT, tensor(), classes);
  }

  /** The lower triangle, the rest zero; {@code diagonal} moves the edge. */
  default Tensor tril(int diagonal) {
    return Dispatch.script(Op.TRIL, tensor(), diagonal);
  }

  /** The upper triangle, the rest zero; {@code diagonal} moves the edge. */
  default Tensor triu(int diagonal) {
    return Dispatch.script(Op.TRIU, tensor(), diagonal);
  }

  /** The diagonals of the last two dimensions. */
  default Tensor diagonal() {
    return Dispatch.unary(Op.DIAGONAL, tensor());
  }

  /** Diagonal matrices of the last dimension. */
  default Tensor diagEmbed() {
    return Dispatch.script(Op.DIAG_EMBED, tensor());
  }

  /** The size of a dimension; less than any index if there is no such dimension. */
  private long sizeOrNothing(int dim) {
    Shape shape = tensor().shape();
    int rank = shape.dimension();
    return dim < -rank || dim >= rank ? -1 : shape.get(dim < 0 ? dim + rank : dim);
  }

  // ---- Joining

  /** One after the other along a dimension. */
  static Tensor cat(int dim, Tensor... parts) {
    return Dispatch.parts(Op.CAT, parts, dim);
  }

  /** Side by side along a new dimension. */
  static Tensor stack(int dim, Tensor... parts) {
    return Dispatch.parts(Op.STACK, parts, dim);
  }
}
