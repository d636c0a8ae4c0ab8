package dev.jyro.inference.diagnostic;

import dev.jyro.inference.predictive.Draws;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How far estimates from draws are likely to be off, by there being only so many draws.
 *
 * <p>Of the mean: the standard deviation over the root of the {@link EffectiveSampleSize}. Of the
 * quantile at p: with the effective size N for it, the part of all draws below it is Beta(N p + 1,
 * N (1 - p) + 1); half the distance between the draws at that distribution's quantiles at one
 * standard deviation of a normal to each side, 15.9 and 84.1 %.
 *
 * <p>In the units of the draws. Chains are {@code [chains][draws]}, at least one of at least four
 * draws. Of a site of {@link Draws} there is one number for each element, row by row. Draws that
 * are all one number have the error 0. A {@link dev.jyro.JyroException} is thrown if there are too
 * few draws, or chains of different lengths, or a draw is not finite, with its place.
 *
 * <p>All methods are functions; any number of threads may use them.
 *
 * <p>Source: Vehtari, Gelman, Simpson, Carpenter and Bürkner 2021, Rank-Normalization, Folding, and
 * Localization: An Improved R-hat for Assessing Convergence of MCMC, section 4.4.
 */
public final class StandardError {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private StandardError() {}

  /** Of the mean of draws {@code [chains][draws]}. */
  public static double ofMean(double[][] chains) {
    double size = EffectiveSampleSize.mean(chains);
    return Math.sqrt(Moments.variance(Chains.joined(chains)) / size);
  }

  /** Of the means of a site's elements. */
  public static double[] ofMean(Draws draws, String site) {
    return SiteDraws.of(draws, site).each(StandardError::ofMean);
  }

  /**
   * Of the quantile at p of draws {@code [chains][draws]}.
   *
   * @throws dev.jyro.JyroException also if p is no probability
   */
  public static double ofQuantile(double[][] chains, double p) {
    double size = EffectiveSampleSize.quantile(chains, p);
    BetaDistribution below = BetaDistribution.of(size * p + 1, size * (1 - p) + 1);
    double[] sorted = Chains.sorted(chains);
    double low = place(below, -1, sorted.length);
    double high = place(below, 1, sorted.length);
    int last = sorted.length - 1;
    return (sorted[(int) Math.min(last, Math.ceil(high))]
            - sorted[(int) Math.max(0, Math.floor(low))])
        / 2;
  }

  /** Of the quantiles at p of a site's elements. */
  public static double[] ofQuantile(Draws draws, String site, double p) {
    return SiteDraws.of(draws, site).each(chains -> ofQuantile(chains, p));
  }

  /** Among so many draws in order, from 0, so many standard deviations from the middle. */
  private static double place(BetaDistribution below, double deviations, int draws) {
    return below.inverseCumulativeProbability(NORMAL.cumulativeProbability(deviations)) * draws - 1;
  }
}
