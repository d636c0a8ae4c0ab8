package dev.jyro.inference.diagnostic;

import dev.jyro.inference.predictive.Draws;
import java.util.Arrays;

/**
 * Whether chains agree: by what factor their common spread exceeds the spread within them.
 *
 * <p>{@code sqrt((W (n - 1) / n + B / n) / W)}, with the mean variance W within chains of n draws
 * and n times the variance of their means, B. Of the halves of the chains, so that one that drifts
 * is seen; of the normal quantiles of the ranks, so that no moments are needed; and of the
 * distances from the median too, so that chains of different widths are seen: the greater of both
 * counts.
 *
 * <p>Near 1 where chains agree; above 1.01 draw more, or doubt the sampler. One chain is compared
 * with itself, first half with second.
 *
 * <p>Chains are {@code [chains][draws]}, at least one of at least four draws. Of a site of {@link
 * Draws} there is one number for each element, row by row. If all draws are one number it is NaN;
 * if each chain stands still, but elsewhere, infinite. A {@link dev.jyro.JyroException} is thrown
 * if there are too few draws, or chains of different lengths, or a draw is not finite, with its
 * place.
 *
 * <p>A function; any number of threads may use it.
 *
 * <p>Source: Vehtari, Gelman, Simpson, Carpenter and Bürkner 2021, Rank-Normalization, Folding, and
 * Localization: An Improved R-hat for Assessing Convergence of MCMC, sections 3 and 4.
 */
public final class RHat {
  private RHat() {}

  /** Of draws {@code [chains][draws]}. */
  public static double of(double[][] chains) {
    double[][] halves = Chains.split(Chains.checked(chains));
    double median = Quantiles.ofSorted(Chains.sorted(halves), 0.5);
    double bulk = plain(RankNormal.scores(halves));
    double folded = plain(RankNormal.scores(Chains.map(halves, x -> Math.abs(x - median))));
    return Double.isNaN(folded) ? bulk : Math.max(bulk, folded);
  }

  /** Of a site's elements. */
  public static double[] of(Draws draws, String site) {
    return SiteDraws.of(draws, site).each(RHat::of);
  }

  private static double plain(double[][] chains) {
    double draws = chains[0].length;
    double within = Arrays.stream(chains).mapToDouble(Moments::variance).average().orElseThrow();
    double between = Moments.variance(Arrays.stream(chains).mapToDouble(Moments::mean).toArray());
    return Math.sqrt((draws - 1) / draws + between / within);
  }
}
