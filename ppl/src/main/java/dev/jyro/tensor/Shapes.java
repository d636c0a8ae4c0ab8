package dev.jyro.tensor;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Shapes: a cache of DJL's {@link Shape} objects, and the arithmetic of broadcasting.
 *
 * <p>A {@code Shape} costs two streams and four objects to make, and a model meets the same few
 * dozen again and again. {@link #of} therefore answers from a small direct-mapped table without
 * allocating. A slot is replaced when another shape falls on it, so the table never grows.
 */
public final class Shapes {
  private static final int SLOTS = 1 << 10;
  private static final AtomicReferenceArray<Shape> TABLE = new AtomicReferenceArray<>(SLOTS);
  private static final Shape SCALAR = new Shape();

  private Shapes() {}

  /** The shape with these sizes; the array is not kept. */
  public static Shape of(long... sizes) {
    if (sizes.length == 0) {
      return SCALAR;
    }
    int hash = Arrays.hashCode(sizes);
    int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
    Shape found = TABLE.getAcquire(slot);
    if (found != null && Arrays.equals(found.getShape(), sizes)) {
      return found;
    }
    Shape made = new Shape(sizes.clone());
    TABLE.setRelease(slot, made);
    return made;
  }

  /** The shape {@code ()} of a single number. */
  public static Shape scalar() {
    return SCALAR;
  }

  static long size(Shape shape, int dim) {
    int rank = shape.dimension();
    if (dim < -rank || dim >= rank) {
      throw new ShapeException(
          "size: dimension %d of a tensor of shape %s. Needed: %d to %d."
              .formatted(dim, shape, -rank, rank - 1));
    }
    return shape.get(dim < 0 ? dim + rank : dim);
  }

  /** {@code left} followed by {@code right}. */
  public static Shape concat(Shape left, Shape right) {
    if (left.dimension() == 0) {
      return right;
    }
    if (right.dimension() == 0) {
      return left;
    }
    long[] sizes = Arrays.copyOf(left.getShape(), left.dimension() + right.dimension());
    System.arraycopy(right.getShape(), 0, sizes, left.dimension(), right.dimension());
    return of(sizes);
  }

  /** The first {@code count} dimensions. */
  public static Shape leading(Shape shape, int count) {
    return count == shape.dimension() ? shape : of(Arrays.copyOf(shape.getShape(), count));
  }

  /** The last {@code count} dimensions. */
  public static Shape trailing(Shape shape, int count) {
    int rank = shape.dimension();
    return count == rank ? shape : of(Arrays.copyOfRange(shape.getShape(), rank - count, rank));
  }

  /**
   * What Torch makes of several shapes together: aligned at the right, a 1 stretches.
   *
   * @throws ShapeException if two sizes differ and neither is 1
   */
  public static Shape broadcast(Shape left, Shape right) {
    if (right.dimension() == 0 || left.equals(right)) {
      return left;
    }
    if (left.dimension() == 0) {
      return right;
    }
    return of(broadcastSizes(left, right));
  }

  /** Whether {@link #broadcast} would succeed and give {@code into} itself. */
  public static boolean broadcastsTo(Shape from, Shape into) {
    if (from.equals(into)) {
      return true;
    }
    int shift = into.dimension() - from.dimension();
    if (shift < 0) {
      return false;
    }
    for (int i = 0; i < from.dimension(); i++) {
      if (from.get(i) != 1 && from.get(i) != into.get(i + shift)) {
        return false;
      }
    }
    return true;
  }

  private static long[] broadcastSizes(Shape left, Shape right) {
    boolean leftIsWide = left.dimension() >= right.dimension();
    Shape slim = leftIsWide ? right : left;
    long[] sizes = (leftIsWide ? left : right).getShape().clone();
    int shift = sizes.length - slim.dimension();
    for (int i = 0; i < slim.dimension(); i++) {
      long size = slim.get(i);
      if (sizes[i + shift] == 1) {
        sizes[i + shift] = size;
      } else if (size != 1 && size != sizes[i + shift]) {
        throw new ShapeException(
            "Shapes %s and %s do not broadcast: dimension %d has %d in one and %d in the other. Needed: equal sizes, or a 1."
                .formatted(left, right, i - slim.dimension(), sizes[i + shift], size));
      }
    }
    return sizes;
  }
}
