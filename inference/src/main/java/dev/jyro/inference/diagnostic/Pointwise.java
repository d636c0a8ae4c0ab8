package dev.jyro.inference.diagnostic;

import dev.jyro.JyroException;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * For each datum, what a model predicts of it, in nats, and the number of parameters that this
 * took.
 */
final class Pointwise {
  private final double[] elpd;
  private final double[] parameters;

  /** Keeps the arrays; nobody may write to them any more. */
  Pointwise(double[] elpd, double[] parameters) {
    this.elpd = elpd;
    this.parameters = parameters;
  }

  /** By datum; not a copy. */
  double[] elpd() {
    return elpd;
  }

  /** By datum; not a copy. */
  double[] parameters() {
    return parameters;
  }

  /** The logarithm of a datum's mean likelihood, from its log likelihoods. */
  static double logMean(double[] logs) {
    return Moments.logSumExp(logs) - Math.log(logs.length);
  }

  /** By datum, {@code [data][draws]}, of log likelihoods by draw; without data that are masked. */
  static double[][] byDatum(double[][] logLikelihoods, int drawsAtLeast) {
    int draws = logLikelihoods.length;
    int data = draws == 0 ? 0 : logLikelihoods[0].length;
    needEnough(draws, data, drawsAtLeast, "");
    needSameData(logLikelihoods);
    int[] kept = IntStream.range(0, data).filter(i -> !isMasked(logLikelihoods, i)).toArray();
    needEnough(draws, kept.length, drawsAtLeast, " that are not NaN at every draw");
    return Arrays.stream(kept)
        .mapToObj(datum -> ofDatum(logLikelihoods, datum))
        .toArray(double[][]::new);
  }

  private static void needEnough(int draws, int data, int drawsAtLeast, String which) {
    if (draws < drawsAtLeast || data < 2) {
      throw new JyroException(
          "Log likelihoods of %d draws, of %d data each%s. Needed: at least %d draws, and 2 data. The first index is the draw."
              .formatted(draws, data, which, drawsAtLeast));
    }
  }

  private static void needSameData(double[][] logLikelihoods) {
    for (int draw = 1; draw < logLikelihoods.length; draw++) {
      if (logLikelihoods[draw].length != logLikelihoods[0].length) {
        throw new JyroException(
            "Log likelihoods: draw 0 has %d data, draw %d has %d. Needed: as many of each."
                .formatted(logLikelihoods[0].length, draw, logLikelihoods[draw].length));
      }
    }
  }

  private static boolean isMasked(double[][] logLikelihoods, int datum) {
    return Arrays.stream(logLikelihoods).allMatch(logs -> Double.isNaN(logs[datum]));
  }

  private static double[] ofDatum(double[][] logLikelihoods, int datum) {
    return IntStream.range(0, logLikelihoods.length)
        .mapToDouble(draw -> checked(logLikelihoods, draw, datum))
        .toArray();
  }

  private static double checked(double[][] logLikelihoods, int draw, int datum) {
    double log = logLikelihoods[draw][datum];
    if (!Double.isFinite(log)) {
      throw new JyroException(
          "The log likelihood of datum %d at draw %d is %s. Needed: finite numbers. Fix: look at that datum; the model holds it impossible, or fails at it."
              .formatted(datum, draw, log));
    }
    return log;
  }
}
