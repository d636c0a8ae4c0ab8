package dev.jyro.inference.diagnostic;

import dev.jyro.inference.predictive.Draws;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Leave-one-out cross-validation without fitting again: an {@link ELPD} by {@link PSIS}.
 *
 * <p>Draws of the posterior of all data become draws of the posterior of all but one by the weights
 * {@code 1 / p(datum | draw)}, smoothed; the datum's predictive density is the weighted mean of its
 * likelihoods. Its k-hat tells whether leaving it out changes the posterior too much for that. The
 * effective parameters are what is lost against {@code log(mean of p)} over all draws.
 *
 * <p>Log likelihoods are {@code [draws][data]}, in nats: {@code log p(datum | draw)}. A datum that
 * is NaN at every draw, as one that is masked out, is left out; the numbers by datum, and data's
 * places in warnings, are of those that are left.
 *
 * <p>Immutable; safe for any number of threads.
 *
 * <p>Source: Vehtari, Gelman and Gabry 2017, Practical Bayesian model evaluation using
 * leave-one-out cross-validation and WAIC.
 */
public final class LOO implements ELPD {
  private final Pointwise pointwise;
  private final double[] kHats;
  private final double threshold;

  private LOO(Pointwise pointwise, double[] kHats, double threshold) {
    this.pointwise = pointwise;
    this.kHats = kHats;
    this.threshold = threshold;
  }

  /**
   * Of log likelihoods {@code [draws][data]} of independent draws.
   *
   * @throws dev.jyro.JyroException if there are fewer than 21 draws or two data that are not left
   *     out, draws have different numbers of data, or another number is not finite
   */
  public static LOO of(double[][] logLikelihoods) {
    return of(logLikelihoods, 1);
  }

  /**
   * Of draws that depend on one another.
   *
   * @param relativeSize what a draw is worth: effective sample size over number of draws
   * @throws dev.jyro.JyroException as {@link #of(double[][])}, and if the relative size is not
   *     positive
   */
  public static LOO of(double[][] logLikelihoods, double relativeSize) {
    double[][] byDatum = Pointwise.byDatum(logLikelihoods, PSIS.WEIGHTS_AT_LEAST);
    int data = byDatum.length;
    double[] elpd = new double[data];
    double[] parameters = new double[data];
    double[] kHats = new double[data];
    for (int datum = 0; datum < data; datum++) {
      double[] logs = byDatum[datum];
      PSIS psis = PSIS.of(Arrays.stream(logs).map(x -> -x).toArray(), relativeSize);
      elpd[datum] = weighted(psis.smoothed(), logs);
      parameters[datum] = Pointwise.logMean(logs) - elpd[datum];
      kHats[datum] = psis.kHat();
    }
    return new LOO(new Pointwise(elpd, parameters), kHats, PSIS.threshold(logLikelihoods.length));
  }

  /**
   * Of a site's log likelihoods, as {@code Predictive.logLikelihoods} gives them, of independent
   * draws; each element of the site's batch is a datum.
   *
   * @throws dev.jyro.JyroException as {@link #of(double[][])}, and if there is no such site
   */
  public static LOO of(Draws logLikelihoods, String site) {
    return of(logLikelihoods, site, 1);
  }

  /** {@link #of(Draws, String)} of draws that depend on one another. */
  public static LOO of(Draws logLikelihoods, String site, double relativeSize) {
    return of(SiteDraws.of(logLikelihoods, site).byDraw(), relativeSize);
  }

  @Override
  public double[] pointwise() {
    return pointwise.elpd().clone();
  }

  @Override
  public double effectiveParameters() {
    return Moments.sum(pointwise.parameters());
  }

  /** By datum, the k-hat of leaving it out. */
  public double[] kHats() {
    return kHats.clone();
  }

  /** The k-hat from which on a datum's number cannot be trusted. */
  public double threshold() {
    return threshold;
  }

  @Override
  public List<String> warnings() {
    int[] high = IntStream.range(0, kHats.length).filter(i -> !(kHats[i] < threshold)).toArray();
    return high.length == 0 ? List.of() : List.of(warning(high));
  }

  /** Total, standard error, effective parameters and warnings. */
  @Override
  public String toString() {
    return ELPDText.of("LOO", this);
  }

  private String warning(int[] high) {
    return String.format(
        Locale.ROOT,
        "k-hat is %.2f or more for %d of %d data (%s), their numbers cannot be trusted. Fix: draw more, leave them out by fitting again, or use a model with heavier tails.",
        threshold,
        high.length,
        kHats.length,
        places(high));
  }

  private static String places(int[] high) {
    String first =
        Arrays.stream(high).limit(5).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    return high.length > 5 ? first + ", …" : first;
  }

  private static double weighted(double[] logWeights, double[] logs) {
    return Moments.logSumExp(
        IntStream.range(0, logs.length).mapToDouble(i -> logWeights[i] + logs[i]).toArray());
  }
}
