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
import java.util.function.ToDoubleFunction;

/**
 * A chain of two normal numbers: z₁ ~ N(0, 1), z₂ ~ N(θ z₁, 1), x ~ N(z₂, 1), and a guide with z₁ ~
 * N(a, e^s) and z₂ ~ N(b + c z₁, 0.8). In so many copies side by side.
 *
 * <p>Means over two draws of the guide are integrals over four normal numbers: by the trapezoidal
 * rule, which for smooth functions under a normal density errs by far less than it is asked for.
 */
final class TwoNormals {
  static final Map<String, double[]> AT =
      Map.of(
          "a", new double[] {0.3},
          "s", new double[] {-0.2},
          "b", new double[] {0.5},
          "c", new double[] {0.4},
          "theta", new double[] {0.9});

  static final double X = 1.3;

  private static final double WIDTH = 0.8;
  private static final double STEP = 0.5;
  private static final int HALF = 12;

  private TwoNormals() {}

  static final Model<Integer> MODEL =
      copies ->
          plate(
              "copies",
              copies,
              () -> {
                Tensor one = sample("z1", Normal.of(number(0), number(1)));
                Tensor two = sample("z2", Normal.of(param("theta").mul(one), number(1)));
                observe("x", Normal.of(two, number(1)), number(X));
              });

  static Model<Integer> guide(Gradient gradient) {
    return copies ->
        plate(
            "copies",
            copies,
            () -> {
              Tensor one = sample("z1", gradient.of(Normal.of(param("a"), param("s").exp())));
              Tensor loc = param("b").add(param("c").mul(one));
              sample("z2", gradient.of(Normal.of(loc, number(WIDTH))));
            });
  }

  private static Tensor number(double number) {
    return Tensor.scalar(number, DataType.FLOAT64);
  }

  private static double at(Map<String, double[]> at, String name) {
    return Objects.requireNonNull(at.get(name))[0];
  }

  private static double logNormal(double x, double loc, double scale) {
    double z = (x - loc) / scale;
    return -z * z / 2 - Math.log(scale) - Math.log(2 * Math.PI) / 2;
  }

  private static double logWeight(double first, double second, Map<String, double[]> at) {
    double scale = Math.exp(at(at, "s"));
    double one = at(at, "a") + scale * first;
    double loc = at(at, "b") + at(at, "c") * one;
    double two = loc + WIDTH * second;
    return logNormal(one, 0, 1)
        + logNormal(two, at(at, "theta") * one, 1)
        + logNormal(X, two, 1)
        - logNormal(one, at(at, "a"), scale)
        - logNormal(two, loc, WIDTH);
  }

  /** The mean, over two draws of the guide, of what a function makes of their log weights. */
  static double mean(Map<String, double[]> at, ToDoubleFunction<double[]> function) {
    int side = 2 * HALF + 1;
    double[] logWeights = new double[side * side];
    double[] masses = new double[side * side];
    for (int i = 0; i < logWeights.length; i++) {
      double first = STEP * (i / side - HALF);
      double second = STEP * (i % side - HALF);
      logWeights[i] = logWeight(first, second, at);
      masses[i] = STEP * STEP * Math.exp(logNormal(first, 0, 1) + logNormal(second, 0, 1));
    }
    double sum = 0;
    double[] pair = new double[2];
    for (int i = 0; i < masses.length; i++) {
      for (int j = 0; j < masses.length; j++) {
        pair[0] = logWeights[i];
        pair[1] = logWeights[j];
        sum += masses[i] * masses[j] * function.applyAsDouble(pair);
      }
    }
    return sum;
  }
}
