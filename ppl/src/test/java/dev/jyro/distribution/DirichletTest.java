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
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class DirichletTest implements MultivariateContract {
  /** How exact Torch's derivatives are, as its own tests have it. */
  private static final double RELATIVE_ERROR = 5e-3;

  @Override
  public Dirichlet of(List<Tensor> parameters) {
    return Dirichlet.of(parameters.get(0));
  }

  @Override
  public List<EventExample> examples() {
    return List.of(
        EventExample.of("uniform").vector(1, 1, 1).inside(0.2, 0.3, 0.5).inside(0.9, 0.02, 0.08),
        EventExample.of("one hump").vector(4, 7.5, 2).inside(0.2, 0.3, 0.5).inside(0.3, 0.6, 0.1),
        EventExample.of("steep at the border")
            .vector(0.3, 0.6, 1.2)
            .inside(0.2, 0.3, 0.5)
            .inside(0.6, 0.3, 0.1));
  }

  @Override
  public List<EventExample> bad() {
    return List.of(
        EventExample.of("concentration[1, 2] is 0.0. Needed: positive.").vector(1, 1, 0),
        EventExample.of("concentration[1, 0] is -1.0. Needed: positive.").vector(-1, 1, 1),
        EventExample.of("concentration[1, 1] is NaN. Needed: positive.").vector(1, Double.NaN, 1));
  }

  @TestFactory
  Stream<DynamicTest> eachNumberFollowsItsBetaDistribution() {
    return forEachExample(
        example -> {
          double[] c = example.parameters().get(0).numbers();
          Tensor draws = draws(example);
          Tensor others = of(example, DataType.FLOAT64).sample(Noise.of(12), Shapes.of(DRAWS));
          for (int k = 0; k < c.length; k++) {
            Tensor of1 = Tensor.scalar(c[k], DataType.FLOAT64);
            Beta marginal = Beta.of(of1, c[0] + c[1] + c[2] - c[k]);
            GoodnessOfFit.ofReals(
                draws.select(-1, k).toDoubles(),
                others.select(-1, k).toDoubles(),
                x -> marginal.logProb(x).exp());
          }
        });
  }

  /** {@code -∂F/∂c / p} with the distribution function of another library. */
  @TestFactory
  Stream<DynamicTest> eachNumberMovesWithItsQuantileHeldAndTheOthersInProportion() {
    return forEachExample(
        example -> {
          for (int k = 0; k < 3; k++) {
            checkQuantiles(example, k);
          }
        });
  }

  private void checkQuantiles(EventExample example, int k) {
    int count = 40;
    double[] c = example.parameters().get(0).numbers();
    Tensor copies = example.copies(count).get(0);
    Tensor draws = Dirichlet.of(copies).sample(Noise.of(5));
    double rest = c[0] + c[1] + c[2] - c[k];
    for (int j = 0; j < 3; j++) {
      int place = j;
      double[] found =
          Gradients.grad(p -> Dirichlet.of(p).sample(Noise.of(5)).select(-1, place).sum(), copies)
              .select(-1, k)
              .toDoubles();
      for (int i = 0; i < count; i++) {
        double x = draws.get(i, k).item();
        double ratio = j == k ? 1 : -draws.get(i, j).item() / (1 - x);
        double needed = ratio * slope(c[k], rest, x);
        assertThat(Math.abs(found[i] - needed) / (Math.abs(needed) + 1e-30))
            .as("d x[%s] / d c[%s] at %s: %s, not %s", j, k, x, found[i], needed)
            .isLessThan(RELATIVE_ERROR);
      }
    }
  }

  private static double slope(double c, double rest, double x) {
    double step = 1e-5 * c;
    double more = BetaDistribution.of(c + step, rest).cumulativeProbability(x);
    double less = BetaDistribution.of(c - step, rest).cumulativeProbability(x);
    return -(more - less) / (2 * step) / BetaDistribution.of(c, rest).density(x);
  }

  @Test
  void onTheBorderTheDensityIsItsLimit() {
    Tensor edge = Tensor.of(0.0, 0.25, 0.75);
    assertThat(Dirichlet.of(Tensor.of(2.0, 1, 1)).logProb(edge).item())
        .isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Dirichlet.of(Tensor.of(0.5, 1, 1)).logProb(edge).item())
        .isEqualTo(Double.POSITIVE_INFINITY);
    Numbers.assertClose(
        Dirichlet.of(Tensor.of(1.0, 1, 1)).logProb(edge).item(), Math.log(2), 1e-12, "flat");
  }

  @Test
  void gradientsAreFiniteOnTheBorderIfTheDensityIs() {
    List<Tensor> gradients =
        Gradients.grad(
            p -> Dirichlet.of(p.get(0)).logProb(p.get(1)),
            List.of(Tensor.of(1.0, 2, 3), Tensor.of(0.0, 0.25, 0.75)));
    assertThat(gradients).allSatisfy(g -> assertThat(g.isFinite().all().item()).isEqualTo(1));
  }

  @Test
  void aNumberLessThanZeroHasDensityZero() {
    assertThat(Dirichlet.of(2, 3, 4).logProb(Tensor.of(-0.1f, 0.5f, 0.6f)).item())
        .isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void tinyConcentrationsGiveCornersAndFiniteGradients() {
    Tensor c = Tensor.of(1e-3, 1e-3, 1e-3);
    Tensor draws = Dirichlet.of(c).sample(Noise.of(1), Shapes.of(1000));
    assertThat(draws.gt(0).all().item()).isEqualTo(1);
    assertThat(draws.max(-1).min().item()).isGreaterThan(0.5);
    assertThat(Dirichlet.of(c).logProb(draws).isFinite().all().item()).isEqualTo(1);
    for (double size : new double[] {1e-6, 1e-3, 1e4, 1e7}) {
      Tensor gradient =
          Gradients.grad(
              p -> Dirichlet.of(p).sample(Noise.of(1), Shapes.of(50)).get(0).sum(),
              Tensor.of(size, size, size));
      assertThat(gradient.isFinite().all().item()).isEqualTo(1);
    }
  }

  @Test
  void numbersMeanTheSameInFloat32() {
    Tensor value = Tensor.of(0.2f, 0.3f, 0.5f);
    Numbers.assertClose(
        Dirichlet.of(4, 7.5, 2).logProb(value),
        Dirichlet.of(Tensor.of(4f, 7.5f, 2f)).logProb(value),
        0,
        "density");
    assertThatThrownBy(() -> Dirichlet.of(1, 0, 1))
        .hasMessageStartingWith("Dirichlet: concentration[1] is 0.0. Needed: positive.");
  }

  @Test
  void aConcentrationWithoutADimensionIsRefused() {
    assertThatThrownBy(() -> Dirichlet.of(Tensor.scalar(1)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "Dirichlet: concentration has shape (). Needed: a vector in the last dimension.");
  }
}
