package dev.jyro.inference.diagnostic;

import dev.jyro.JyroException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Pareto smoothed importance sampling: weights whose greatest are made steady, and a number that
 * says whether they can be trusted.
 *
 * <p>Of S weights the greatest {@code min(S / 5, 3 sqrt(S / r))} are the tail, where r is the
 * {@link EffectiveSampleSize} of the draws over S, 1 if they are independent. A generalised Pareto
 * distribution is fitted to it. Its shape, k-hat, tells how many moments the weights have; its
 * quantiles at {@code (i - 1/2) / M} replace the M weights of the tail, but none may become greater
 * than the greatest that was drawn.
 *
 * <p>For draws of a guide, with the log weights {@code log p(data, z) - log q(z)}, k-hat says how
 * well the guide fits:
 *
 * <table>
 * <caption>What k-hat says, for S draws</caption>
 * <tr><th>k-hat</th><th>means and expectations by the weights</th></tr>
 * <tr><td>less than {@code min(1 - 1 / log10(S), 0.7)}</td><td>can be trusted</td></tr>
 * <tr><td>less than 0.7</td><td>cannot yet; {@code 10^(1 / (1 - k))} draws will do</td></tr>
 * <tr><td>less than 1</td><td>cannot: too biased, and more draws hardly help</td></tr>
 * <tr><td>1 or more</td><td>mean nothing: the weights have no mean</td></tr>
 * </table>
 *
 * <p>If all weights are equal, to 1e-4 of each, the guide is the posterior: k-hat is then
 * -infinity. If fewer than five weights stand out from the others, nothing can be fitted: k-hat is
 * +infinity. In both cases the weights stay as they are.
 *
 * <p>Weights are in nats, up to a constant; -infinity is the weight 0.
 *
 * <p>Immutable; safe for any number of threads.
 *
 * <p>Source: Vehtari, Simpson, Gelman, Yao and Gabry 2024, Pareto Smoothed Importance Sampling; for
 * guides: Yao, Vehtari, Simpson and Gelman 2018, Yes, but Did It Work?: Evaluating Variational
 * Inference.
 */
public final class PSIS {
  /** So that the tail may have five. */
  static final int WEIGHTS_AT_LEAST = 21;

  private static final int TAIL_AT_LEAST = 5;

  /** In nats. */
  private static final double EQUAL = 1e-4;

  private final double kHat;
  private final double[] smoothed;

  private PSIS(double kHat, double[] logWeights) {
    double total = Moments.logSumExp(logWeights);
    this.kHat = kHat;
    this.smoothed = Arrays.stream(logWeights).map(x -> x - total).toArray();
  }

  /**
   * Of weights of independent draws.
   *
   * @throws JyroException if there are fewer than 21, one is NaN or infinity, or all are -infinity
   */
  public static PSIS of(double[] logWeights) {
    return of(logWeights, 1);
  }

  /**
   * Of weights of draws that depend on one another.
   *
   * @param relativeSize what a draw is worth: effective sample size over number of draws
   * @throws JyroException as {@link #of(double[])}, and if the relative size is not positive
   */
  public static PSIS of(double[] logWeights, double relativeSize) {
    int tail = tailLength(logWeights.length, relativeSize);
    double[] relative = LogWeights.checked(logWeights);
    if (Arrays.stream(relative).allMatch(x -> x >= -EQUAL)) {
      return new PSIS(Double.NEGATIVE_INFINITY, relative);
    }
    double cutoff = cutoff(relative, tail);
    int[] greater = greater(relative, cutoff);
    return greater.length < TAIL_AT_LEAST
        ? new PSIS(Double.POSITIVE_INFINITY, relative)
        : smoothing(relative, greater, Math.exp(cutoff));
  }

  /** The shape of the tail; see the class on what it says. */
  public double kHat() {
    return kHat;
  }

  /** The smoothed weights' logarithms, in the order of the draws; the weights sum to 1. */
  public double[] smoothed() {
    return smoothed.clone();
  }

