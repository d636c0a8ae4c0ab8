package dev.jyro.inference.diagnostic;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The generalised Pareto distribution of what is greater than a threshold: {@code P(X <= x) = 1 -
 * (1 + k x / sigma)^(-1/k)} for x from 0.
 *
 * <p>The fit is empirical Bayes: with {@code b = -k / sigma}, the likelihood is greatest at {@code
 * k(b) = mean of log(1 - b x)}, and is taken at {@code 30 + sqrt(n)} values of b which are
 * quantiles of a weak prior around the data's own quartile; b is their mean, weighted by it. Since
 * tails may be short, k is then drawn towards 1/2 as if by ten further draws.
 *
 * <p>The numbers fitted must be positive, not all one number, and in ascending order.
 *
 * <p>Source: Zhang and Stephens 2009, A New and Efficient Estimation Method for the Generalized
 * Pareto Distribution; the prior of k: Vehtari, Simpson, Gelman, Yao and Gabry 2024, Pareto
 * Smoothed Importance Sampling, appendix C.
 *
 * @param k the shape; moments of order 1/k and more are infinite
 * @param sigma the scale
 */
record ParetoTail(double k, double sigma) {
  private static final double PRIOR_SHAPE = 0.5;
  private static final double PRIOR_DRAWS = 10;

  static ParetoTail fit(double[] ascending) {
    double[] candidates = candidates(ascending);
    double b = weighted(candidates, logLikelihoods(candidates, ascending));
    double k = shape(b, ascending);
    int n = ascending.length;
    return new ParetoTail((n * k + PRIOR_DRAWS * PRIOR_SHAPE) / (n + PRIOR_DRAWS), -k / b);
  }

  /** Where the distribution function is p. */
  double quantile(double p) {
    double exponential = -Math.log1p(-p);
    return k == 0 ? sigma * exponential : sigma * Math.expm1(k * exponential) / k;
  }

  /**
   * Values of b: from far below zero to the greatest that the data allow, one over their maximum.
   */
  private static double[] candidates(double[] ascending) {
    int n = ascending.length;
    int count = 30 + (int) Math.sqrt(n);
    double quartile = ascending[(int) (n / 4.0 + 0.5) - 1];
    return IntStream.range(0, count)
        .mapToDouble(i -> (1 - Math.sqrt(count / (i + 0.5))) / (3 * quartile))
        .map(b -> b + 1 / ascending[n - 1])
        .filter(b -> b != 0) // where k is 0 over 0
        .toArray();
  }

  private static double shape(double b, double[] ascending) {
    return Arrays.stream(ascending).map(x -> Math.log1p(-b * x)).sum() / ascending.length;
  }

  private static double[] logLikelihoods(double[] candidates, double[] ascending) {
    return Arrays.stream(candidates)
        .map(
            b -> {
              double k = shape(b, ascending);
              return ascending.length * (Math.log(-b / k) - k - 1);
            })
        .toArray();
  }

  private static double weighted(double[] numbers, double[] logWeights) {
    double total = Moments.logSumExp(logWeights);
    return IntStream.range(0, numbers.length)
        .mapToDouble(i -> numbers[i] * Math.exp(logWeights[i] - total))
        .sum();
  }
}
