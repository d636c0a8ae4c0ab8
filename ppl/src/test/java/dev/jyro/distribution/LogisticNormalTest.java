package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class LogisticNormalTest implements MultivariateContract, SmoothEvents {
  @Override
  public LogisticNormal of(List<Tensor> parameters) {
    return LogisticNormal.of(parameters.get(0), parameters.get(1));
  }

  @Override
  public List<EventExample> examples() {
    return List.of(
        EventExample.of("around even")
            .vector(0, 0)
            .vector(1, 1)
            .inside(0.2, 0.3, 0.5)
            .inside(0.7, 0.2, 0.1),
        EventExample.of("mostly the first")
            .vector(2, -1)
            .vector(0.3, 0.5)
            .inside(0.8, 0.05, 0.15)
            .inside(0.6, 0.3, 0.1));
  }

  @Override
  public List<EventExample> bad() {
    return List.of(
        EventExample.of("scale[1, 1] is 0.0. Needed: positive.").vector(0, 0).vector(1, 0),
        EventExample.of("loc[1, 0] is NaN. Needed: real.").vector(Double.NaN, 0).vector(1, 1));
  }

  @TestFactory
  Stream<DynamicTest> theLogitOfTheFirstNumberIsNormal() {
    return forEachExample(
        example -> {
          Normal marginal =
              Normal.of(
                  Tensor.scalar(example.parameters().get(0).numbers()[0], DataType.FLOAT64),
                  example.parameters().get(1).numbers()[0]);
          GoodnessOfFit.ofReals(
              firstLogits(draws(example)),
              firstLogits(of(example, DataType.FLOAT64).sample(Noise.of(12), Shapes.of(DRAWS))),
              x -> marginal.logProb(x).exp());
        });
  }

  /** Two are still to come. */
  private static double[] firstLogits(Tensor draws) {
    Tensor first = draws.select(-1, 0);
    return first.div(first.rsub(1)).log().add(Math.log(2)).toDoubles();
  }

  @Test
  void withTwoClassesTheLogitIsNormal() {
    Tensor loc = Tensor.of(0.4);
    double x = Math.log(0.3 / 0.7);
    double needed =
        Normal.of(loc, 1.5).logProb(Tensor.of(x)).item() - Math.log(0.3) - Math.log(0.7);
    Numbers.assertClose(
        LogisticNormal.of(loc, Tensor.of(1.5)).logProb(Tensor.of(0.3, 0.7)).item(),
        needed,
        1e-12,
        "density");
  }

  @Test
  void extremeLogitsKeepSamplesInsideAndDensitiesAndGradientsFinite() {
    for (double logit : new double[] {-300, 300}) {
      List<Tensor> parameters = List.of(Tensor.of((float) logit, 0), Tensor.of(1f, 1f));
      Tensor draws = of(parameters).sample(Noise.of(1), Shapes.of(100));
      assertThat(draws.gt(0).all().item()).isEqualTo(1);
      assertThat(of(parameters).logProb(draws).isFinite().all().item()).isEqualTo(1);
      List<Tensor> gradients =
          Gradients.grad(p -> of(p).logProb(of(p).sample(Noise.of(1))).sum(), parameters);
      assertThat(gradients).allSatisfy(g -> assertThat(g.isFinite().all().item()).isEqualTo(1));
    }
  }

  @Test
  void aNumberThatIsNotPositiveHasDensityZero() {
    LogisticNormal subject = LogisticNormal.of(Tensor.of(0.0, 0), Tensor.of(1.0, 1));
    assertThat(subject.logProb(Tensor.of(0.0, 0.5, 0.5)).item())
        .isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(subject.logProb(Tensor.of(-0.5, 1, 0.5)).item()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void parametersOfDifferentLengthsAreRefused() {
    assertThatThrownBy(() -> LogisticNormal.of(Tensor.zeros(3), Tensor.ones(2)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("LogisticNormal: loc has shape (3). Needed: 2 numbers in the last dimension.");
  }
}