  /**
   * What the draws are worth with the smoothed weights, as {@link EffectiveSampleSize#ofWeights}.
   */
  public double effectiveSampleSize() {
    return EffectiveSampleSize.ofWeights(smoothed);
  }

  /** The k-hat from which on so many draws are too few: {@code min(1 - 1 / log10(S), 0.7)}. */
  public double threshold() {
    return threshold(smoothed.length);
  }

  /** Whether k-hat is less than the threshold. */
  public boolean isReliable() {
    return kHat < threshold();
  }

  /** What k-hat says, in a sentence or two, with the thresholds and what to do. */
  public String advice() {
    String found =
        String.format(
            Locale.ROOT,
            "k-hat %.2f, of %d draws (threshold %.2f): ",
            kHat,
            smoothed.length,
            threshold());
    return found + meaning();
  }

  @Override
  public String toString() {
    return advice();
  }

  static double threshold(int draws) {
    return Math.min(1 - 1 / Math.log10(draws), 0.7);
  }

  private String meaning() {
    if (kHat == Double.NEGATIVE_INFINITY) {
      return "all weights are equal, there is nothing to correct.";
    }
    if (kHat == Double.POSITIVE_INFINITY && effectiveSampleSize() < 2) {
      return "a few draws have all the weight. " + tooHeavy();
    }
    if (kHat == Double.POSITIVE_INFINITY) {
      return "the greatest weights are too few or too equal to be judged. Fix: draw more.";
    }
    if (isReliable()) {
      return "the weights can be trusted.";
    }
    return kHat < 0.7 ? tooFew() : tooHeavy();
  }

  private String tooFew() {
    long needed = (long) Math.ceil(Math.pow(10, 1 / (1 - kHat)));
    return "the weights cannot be trusted yet. Fix: draw %d or more.".formatted(needed);
  }

  private String tooHeavy() {
    return (kHat < 1
            ? "0.7 or more: estimates by the weights are biased, and more draws hardly help."
            : "1 or more: the weights have no mean, estimates by them mean nothing.")
        + " Fix: a guide that is nearer to the posterior or wider than it, or other parameters of the model.";
  }

  private static int tailLength(int draws, double relativeSize) {
    if (draws < WEIGHTS_AT_LEAST || !(relativeSize > 0)) {
      throw new JyroException(
          "PSIS of %d weights, relative size %s. Needed: at least %d, and a relative size greater than 0. Fix: draw more."
              .formatted(draws, relativeSize, WEIGHTS_AT_LEAST));
    }
    return (int) Math.ceil(Math.min(draws / 5.0, 3 * Math.sqrt(draws / relativeSize)));
  }

  /** The greatest weight that is not in the tail, or the smallest that exp can tell from 0. */
  private static double cutoff(double[] relative, int tail) {
    double[] sorted = relative.clone();
    Arrays.sort(sorted);
    return Math.max(sorted[sorted.length - 1 - tail], Math.log(Double.MIN_NORMAL));
  }

  /** The places of the greater ones, ascending by weight. */
  private static int[] greater(double[] relative, double cutoff) {
    return IntStream.range(0, relative.length)
        .filter(i -> relative[i] > cutoff)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> relative[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static PSIS smoothing(double[] relative, int[] tail, double least) {
    ParetoTail fit =
        ParetoTail.fit(
            Arrays.stream(tail).mapToDouble(i -> Math.exp(relative[i]) - least).toArray());
    if (!Double.isFinite(fit.k()) || !Double.isFinite(fit.sigma())) {
      return new PSIS(Double.POSITIVE_INFINITY, relative);
    }
    double[] smoothed = relative.clone();
    for (int i = 0; i < tail.length; i++) {
      double weight = least + fit.quantile((i + 0.5) / tail.length);
      smoothed[tail[i]] = Math.min(0, Math.log(weight));
    }
    return new PSIS(fit.k(), smoothed);
  }
}
