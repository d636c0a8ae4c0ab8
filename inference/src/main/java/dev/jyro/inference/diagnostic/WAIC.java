package dev.jyro.inference.diagnostic;

import dev.jyro.inference.predictive.Draws;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The widely applicable information criterion, as an {@link ELPD} (not times -2).
 *
 * <p>By datum, {@code log(mean of p) - variance of log p} over the draws, the variance with divisor
 * S - 1; the effective parameters are the sum of the variances. {@link LOO} is as cheap, and knows
 * better when it fails.
 *
 * <p>Log likelihoods are {@code [draws][data]}, in nats: {@code log p(datum | draw)}. A datum that
 * is NaN at every draw, as one that is masked out, is left out; the numbers by datum, and data's
 * places in warnings, are of those that are left.
 *
 * <p>Immutable; safe for any number of threads.
 *
 * <p>Source: Watanabe 2010, Asymptotic Equivalence of Bayes Cross Validation and Widely Applicable
 * Information Criterion in Singular Learning Theory; Vehtari, Gelman and Gabry 2017, Practical
 * Bayesian model evaluation using leave-one-out cross-validation and WAIC.
 */
public final class WAIC implements ELPD {
  /** A datum whose log likelihood varies more over the posterior is not one of many. */
  private static final double VARIANCE_AT_MOST = 0.4;

  private final Pointwise pointwise;

  private WAIC(Pointwise pointwise) {
    this.pointwise = pointwise;
  }

  /**
   * Of log likelihoods {@code [draws][data]}.
   *
   * @throws dev.jyro.JyroException if there are fewer than two draws, or data that are not left
   *     out, draws have different numbers of data, or another number is not finite
   */
  public static WAIC of(double[][] logLikelihoods) {
    double[][] byDatum = Pointwise.byDatum(logLikelihoods, 2);
    double[] variances = Arrays.stream(byDatum).mapToDouble(Moments::variance).toArray();
    double[] elpd =
        IntStream.range(0, byDatum.length)
            .mapToDouble(datum -> Pointwise.logMean(byDatum[datum]) - variances[datum])
            .toArray();
    return new WAIC(new Pointwise(elpd, variances));
  }

  /**
   * Of a site's log likelihoods, as {@code Predictive.logLikelihoods} gives them; each element of
   * the site's batch is a datum.
   *
   * @throws dev.jyro.JyroException as {@link #of(double[][])}, and if there is no such site
   */
  public static WAIC of(Draws logLikelihoods, String site) {
    return of(SiteDraws.of(logLikelihoods, site).byDraw());
  }

  @Override
  public double[] pointwise() {
    return pointwise.elpd().clone();
  }

  @Override
  public double effectiveParameters() {
    return Moments.sum(pointwise.parameters());
  }

  @Override
  public List<String> warnings() {
    long many =
        Arrays.stream(pointwise.parameters())
            .filter(variance -> variance > VARIANCE_AT_MOST)
            .count();
    return many == 0
        ? List.of()
        : List.of(
            "the log likelihoods of %d of %d data vary by more than 0.4 over the draws, WAIC may fail. Fix: use LOO."
                .formatted(many, pointwise.elpd().length));
  }

  /** Total, standard error, effective parameters and warnings. */
  @Override
  public String toString() {
    return ELPDText.of("WAIC", this);
  }
}
