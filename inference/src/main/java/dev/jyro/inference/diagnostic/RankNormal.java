package dev.jyro.inference.diagnostic;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Draws replaced by the normal quantiles of their ranks among all draws of all chains: for rank r
 * of S, from 1, the quantile at {@code (r - 3/8) / (S + 1/4)}. Equal draws share the mean of their
 * ranks.
 *
 * <p>Source: Vehtari et al. 2021, Rank-Normalization, Folding, and Localization, section 4; Blom
 * 1958, Statistical Estimates and Transformed Beta-Variables.
 */
final class RankNormal {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private RankNormal() {}

  static double[][] scores(double[][] chains) {
    double[] sorted = Chains.sorted(chains);
    double[] scores = scoresOfSorted(sorted);
    return Chains.map(chains, x -> scores[Arrays.binarySearch(sorted, x)]);
  }

  /** One score for each run of equal numbers, at all of its places. */
  private static double[] scoresOfSorted(double[] sorted) {
    double[] scores = new double[sorted.length];
    for (int first = 0, next; first < sorted.length; first = next) {
      next = endOfRun(sorted, first);
      double rank = (first + 1 + next) / 2.0;
      double p = (rank - 0.375) / (sorted.length + 0.25);
      Arrays.fill(scores, first, next, NORMAL.inverseCumulativeProbability(p));
    }
    return scores;
  }

  private static int endOfRun(double[] sorted, int first) {
    int next = first + 1;
    while (next < sorted.length && sorted[next] == sorted[first]) {
      next++;
    }
    return next;
  }
}
