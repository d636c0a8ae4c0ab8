package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * For families whose samples move with their quantile held: by {@code -∂F/∂θ / p} where F is the
 * distribution function, taken from another library, and p the density.
 */
interface QuantileSamples extends Family {
  int COUNT = 40;

  /** The distribution function. */
  double cdf(double[] parameters, double x);

  /** How exact Torch's derivatives are, as its own tests have it. */
  double relativeError();

  @TestFactory
  default Stream<DynamicTest> samplesMoveWithTheirQuantileHeld() {
    return forEachExample(
        example -> {
          for (int i = 0; i < example.parameters().size(); i++) {
            check(example, i);
          }
        });
  }

  private void check(Example example, int place) {
    List<Tensor> parameters = new ArrayList<>();
    example.tensors(DataType.FLOAT64).forEach(p -> parameters.add(p.expand(COUNT)));
    double[] draws = of(parameters).sample(Noise.of(5), Shapes.of(1)).toDoubles();
    double[] found =
        Gradients.grad(
                p -> {
                  List<Tensor> changed = new ArrayList<>(parameters);
                  changed.set(place, p);
                  return of(changed).sample(Noise.of(5)).sum();
                },
                parameters.get(place))
            .toDoubles();
    double[] density = of(example, DataType.FLOAT64).logProb(Tensor.of(draws)).exp().toDoubles();
    for (int k = 0; k < COUNT; k++) {
      double needed = -slope(example.numbers(), place, draws[k]) / density[k];
      double error = Math.abs(found[k] - needed) / (Math.abs(needed) + 1e-30);
      assertThat(error)
          .as("d sample / d parameter %s at %s: %s, not %s", place, draws[k], found[k], needed)
          .isLessThan(relativeError());
    }
  }

  private double slope(double[] parameters, int place, double x) {
    double step = 1e-5 * parameters[place];
    double[] more = parameters.clone();
    double[] less = parameters.clone();
    more[place] += step;
    less[place] -= step;
    return (cdf(more, x) - cdf(less, x)) / (2 * step);
  }
}
