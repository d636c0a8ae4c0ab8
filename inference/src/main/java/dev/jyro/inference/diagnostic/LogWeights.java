package dev.jyro.inference.diagnostic;

import dev.jyro.JyroException;
import java.util.Arrays;

/** Logarithms of importance weights: checks, and the scale on which the greatest one is 0. */
final class LogWeights {
  private LogWeights() {}

  /** The same less their greatest, if they can be computed with. */
  static double[] checked(double[] logWeights) {
    for (int i = 0; i < logWeights.length; i++) {
      if (Double.isNaN(logWeights[i]) || logWeights[i] == Double.POSITIVE_INFINITY) {
        throw new JyroException(
            "Log weight %d of %d is %s. Needed: numbers, or -infinity for the weight 0. Fix: look at model and guide at that draw."
                .formatted(i, logWeights.length, logWeights[i]));
      }
    }
    double greatest = Arrays.stream(logWeights).max().orElse(Double.NEGATIVE_INFINITY);
    if (Double.isInfinite(greatest)) {
      throw new JyroException(
          "%d log weights, all -infinity. Needed: at least one finite one. Fix: let the guide reach where the model has mass."
              .formatted(logWeights.length));
    }
    return Arrays.stream(logWeights).map(x -> x - greatest).toArray();
  }
}
