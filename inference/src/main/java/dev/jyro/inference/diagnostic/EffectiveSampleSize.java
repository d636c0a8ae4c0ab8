package dev.jyro.inference.diagnostic;

import dev.jyro.inference.predictive.Draws;
import java.util.Arrays;

/**
 * How many independent draws some draws are worth.
 *
 * <p>For S draws in all it is {@code S / tau}, tau being the time in which correlations die out:
 * that of Geyer's initial monotone sequence, over halves of the chains, so that a chain that drifts
 * is seen. Negatively correlated draws are worth more than their number, {@code S log10(S)} at
 * most.
 *
 * <table>
 * <caption>What for</caption>
 * <tr><th>method</th><th>for</th><th>of</th></tr>
 * <tr><td>{@link #mean}</td><td>the mean</td><td>the draws themselves</td></tr>
 * <tr><td>{@link #bulk}</td><td>the centre, also where there is no mean</td><td>the normal quantiles of their ranks</td></tr>
 * <tr><td>{@link #tail}</td><td>the quantiles at 5 and 95 %, the smaller of both</td><td>whether they lie below</td></tr>
 * <tr><td>{@link #quantile}</td><td>the quantile at p</td><td>whether they lie below</td></tr>
 * <tr><td>{@link #ofWeights}</td><td>weighted draws</td><td>the logarithms of their weights</td></tr>
 * </table>
 *
 * <p>Less than 100 for each chain, in the bulk and in the tail, is too little for the other
 * diagnostics to be trusted.
 *
 * <p>Chains are {@code [chains][draws]}, at least one of at least four draws. Of a site of {@link
 * Draws} there is one size for each element, row by row. Draws that are all one number are worth
 * their number. Where nothing else is said, a {@link dev.jyro.JyroException} is thrown if there are
 * too few draws, or chains of different lengths, or a draw is not finite, with its place.
 *
 * <p>All methods are functions; any number of threads may use them.
 *
 * <p>Source: Vehtari, Gelman, Simpson, Carpenter and Bürkner 2021, Rank-Normalization, Folding, and
 * Localization: An Improved R-hat for Assessing Convergence of MCMC, sections 3.2 and 4; Geyer
 * 1992, Practical Markov Chain Monte Carlo, section 3.3; Kong 1992, A Note on Importance Sampling
 * using Standardized Weights.
 */
public final class EffectiveSampleSize {
  private EffectiveSampleSize() {}

  /** For the mean of draws {@code [chains][draws]}. */
  public static double mean(double[][] chains) {
    return ofHalves(Chains.split(Chains.checked(chains)));
  }

  /** For the means of a site's elements. */
  public static double[] mean(Draws draws, String site) {
    return SiteDraws.of(draws, site).each(EffectiveSampleSize::mean);
  }

  /** For the centre of what draws {@code [chains][draws]} come from. */
  public static double bulk(double[][] chains) {
    return ofHalves(RankNormal.scores(Chains.split(Chains.checked(chains))));
  }

  /** For the centres of a site's elements. */
  public static double[] bulk(Draws draws, String site) {
    return SiteDraws.of(draws, site).each(EffectiveSampleSize::bulk);
  }

  /** For the tails: the smaller one of the sizes for the quantiles at 5 and 95 %. */
  public static double tail(double[][] chains) {
    return Math.min(quantile(chains, 0.05), quantile(chains, 0.95));
  }

  /** For the tails of a site's elements. */
  public static double[] tail(Draws draws, String site) {
    return SiteDraws.of(draws, site).each(EffectiveSampleSize::tail);
  }

  /**
   * For the quantile at p.
   *
   * @throws dev.jyro.JyroException also if p is no probability
   */
  public static double quantile(double[][] chains, double p) {
    double[] sorted = Chains.sorted(Chains.checked(chains));
    double quantile = Quantiles.ofSorted(sorted, Quantiles.checked(p));
    return ofHalves(Chains.map(Chains.split(chains), x -> x <= quantile ? 1 : 0));
  }

  /**
   * Of draws with weights: {@code (sum of w)^2 / sum of w^2}, from 1 to their number.
   *
   * @param logWeights in nats, up to a constant; -infinity is the weight 0
   * @throws dev.jyro.JyroException if there is none, one is NaN or infinity, or all are -infinity
   */
  public static double ofWeights(double[] logWeights) {
    double[] checked = LogWeights.checked(logWeights);
    double[] doubled = Arrays.stream(checked).map(x -> 2 * x).toArray();
    return Math.exp(2 * Moments.logSumExp(checked) - Moments.logSumExp(doubled));
  }

  private static double ofHalves(double[][] halves) {
    double draws = (double) halves.length * halves[0].length;
    return Chains.areConstant(halves) ? draws : draws / AutocorrelationTime.of(halves);
  }
}
