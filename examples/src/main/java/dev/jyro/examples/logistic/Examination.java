package dev.jyro.examples.logistic;

import dev.jyro.inference.predictive.Draws;
import dev.jyro.inference.predictive.Predictive;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Digits that were held out, to examine predictions by.
 *
 * @param digits all in one batch
 * @param seed decides the draws
 */
record Examination(Digits digits, long seed) {
  Score of(Predictive<Digits> predictive) {
    double[] probabilities = probabilities(predictive);
    double[] eight = digits.eight().toDoubles();
    Calibration calibration = Calibration.of(probabilities, eight);
    return new Score(
        Arrays.stream(logLikelihoods(predictive)).average().orElseThrow(),
        accuracy(probabilities, eight),
        calibration.error(),
        calibration.bins());
  }

  // region logistic-examination
  /** The log of the mean probability, over all draws, of what each digit was. */
  double[] logLikelihoods(Predictive<Digits> predictive) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor each = predictive.logLikelihoods(digits, seed).get("eight"); // (draws, digits)
      return each.logSumExp(0).sub(Math.log((double) each.size(0))).toDoubles();
    }
  }

  // endregion

  /** The mean probability, over all draws, that each digit is an eight. */
  double[] probabilities(Predictive<Digits> predictive) {
    try (TensorScope scope = TensorScope.open()) {
      Draws draws = predictive.sites("probability").draw(digits, seed);
      return draws.get("probability").mean(0).toDoubles();
    }
  }

  private static double accuracy(double[] probabilities, double[] eight) {
    return IntStream.range(0, eight.length)
        .mapToDouble(i -> probabilities[i] > 0.5 == eight[i] > 0.5 ? 1 : 0)
        .average()
        .orElseThrow();
  }
}
