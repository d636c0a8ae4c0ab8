package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Gradients, against central differences in float64. */
interface GradientLaws extends Family {
  double TOLERANCE = 1e-6;

  @TestFactory
  default Stream<DynamicTest> gradientsOfTheDensityByParametersAreRight() {
    return forEachExample(
        example -> {
          Tensor values = example.values(DataType.FLOAT64);
          checkByParameters(example, of -> of.logProb(values));
        });
  }

  @TestFactory
  default Stream<DynamicTest> gradientsOfTheDensityByTheValueAreRight() {
    return forEachExample(
        example -> {
          Distribution distribution = of(example, DataType.FLOAT64);
          if (!distribution.support().isDiscrete()) {
            Tensor values = example.values(DataType.FLOAT64);
            double[] found = Gradients.grad(x -> distribution.logProb(x).sum(), values).toDoubles();
            double[] needed = Numbers.slopes(x -> distribution.logProb(x).sum().item(), values);
            Numbers.assertClose(found, needed, TOLERANCE, "by the value");
          }
        });
  }

  @TestFactory
  default Stream<DynamicTest> gradientsPassThroughSamplesIffReparameterized() {
    return forEachExample(
        example -> {
          Distribution subject = of(example, DataType.FLOAT64);
          boolean passes =
              Gradients.recording(
                  () -> {
                    Tensor leaf =
                        dev.jyro.tensor.Leaf.of(example.tensors(DataType.FLOAT64).get(0)).value();
                    List<Tensor> parameters = new ArrayList<>(example.tensors(DataType.FLOAT64));
                    parameters.set(0, leaf);
                    return of(parameters).sample(Noise.of(2)).requiresGradient();
                  });
          assertThat(passes).isEqualTo(subject.isReparameterized());
        });
  }

  /** The gradients of what a function makes of the example's distribution, by each parameter. */
  default void checkByParameters(Example example, Function<Distribution, Tensor> function) {
    List<Tensor> parameters = example.tensors(DataType.FLOAT64);
    List<Tensor> found = Gradients.grad(p -> function.apply(of(p)).sum(), parameters);
    for (int i = 0; i < parameters.size(); i++) {
      int place = i;
      double[] needed =
          Numbers.slopes(
              moved -> {
                List<Tensor> changed = new ArrayList<>(parameters);
                changed.set(place, moved);
                return function.apply(of(changed)).sum().item();
              },
              parameters.get(i));
      Numbers.assertClose(found.get(i).toDoubles(), needed, TOLERANCE, "by parameter " + i);
    }
  }
}
