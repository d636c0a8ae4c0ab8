package dev.jyro.inference.diagnostic;

import java.util.Arrays;

/**
 * How many draws of some chains are worth one independent draw.
 *
 * <p>{@code tau = 1 + 2 sum of rho[lag]}, where {@code rho[lag] = 1 - (W - c[lag]) / V} with the
 * variance W within the chains, their mean autocovariance c, and the variance V that the chains
 * have together: chains that disagree are correlated at every lag. Sums of neighbouring
 * correlations, of lags 2k and 2k + 1, are positive and fall in truth: the sum over lags ends at
 * the first that is not positive, and none counts for more than the one before it. Of the pair at
 * which it ends, the first correlation is counted once, which lowers the error where draws are
 * negatively correlated.
 *
 * <p>Source: Geyer 1992, Practical Markov Chain Monte Carlo, section 3.3; Vehtari et al. 2021,
 * Rank-Normalization, Folding, and Localization, section 3.2.
 */
final class AutocorrelationTime {
  private final double[] covariances;
  private final double within;
  private final double total;

  private AutocorrelationTime(double[][] chains) {
    int draws = chains[0].length;
    covariances = Autocovariance.of(chains);
    within = covariances[0] * draws / (draws - 1);
    total = covariances[0] + betweenChains(chains);
  }

  /**
   * At least {@code 1 / log10(draws)}: what is better than that is beyond what the draws can show.
   */
  static double of(double[][] chains) {
    double all = (double) chains.length * chains[0].length;
    return Math.max(new AutocorrelationTime(chains).sum(), 1 / Math.log10(all));
  }

  private static double betweenChains(double[][] chains) {
    double[] means = Arrays.stream(chains).mapToDouble(Moments::mean).toArray();
    return means.length == 1 ? 0 : Moments.variance(means);
  }

  private double sum() {
    double even = 1;
    double pair = 1 + correlation(1);
    double smallest = Double.POSITIVE_INFINITY;
    double sum = -1;
    for (int lag = 2; lag < covariances.length - 2 && pair > 0; lag += 2) {
      smallest = Math.min(smallest, pair);
      sum += 2 * smallest;
      even = correlation(lag);
      pair = even + correlation(lag + 1);
    }
    return sum + (pair >= 0 ? even : Math.max(even, 0));
  }

  private double correlation(int lag) {
    return 1 - (within - covariances[lag]) / total;
  }
}
