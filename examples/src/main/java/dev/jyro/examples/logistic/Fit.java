package dev.jyro.examples.logistic;

import dev.jyro.inference.diagnostic.PSIS;
import dev.jyro.inference.predictive.Importance;
import dev.jyro.inference.predictive.Predictive;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.Arrays;
import java.util.List;

/**
 * What a posterior says of the weights, and how near it is to the right one.
 *
 * @param elbo of the digits learnt from, in nats
 * @param kHat the shape of the tail of its importance weights
 * @param weightMeans the mean of each tile's weight
 * @param weightSds the standard deviation of each
 */
record Fit(Mean elbo, double kHat, List<Double> weightMeans, List<Double> weightSds) {
  static Fit of(Predictive<Digits> predictive, Digits train, long seed) {
    try (TensorScope scope = TensorScope.open()) {
      Importance weighed = predictive.sites("weights").importance(train, seed);
      Tensor weights = weighed.draws().get("weights");
      return new Fit(
          Mean.of(weighed.logWeights()),
          PSIS.of(weighed.logWeights()).kHat(),
          list(weights.mean(0)),
          list(weights.std(0)));
    }
  }

  private static List<Double> list(Tensor numbers) {
    return Arrays.stream(numbers.toDoubles()).boxed().toList();
  }
}
