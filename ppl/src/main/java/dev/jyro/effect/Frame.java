package dev.jyro.effect;

import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.Shapes;
import java.util.Arrays;

/**
 * One plate around a site.
 *
 * @param name the plate's name
 * @param dim the batch dimension that it takes, counted from the right (-1 is the last); 0 for a
 *     plate that runs its body once an index and takes none
 * @param size how many of its indices are in use: all of them, or the subsample's number
 * @param fullSize how many indices there are
 * @param index for a plate that runs its body once an index, which of the runs this is, from 0;
 *     else 0
 */
public record Frame(String name, int dim, long size, long fullSize, long index) {
  /** The same plate in another of its runs. */
  public Frame at(long other) {
    return new Frame(name, dim, size, fullSize, other);
  }

  /** Whether the plate takes a batch dimension. */
  public boolean isVectorized() {
    return dim < 0;
  }

  /** What a density inside counts, so that a subsample stands for all: {@code fullSize / size}. */
  public double scale() {
    return (double) fullSize / size;
  }

  /** A batch with the plate's size at its dimension. */
  Shape wide(Shape batch) {
    int rank = Math.max(batch.dimension(), -dim);
    long[] sizes = new long[rank];
    Arrays.fill(sizes, 1);
    System.arraycopy(batch.getShape(), 0, sizes, rank - batch.dimension(), batch.dimension());
    sizes[rank + dim] = size;
    return Shapes.of(sizes);
  }

  @Override
  public String toString() {
    return name
        + (isVectorized() ? "[dim " + dim + ", size " + size + "]" : "[index " + index + "]");
  }
}
