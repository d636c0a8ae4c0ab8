package dev.jyro.inference.svi;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;

import ai.djl.ndarray.types.DataType;
import dev.jyro.distribution.Normal;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * A normal number behind rows of data: z ~ N(0, 1), x ~ N(z + m, e^t), and a guide with z ~ N(a,
 * e^s). A row that is predicted is normal too, so that scores and discrepancies have closed forms.
 */
final class OneNormal {
  static final Map<String, double[]> AT =
      Map.of(
          "a", new double[] {0.3},
          "s", new double[] {-0.4},
          "m", new double[] {0.5},
          "t", new double[] {0.2});

  static final Model<Tensor> MODEL =
      data -> {
        Tensor z = sample("z", Normal.of(number(0), number(1)));
        Tensor loc = z.add(param("m"));
        plate("rows", data.size(0), () -> observe("x", Normal.of(loc, param("t").exp()), data));
      };

  static final Model<Tensor> GUIDE = data -> sample("z", Normal.of(param("a"), param("s").exp()));

  private OneNormal() {}

  private static Tensor number(double number) {
    return Tensor.scalar(number, DataType.FLOAT64);
  }

  static double at(Map<String, double[]> at, String name) {
    return Objects.requireNonNull(at.get(name))[0];
  }

  /** The mean of a predicted row. */
  static double mean(Map<String, double[]> at) {
    return at(at, "a") + at(at, "m");
  }

  /** The variance of a predicted row. */
  static double variance(Map<String, double[]> at) {
    return Math.exp(2 * at(at, "s")) + Math.exp(2 * at(at, "t"));
  }

  /** {@code -E log p(z)} of the guide's draw. */
  static double minusLogPrior(Map<String, double[]> at) {
    double second = Math.pow(at(at, "a"), 2) + Math.exp(2 * at(at, "s"));
    return (Math.log(2 * Math.PI) + second) / 2;
  }

  /** {@code -E log p(x | z)}. */
  static double minusLogDensity(Map<String, double[]> at, double... rows) {
    double sum = 0;
    for (double row : rows) {
      double square = Math.pow(row - mean(at), 2) + Math.exp(2 * at(at, "s"));
      sum += Math.log(2 * Math.PI) / 2 + at(at, "t") + square / 2 * Math.exp(-2 * at(at, "t"));
    }
    return sum;
  }

  /** {@code E|X|} of a normal number. */
  static double absolute(double mean, double variance) {
    double scale = Math.sqrt(variance);
    double below = NormalDistribution.of(0, 1).cumulativeProbability(-mean / scale);
    return scale * Math.sqrt(2 / Math.PI) * Math.exp(-mean * mean / (2 * variance))
        + mean * (1 - 2 * below);
  }

  /** The Gaussian kernel of this width, in the mean over a normal difference. */
  static double kernel(double width, double mean, double variance) {
    double whole = width * width + variance;
    return width / Math.sqrt(whole) * Math.exp(-mean * mean / (2 * whole));
  }

  /** The discrepancy of the prior and the guide. */
  static double fromPrior(double width, Map<String, double[]> at) {
    double variance = Math.exp(2 * at(at, "s"));
    return kernel(width, 0, 2)
        + kernel(width, 0, 2 * variance)
        - 2 * kernel(width, at(at, "a"), 1 + variance);
  }

  /** The discrepancy of rows of data and of normal rows. */
  static double fromData(double width, double mean, double variance, double... rows) {
    double data = 0;
    double cross = 0;
    for (double one : rows) {
      for (double other : rows) {
        data += kernel(width, one - other, 0) / (rows.length * rows.length);
      }
      cross += kernel(width, mean - one, variance) / rows.length;
    }
    return data + kernel(width, 0, 2 * variance) - 2 * cross;
  }
}
