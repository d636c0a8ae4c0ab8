package dev.jyro.ppl;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.effect.Frame;
import dev.jyro.tensor.Tensor;
import io.vavr.collection.List;
import io.vavr.control.Option;
import java.util.BitSet;

/**
 * A set of conditionally independent repetitions, each with an index.
 *
 * <p>The usual plates need only {@link Primitives#plate}; this type has the rest: a dimension of
 * one's own choice, a subsample, and indices that the caller picks.
 *
 * <pre>{@code
 * plate(Plate.of("rows", 1000).subsample(50).dim(-2), rows -> …);
 * }</pre>
 *
 * @param name its name; the subsample is a site of that name
 * @param size how many repetitions there are
 * @param count how many of them one run takes; if none is said all, or as many as a replayed run
 *     took
 * @param dim the batch dimension, counted from the right, or none for the first free one
 * @param indices the repetitions to take, if the caller picks
 */
public record Plate(
    String name, long size, Option<Long> count, Option<Integer> dim, Option<Tensor> indices) {
  /** Checks that the numbers make sense. */
  public Plate {
    if (size < 1) {
      throw new JyroException("Plate '%s': size %d. Needed: at least 1.".formatted(name, size));
    }
    if (count.exists(c -> c < 1)) {
      throw new JyroException(
          "Plate '%s': subsample of %d. Needed: at least 1.".formatted(name, count.get()));
    }
    if (dim.exists(d -> d >= 0)) {
      throw new JyroException(
          "Plate '%s': dim %d. Needed: less than 0; dimensions are counted from the right, -1 is the last."
              .formatted(name, dim.get()));
    }
    indices.forEach(chosen -> checkIndices(name, chosen));
  }

  /** All of {@code size} repetitions, in the first free dimension. */
  public static Plate of(String name, long size) {
    return new Plate(name, size, Option.none(), Option.none(), Option.none());
  }

  /**
   * Taking {@code count} of the repetitions at random, without repeats; all, if there are fewer.
   */
  public Plate subsample(long count) {
    return new Plate(name, size, Option.of(Math.min(size, count)), dim, indices);
  }

  /**
   * Taking just these repetitions, an int64 vector; a subsample that is replayed must be as long.
   */
  public Plate subsample(Tensor indices) {
    return new Plate(name, size, Option.of(indices.numel()), dim, Option.of(indices));
  }

  /** In this batch dimension, counted from the right. */
  public Plate dim(int dim) {
    return new Plate(name, size, count, Option.of(dim), indices);
  }

  /**
   * Its frame inside the plates that are open already.
   *
   * @param site its name as the handlers outside know it
   * @param taken how many repetitions it runs
   */
  Frame frame(String site, long taken, List<Frame> open) {
    refuseNested(site, open);
    int chosen = dim.getOrElse(() -> firstFree(open));
    open.find(frame -> frame.dim() == chosen).forEach(other -> refuseShared(site, other));
    return new Frame(site, chosen, taken, size, 0);
  }

  /** The same for a plate that runs its body once an index; this is the first index's. */
  Frame sequentialFrame(String site, long taken, List<Frame> open) {
    refuseNested(site, open);
    dim.forEach(chosen -> refuseDimension(site, chosen));
    return new Frame(site, 0, taken, size, 0);
  }

  /** The rightmost dimension that no frame takes; sequential ones have dimension 0. */
  private static int firstFree(List<Frame> open) {
    BitSet taken = new BitSet();
    open.forEach(frame -> taken.set(-frame.dim()));
    return -taken.nextClearBit(1);
  }

  private static void checkIndices(String name, Tensor indices) {
    if (indices.dim() != 1 || indices.dataType() != DataType.INT64) {
      throw new JyroException(
          "Plate '%s': indices of shape %s and type %s. Needed: a vector of int64, such as Tensor.of(4L, 2L)."
              .formatted(name, indices.shape(), indices.dataType()));
    }
  }

  private static void refuseNested(String site, List<Frame> open) {
    if (open.exists(frame -> frame.name().equals(site))) {
      throw new JyroException(
          "Plate '%s' is open already, in %s. Needed: another name for the inner one."
              .formatted(site, open.mkString(", ")));
    }
  }

  private static void refuseShared(String site, Frame other) {
    throw new JyroException(
        "Plates '%s' and '%s' both take dimension %d. Fix: give one of them another dim, or leave the choice to Jyro."
            .formatted(other.name(), site, other.dim()));
  }

  private static void refuseDimension(String site, int dim) {
    throw new JyroException(
        "Plate '%s' runs its body once an index and was given dim %d. Needed: no dim; such a plate takes no batch dimension."
            .formatted(site, dim));
  }
}
