package dev.jyro.inference.data;

import dev.jyro.JyroException;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import io.vavr.control.Option;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/** The order in which rows are dealt: a function of the step's number. */
final class Order {
  private final long rows;
  private final int size;
  private final Tail tail;
  private final Option<Noise> noise;
  private volatile @Nullable Shuffled latest;

  /** What becomes of the rows that fill no batch. */
  enum Tail {
    KEPT,
    DROPPED
  }

  /** All rows in the order of an epoch. */
  private static final class Shuffled {
    private final long epoch;
    private final long[] order;

    Shuffled(long epoch, long[] order) {
      this.epoch = epoch;
      this.order = order;
    }
  }

  Order(long rows, int size, Tail tail, Option<Noise> noise) {
    this.rows = rows;
    this.size = size;
    this.tail = tail;
    this.noise = noise;
    if (size < 1 || rows < 1) {
      throw new JyroException(
          "Batches: %d rows in batches of %d. Needed: at least one row, and batches of at least one."
              .formatted(rows, size));
    }
    if (perEpoch() == 0) {
      throw new JyroException(
          "Batches: the only batch has %d rows of %d and is dropped. Fix one of: smaller batches; keep the last one."
              .formatted(rows, size));
    }
  }

  Order dropping() {
    return new Order(rows, size, Tail.DROPPED, noise);
  }

  Order shuffled(Noise by) {
    return new Order(rows, size, tail, Option.of(by));
  }

  long perEpoch() {
    return tail == Tail.KEPT ? (rows - 1) / size + 1 : rows / size;
  }

  Rows at(long step) {
    long from = step % perEpoch() * size;
    long count = Math.min(size, rows - from);
    return new Rows(from, count, noise.map(by -> chosen(by, step / perEpoch(), from, count)));
  }

  private Tensor chosen(Noise by, long epoch, long from, long count) {
    long[] order = shuffled(by, epoch).order;
    int first = Math.toIntExact(from);
    return Tensor.of(Arrays.copyOfRange(order, first, first + Math.toIntExact(count)));
  }

  /** Several threads may make the same at once; it comes out the same. */
  private Shuffled shuffled(Noise by, long epoch) {
    Shuffled known = latest;
    if (known == null || known.epoch != epoch) {
      known = new Shuffled(epoch, permutation(by.at(epoch)));
      latest = known;
    }
    return known;
  }

  /** By Fisher and Yates, from inside out. */
  private long[] permutation(Noise of) {
    UniformRandomProvider generator = of.generator();
    long[] order = new long[Math.toIntExact(rows)];
    for (int i = 0; i < order.length; i++) {
      int other = generator.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }
}
