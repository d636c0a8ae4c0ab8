package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.random.Noise;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class LKJCholeskyTest implements MultivariateContract {
  private static final double[][] EYE = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
  private static final double[][] TILTED = {{1, 0, 0}, {-0.6, 0.8, 0}, {0.48, 0.64, 0.6}};

  @Override
  public LKJCholesky of(List<Tensor> parameters) {
    return LKJCholesky.of(3, parameters.get(0));
  }

  @Override
  public List<EventExample> examples() {
    return List.of(
        EventExample.of("strong correlations").number(0.5).insideMatrix(EYE).insideMatrix(TILTED),
        EventExample.of("uniform").number(1).insideMatrix(EYE).insideMatrix(TILTED),
        EventExample.of("weak correlations").number(7).insideMatrix(EYE).insideMatrix(TILTED));
  }

  @Override
  public List<EventExample> bad() {
    return List.of(
        EventExample.of("concentration[1] is 0.0. Needed: positive.").number(0),
        EventExample.of("concentration[1] is NaN. Needed: positive.").number(Double.NaN));
  }

  @TestFactory
  Stream<DynamicTest> eachCorrelationFollowsItsBetaDistribution() {
    return forEachExample(
        example -> {
          double concentration = example.parameters().get(0).numbers()[0] + 0.5;
          Tensor of1 = Tensor.scalar(concentration, DataType.FLOAT64);
          Beta marginal = Beta.of(of1, concentration);
          Tensor draws = correlations(draws(example));
          Tensor others =
              correlations(of(example, DataType.FLOAT64).sample(Noise.of(12), Shapes.of(DRAWS)));
          for (int[] pair : new int[][] {{1, 0}, {2, 0}, {2, 1}}) {
            GoodnessOfFit.ofReals(
                draws.select(-2, pair[0]).select(-1, pair[1]).toDoubles(),
                others.select(-2, pair[0]).select(-1, pair[1]).toDoubles(),
                x -> marginal.logProb(x).exp());
          }
        });
  }

  /** From -1 … 1 to 0 … 1. */
  private static Tensor correlations(Tensor factors) {
    return factors.matmul(factors.mT()).add(1).mul(0.5);
  }

  /** Uniform over the correlations, a density 2 to the left of the diagonal's powers. */
  @Test
  void twoRowsAreOneCorrelation() {
    Tensor factor = Tensor.of(new double[][] {{1, 0}, {-0.6, 0.8}});
    Tensor concentration = Tensor.scalar(2.5, DataType.FLOAT64);
    double needed =
        Beta.of(concentration, 2.5).logProb(Tensor.scalar(0.2, DataType.FLOAT64)).item()
            - Math.log(2);
    Numbers.assertClose(
        LKJCholesky.of(2, concentration).logProb(factor).item(), needed, 1e-12, "density");
  }

  @Test
  void aNumberMeansTheSameAsATensor() {
    Tensor value = Tensor.of(TILTED).to(DataType.FLOAT32);
    LKJCholesky number = LKJCholesky.of(3, 2.5);
    LKJCholesky tensor = LKJCholesky.of(3, Tensor.scalar(2.5));
    Numbers.assertClose(number.logProb(value), tensor.logProb(value), 1e-6, "density");
    Numbers.assertClose(number.sample(Noise.of(1)), tensor.sample(Noise.of(1)), 1e-6, "sample");
    assertThatThrownBy(() -> LKJCholesky.of(3, -1))
        .hasMessage("LKJCholesky: concentration is -1.0. Needed: positive.");
  }

  @Test
  void aHugeConcentrationLeavesNoCorrelation() {
    LKJCholesky subject = LKJCholesky.of(10, 1e6);
    Tensor draw = subject.sample(Noise.of(1));
    Numbers.assertClose(draw, Tensor.eye(10), 0.005, "identity");
    assertThat(subject.logProb(draw).item()).isFinite();
  }

  @Test
  void aDiagonalThatIsNotPositiveHasDensityZero() {
    Tensor factor = Tensor.of(new double[][] {{1, 0}, {0.6, -0.8}});
    assertThat(LKJCholesky.of(2, 1).logProb(factor).item()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void fewerThanTwoRowsAreRefused() {
    assertThatThrownBy(() -> LKJCholesky.of(1, 1))
        .isInstanceOf(ShapeException.class)
        .hasMessage("LKJCholesky: dim is 1. Needed: 2 or more.");
  }
}
