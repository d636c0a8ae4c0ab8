package dev.jyro.inference.svi;

import ai.djl.ndarray.types.Shape;
import dev.jyro.effect.Frame;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.List;

/**
 * Where a log density stands: terms in one place can be summed and charged together.
 *
 * @param plates the plates around it
 * @param shape its shape; inside a plate a density may be one for all repetitions
 */
record Place(List<Frame> plates, Shape shape) {
  /** Whether a sequential plate makes the two independent. */
  boolean isApartFrom(Place other) {
    return plates.exists(mine -> other.plates.exists(its -> isAnotherRun(mine, its)));
  }

  private static boolean isAnotherRun(Frame mine, Frame its) {
    return mine.index() != its.index() && mine.equals(its.at(mine.index()));
  }

  /** A term in this place, summed over the plates that the other is not in. */
  Tensor foldedFor(Place other, Tensor term) {
    int rank = shape.dimension();
    int[] dims =
        plates
            .filter(frame -> frame.isVectorized() && -frame.dim() <= rank)
            .reject(other.plates::contains)
            .toJavaStream()
            .mapToInt(Frame::dim)
            .toArray();
    return term.keepSum(dims);
  }
}
