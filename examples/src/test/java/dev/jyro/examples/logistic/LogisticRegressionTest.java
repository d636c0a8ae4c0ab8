package dev.jyro.examples.logistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.examples.data.Mnist;
import dev.jyro.handler.Handlers;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import dev.jyro.trace.Trace;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** With weights that are given: a regression without Jyro, and batches of it. */
final class LogisticRegressionTest {
  private static final double SCALE = 10;
  private static final double BIAS = 0.5;
  private static final int DIGITS = 200;

  private final Digits digits = Digits.of(Mnist.embedded().train(), DIGITS);
  private final Tensor weights = Tensor.linspace(-2, 2, Digits.TILES).to(DataType.FLOAT32);
  private final Model<Digits> plain = new LogisticRegression(SCALE)::model;
  private final Model<Digits> given =
      Handlers.condition(plain, Map.of("bias", Tensor.scalar(BIAS), "weights", weights));

  private double logDensity(Digits seen, long seed) {
    try (TensorScope scope = TensorScope.open()) {
      return Trace.of(Handlers.seed(given, seed), seen).logDensity().item();
    }
  }

  @Test
  void isPriorTimesLikelihood() {
    double[] w = weights.toDoubles();
    double sum = -0.5 * BIAS * BIAS / (SCALE * SCALE);
    for (double weight : w) {
      sum -= 0.5 * weight * weight / (SCALE * SCALE);
    }
    sum -= (w.length + 1) * Math.log(SCALE * Math.sqrt(2 * Math.PI));
    for (int i = 0; i < DIGITS; i++) {
      sum += logLikelihood(i, w);
    }
    // Sums of 200 float32 numbers, some hundreds in all: spacing 3e-5, and a few roundings.
    assertThat(logDensity(digits, 0)).isCloseTo(sum, within(1e-3));
  }

  private double logLikelihood(int digit, double... w) {
    double logit = BIAS;
    double[] ink = digits.ink().select(0, digit).toDoubles();
    for (int tile = 0; tile < w.length; tile++) {
      logit += w[tile] * ink[tile];
    }
    double sign = digits.eight().get(digit).item() > 0.5 ? -1 : 1;
    return -Math.log1p(Math.exp(sign * logit));
  }

  @Test
  void isTheSameInBatchesOnAverage() {
    Digits batches = digits.inBatchesOf(50);
    Mean mean =
        Mean.of(LongStream.range(0, 400).mapToDouble(s -> logDensity(batches, s)).toArray());
    // Four standard errors; batches that were not scaled would have a quarter of the likelihood.
    assertThat(mean.value()).isCloseTo(logDensity(digits, 0), within(4 * mean.error()));
  }
}
