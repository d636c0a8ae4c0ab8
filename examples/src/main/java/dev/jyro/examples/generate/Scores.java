package dev.jyro.examples.generate;

import java.util.ArrayList;
import java.util.List;

/**
 * How odd each of some images is, in nats.
 *
 * @param error the reconstruction error: {@code -E log p(x|z)}, z drawn from the guide
 * @param loss minus the ELBO: the error and what the code says, {@code KL(q(z|x) ‖ p(z))}
 */
record Scores(List<Double> error, List<Double> loss) {
  /** No images yet. */
  static Scores none() {
    return new Scores(new ArrayList<>(), new ArrayList<>());
  }

  void add(double[] errors, double[] divergences) {
    for (int i = 0; i < errors.length; i++) {
      error.add(errors[i]);
      loss.add(errors[i] + divergences[i]);
    }
  }

  double meanError() {
    return mean(error);
  }

  double meanElbo() {
    return -mean(loss);
  }

  private static double mean(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
