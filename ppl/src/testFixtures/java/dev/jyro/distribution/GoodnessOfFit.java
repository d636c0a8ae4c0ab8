package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** Pearson's chi-square test of draws against a density. */
public final class GoodnessOfFit {
  private static final int BINS = 40;
  private static final int LEAST_EXPECTED = 5;
  private static final double LEAST_P = 1e-4;

  private GoodnessOfFit() {}

  /**
   * Draws of real numbers: bins between quantiles of other draws, their probabilities integrated
   * from the density, and one bin for both tails together, so that a density whose integral is not
   * 1 fails too.
   */
  public static void ofReals(double[] draws, double[] others, UnaryOperator<Tensor> density) {
    double[] edges = quantiles(others);
    double[] expected = new double[BINS - 1];
    double[] found = new double[BINS - 1];
    System.arraycopy(Numbers.integrals(density, edges), 0, expected, 1, BINS - 2);
    expected[0] = 1 - Arrays.stream(expected).sum();
    for (double draw : draws) {
      int place = Arrays.binarySearch(edges, draw);
      found[(place < 0 ? -place - 1 : place + 1) % (BINS - 1)]++;
    }
    check(found, expected, draws.length);
  }

  /** Draws of whole numbers from 0: those of little probability are counted with the likeliest. */
  public static void ofCounts(double[] draws, double[] probabilities) {
    int likeliest = likeliest(probabilities);
    double[] expected = new double[probabilities.length];
    double[] found = new double[probabilities.length];
    expected[likeliest] = 1 - Arrays.stream(probabilities).sum();
    for (int k = 0; k < probabilities.length; k++) {
      boolean isRare = probabilities[k] * draws.length < LEAST_EXPECTED;
      expected[isRare ? likeliest : k] += probabilities[k];
    }
    for (double draw : draws) {
      assertThat(draw >= probabilities.length || probabilities[(int) draw] > 0)
          .as("%s can be drawn", draw)
          .isTrue();
      found[draw < found.length && expected[(int) draw] > 0 ? (int) draw : likeliest]++;
    }
    check(found, expected, draws.length);
  }

  private static int likeliest(double[] probabilities) {
    int best = 0;
    for (int k = 1; k < probabilities.length; k++) {
      best = probabilities[k] > probabilities[best] ? k : best;
    }
    return best;
  }

  private static double[] quantiles(double[] draws) {
    double[] sorted = draws.clone();
    Arrays.sort(sorted);
    double[] edges = new double[BINS - 1];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = sorted[(i + 1) * sorted.length / BINS];
    }
    return edges;
  }

  private static void check(double[] found, double[] probabilities, int draws) {
    double statistic = 0;
    int bins = 0;
    for (int i = 0; i < found.length; i++) {
      double expected = probabilities[i] * draws;
      if (expected > 0) {
        statistic += (found[i] - expected) * (found[i] - expected) / expected;
        bins++;
      }
    }
    if (bins > 1) {
      double p = ChiSquaredDistribution.of(bins - 1).survivalProbability(statistic);
      assertThat(p).as("p of chi-square %s with %s bins", statistic, bins).isGreaterThan(LEAST_P);
    }
  }
}
