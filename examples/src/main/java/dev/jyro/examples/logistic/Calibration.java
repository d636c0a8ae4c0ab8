package dev.jyro.examples.logistic;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether what is said to be likely comes as often as is said.
 *
 * <p>Predictions are put into ten bins by their probability. The expected calibration error is the
 * mean over all predictions of {@code |share - mean probability|} of their bin. Source: Naeini,
 * Cooper and Hauskrecht 2015, Obtaining Well Calibrated Probabilities Using Bayesian Binning.
 *
 * @param bins those that have a prediction, by rising probability
 */
record Calibration(List<Bin> bins) {
  private static final int BINS = 10;

  /**
   * Predictions of about one probability.
   *
   * @param count how many
   * @param probability their mean probability
   * @param share how many of them came true, over all of them
   */
  record Bin(long count, double probability, double share) {
    double miss() {
      return count * Math.abs(share - probability);
    }
  }

  /**
   * Of probabilities, and what came, 1 or 0 for each.
   *
   * @param probabilities each from 0 to 1
   */
  static Calibration of(double[] probabilities, double[] outcomes) {
    return new Calibration(
        IntStream.range(0, BINS)
            .mapToObj(bin -> bin(bin, probabilities, outcomes))
            .filter(bin -> bin.count() > 0)
            .toList());
  }

  private static Bin bin(int number, double[] probabilities, double[] outcomes) {
    int[] members =
        IntStream.range(0, probabilities.length)
            .filter(i -> Math.min((int) (BINS * probabilities[i]), BINS - 1) == number)
            .toArray();
    return new Bin(members.length, mean(probabilities, members), mean(outcomes, members));
  }

  private static double mean(double[] numbers, int[] members) {
    return IntStream.of(members).mapToDouble(i -> numbers[i]).average().orElse(0);
  }

  /** The expected calibration error. */
  double error() {
    long count = bins.stream().mapToLong(Bin::count).sum();
    return bins.stream().mapToDouble(Bin::miss).sum() / count;
  }
}
