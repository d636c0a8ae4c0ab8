package dev.jyro.examples.embedding;

import java.util.Arrays;

/**
 * To how many neighbours a point listens: the number of equal probabilities that have the entropy
 * of its own.
 *
 * @param value more than 1
 */
record Perplexity(double value) {
  /** Of the entropy, in nats; a perplexity of 30 is then met to 3e-9. */
  private static final double CLOSE = 1e-10;

  private static final int MOST_ROUNDS = 200;

  /** How many neighbours are looked at; the others' probabilities are next to nothing. */
  int neighbours() {
    return (int) Math.floor(3 * value);
  }

  /**
   * Probabilities {@code p_j ∝ exp(-β d_j)}, with the {@code β} that gives them this perplexity.
   * Where more neighbours than it wants are equally near, none does, and they share equally.
   */
  double[] probabilities(double[] squaredDistances) {
    double[] beyondNearest = beyondNearest(squaredDistances);
    double mean = Arrays.stream(beyondNearest).average().orElseThrow();
    double low = 0;
    double high = Double.POSITIVE_INFINITY;
    double beta = mean > 0 ? 1 / mean : 1;
    double[] p = weigh(beyondNearest, beta);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      double excess = entropy(p) - Math.log(value);
      if (Math.abs(excess) < CLOSE) {
        break;
      }
      low = excess > 0 ? beta : low;
      high = excess > 0 ? high : beta;
      beta = Double.isFinite(high) ? (low + high) / 2 : 2 * beta;
      p = weigh(beyondNearest, beta);
    }
    return p;
  }

  /** Shifted by the least, so that the exponentials do not all vanish. */
  private static double[] beyondNearest(double[] distances) {
    double least = Arrays.stream(distances).min().orElseThrow();
    return Arrays.stream(distances).map(d -> d - least).toArray();
  }

  private static double[] weigh(double[] distances, double beta) {
    double[] weights = Arrays.stream(distances).map(d -> Math.exp(-beta * d)).toArray();
    double sum = Arrays.stream(weights).sum();
    return Arrays.stream(weights).map(w -> w / sum).toArray();
  }

  private static double entropy(double[] p) {
    return -Arrays.stream(p).filter(one -> one > 0).map(one -> one * Math.log(one)).sum();
  }
}
