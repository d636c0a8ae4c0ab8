package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class GaussianRandomWalkTest implements MultivariateContract, SmoothEvents {
  @Override
  public GaussianRandomWalk of(List<Tensor> parameters) {
    return GaussianRandomWalk.of(parameters.get(0), 4);
  }

  @Override
  public List<EventExample> examples() {
    return List.of(
        EventExample.of("steps of 1").number(1).inside(0, 0, 0, 0).inside(1, -0.5, 2, 2),
        EventExample.of("small steps").number(0.1).inside(0, 0.1, 0, 0.2).inside(0.3, 0.2, 0, -0.1),
        EventExample.of("large steps").number(30).inside(10, 20, -5, 8).inside(-30, 0, 30, 90));
  }

  @Override
  public List<EventExample> bad() {
    return List.of(
        EventExample.of("scale[1] is 0.0. Needed: positive.").number(0),
        EventExample.of("scale[1] is -2.0. Needed: positive.").number(-2));
  }

  @TestFactory
  Stream<DynamicTest> isAMultivariateNormalDistribution() {
    return forEachExample(
        example -> {
          GaussianRandomWalk subject = of(example.tensors(DataType.FLOAT64));
          Tensor factor =
              Tensor.ones(4, 4)
                  .to(DataType.FLOAT64)
                  .tril(0)
                  .mul(example.parameters().get(0).numbers()[0]);
          MultivariateNormal dense = MultivariateNormal.ofScaleTril(0, factor);
          Tensor values = example.inside(DataType.FLOAT64);
          Numbers.assertClose(subject.logProb(values), dense.logProb(values), 1e-11, "density");
          Numbers.assertClose(subject.variance(), dense.variance(), 1e-12, "variance");
          Numbers.assertClose(subject.entropy(), dense.entropy(), 1e-12, "entropy");
        });
  }

  @Test
  void aNumberMeansTheSameAsATensor() {
    GaussianRandomWalk number = GaussianRandomWalk.of(2, 3);
    GaussianRandomWalk tensor = GaussianRandomWalk.of(Tensor.scalar(2), 3);
    Tensor value = Tensor.of(1f, -1f, 2f);
    Numbers.assertClose(number.logProb(value), tensor.logProb(value), 1e-6, "density");
    Numbers.assertClose(number.sample(Noise.of(1)), tensor.sample(Noise.of(1)), 1e-6, "sample");
    Numbers.assertClose(number.variance(), tensor.variance(), 1e-6, "variance");
    Numbers.assertClose(number.entropy(), tensor.entropy(), 1e-6, "entropy");
    assertThatThrownBy(() -> GaussianRandomWalk.of(0.0, 3))
        .hasMessage("GaussianRandomWalk: scale is 0.0. Needed: positive.");
  }

  @Test
  void oneStepIsANormalNumber() {
    Tensor value = Tensor.of(1.5);
    Tensor needed = Normal.of(0, Tensor.scalar(2, DataType.FLOAT64)).logProb(value).squeeze(0);
    assertThat(GaussianRandomWalk.of(2, 1).logProb(value).item()).isEqualTo(needed.item());
  }

  @Test
  void aWalkWithoutStepsIsRefused() {
    assertThatThrownBy(() -> GaussianRandomWalk.of(1, 0))
        .isInstanceOf(ShapeException.class)
        .hasMessage("GaussianRandomWalk: numSteps is 0. Needed: 1 or more.");
  }
}
