package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.constraint.Bijector;
import dev.jyro.constraint.Bijectors;
import dev.jyro.constraint.Constraints;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class TransformedTest {
  private final Tensor two = Tensor.of(0.3, -0.5);

  /** The contract, for a map whose parameters are learnt. */
  @Nested
  final class ByALearntMap implements DistributionContract, SmoothSamples {
    @Override
    public Distribution of(List<Tensor> parameters) {
      return Transformed.of(
          Normal.of(parameters.get(0), 1), Bijectors.affine(parameters.get(1), parameters.get(2)));
    }

    @Override
    public Distribution ofNumbers(double... parameters) {
      return Transformed.of(
          Normal.of(parameters[0], 1), Bijectors.affine(parameters[1], parameters[2]));
    }

    @Override
    public List<Example> examples() {
      return List.of(
          Example.of("rising", 0.4, -0.5, 1.7).inside(-2, 0.3, 1.5),
          Example.of("falling", -0.4, 0.5, -0.6).inside(-1, 0.2, 1.5));
    }

    @Override
    public List<Bad> bad() {
      return List.of();
    }

    @Override
    public void parametersThatDoNotBroadcastAreRefusedByName() {
      // there is one of the base and two of the map
    }
  }

  /** The contract, for a normal number's exponential moved by 1. */
  @Nested
  final class AFamily implements DistributionContract, SmoothSamples {
    @Override
    public Distribution of(List<Tensor> parameters) {
      return Transformed.of(
          Normal.of(parameters.get(0), parameters.get(1)),
          Bijectors.exp(),
          Bijectors.to(Constraints.greaterThan(1)).inverted().inverted());
    }

    @Override
    public Distribution ofNumbers(double... parameters) {
      return Transformed.of(
          Normal.of(parameters[0], parameters[1]),
          Bijectors.exp(),
          Bijectors.to(Constraints.greaterThan(1)));
    }

    @Override
    public List<Example> examples() {
      return List.of(
          Example.of("narrow", -0.5, 0.3).inside(2.6, 2.9, 3.4).outside(1, 0.5, -2),
          Example.of("wide", -1, 0.5).inside(2.2, 2.5, 3.5).outside(1, 0.999, 0));
    }

    @Override
    public List<Bad> bad() {
      return List.of();
    }

    @Override
    public void parametersThatDoNotBroadcastAreRefusedByName() {
      // the base refuses them, under its own name
    }
  }

  @Test
  void theExponentialOfANormalIsLogNormal() {
    Tensor loc = two;
    Transformed found = Transformed.of(Normal.of(loc, 0.7), Bijectors.exp());
    LogNormal needed = LogNormal.of(loc, 0.7);
    Tensor values = Tensor.of(0.1, 2.5);
    Numbers.assertClose(found.logProb(values), needed.logProb(values), 1e-12, "density");
    Numbers.assertClose(found.cdf(values), needed.cdf(values), 1e-12, "cdf");
    Numbers.assertClose(found.icdf(two.abs()), needed.icdf(two.abs()), 1e-12, "icdf");
    Numbers.assertClose(found.sample(Noise.of(1)), needed.sample(Noise.of(1)), 1e-12, "sample");
    assertThat(found.support()).isEqualTo(Constraints.positive());
    assertThat(found.logProb(Tensor.scalar(-1)).toDoubles()).containsOnly(Double.NEGATIVE_INFINITY);
    assertThat(found.cdf(Tensor.of(-1.0, 0)).toDoubles()).containsOnly(0);
  }

  @Test
  void aFallingMapTurnsTheDistributionFunctionRound() {
    Transformed found = Transformed.of(Exponential.of(2), Bijectors.affine(3, -2));
    Tensor y = Tensor.of(1.0, 2.5, 3, 4);
    double[] cdf = found.cdf(y).toDoubles();
    Numbers.assertClose(cdf, new double[] {Math.exp(-2), Math.exp(-0.5), 1, 1}, 1e-12, "cdf");
    Tensor p = Tensor.of(0.1, 0.6);
    Numbers.assertClose(found.cdf(found.icdf(p)), p, 1e-12, "icdf");
    assertThat(found.support().check(y).toBooleans()).containsExactly(true, true, true, false);
    assertThat(found.logProb(y).toDoubles()[3]).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void theDistributionFunctionEndsWhereTheValuesEnd() {
    Transformed found = Transformed.of(Normal.of(0, 1), Bijectors.sigmoid(2, 4));
    assertThat(found.cdf(Tensor.of(1.0, 3, 5)).toDoubles()).containsExactly(0, 0.5, 1);
  }

  @Test
  void parametersOfTheBijectorStretchTheBatch() {
    Transformed found =
        Transformed.of(Normal.of(0, 1), Bijectors.affine(Tensor.of(1f, 2f, 3f), 0.1));
    assertThat(found.batchShape()).isEqualTo(Shapes.of(3));
    assertThat(found.sample(Noise.of(1)).toDoubles()).doesNotHaveDuplicates();
    Tensor value = Tensor.of(1.05f, 2.1f, 2.9f);
    Numbers.assertClose(
        found.logProb(value), Normal.of(Tensor.of(1f, 2f, 3f), 0.1).logProb(value), 1e-5, "");
    assertThat(found.expand(Shapes.of(4, 3)).sample(Noise.of(1)).shape())
        .isEqualTo(Shapes.of(4, 3));
  }

  @Test
  void aBijectorOfVectorsTakesABatchDimensionAsTheValue() {
    Distribution numbers = Normal.of(Tensor.zeros(Shapes.of(4, 3), DataType.FLOAT64), 1);
    Transformed found = Transformed.of(numbers, Bijectors.stickBreaking());
    assertThat(found.batchShape()).isEqualTo(Shapes.of(4));
    assertThat(found.eventShape()).isEqualTo(Shapes.of(4));
    assertThat(found.support()).isEqualTo(Constraints.simplex());
    Tensor draws = found.sample(Noise.of(1), Shapes.of(5));
    assertThat(draws.shape()).isEqualTo(Shapes.of(5, 4, 4));
    assertThat(found.support().check(draws).all().item()).isEqualTo(1);
    assertThat(found.logProb(draws).shape()).isEqualTo(Shapes.of(5, 4));
    Transformed matrices = Transformed.of(numbers, Bijectors.corrCholesky());
    assertThat(matrices.eventShape()).isEqualTo(Shapes.of(3, 3));
    assertThat(matrices.logProb(matrices.sample(Noise.of(2))).shape()).isEqualTo(Shapes.of(4));
  }

  @Test
  void aBijectorOfNumbersMapsEachNumberOfAVector() {
    Distribution vectors = Normal.of(two, 1).toEvent(1);
    Transformed found = Transformed.of(vectors, Bijectors.exp());
    Tensor value = Tensor.of(0.5, 2);
    Numbers.assertClose(
        found.logProb(value), LogNormal.of(two, 1).toEvent(1).logProb(value), 1e-12, "");
    assertThat(found.support()).isEqualTo(Constraints.independent(Constraints.positive(), 1));
    assertThat(found.logProb(Tensor.of(0.5, -2)).item()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThatThrownBy(() -> found.cdf(value))
        .isInstanceOf(JyroException.class)
        .hasMessageStartingWith("Transformed has no cdf in closed form");
  }

  /** Mass 1 and where it lies: a density of two numbers, summed over a fine grid of shares. */
  @Test
  void sharesHaveADensityThatIntegratesToOne() {
    Transformed found = Transformed.of(Normal.of(Tensor.of(0.3), 0.8), Bijectors.stickBreaking());
    double[] edges = Tensor.linspace(1e-6, 1 - 1e-6, 400, DataType.FLOAT64).toDoubles();
    double sum = 0;
    for (double part :
        Numbers.integrals(
            x -> {
              Tensor first = x.unsqueeze(-1);
              return found.logProb(dev.jyro.tensor.ShapeOps.cat(-1, first, first.rsub(1))).exp();
            },
            edges)) {
      sum += part;
    }
    Numbers.assertClose(sum, 1, 1e-6, "integral");
  }

  @Test
  void aDrawIsScoredWithoutGoingBack() {
    List<String> ran = new ArrayList<>();
    try (TensorScope scope =
        TensorScope.open((operation, inputs, attributes, output, nanos) -> ran.add(operation))) {
      Drawn drawn = Transformed.of(Normal.of(two, 1), Bijectors.exp()).draw(Noise.of(1));
      assertThat(drawn.density().get().logProb().numel()).isEqualTo(2);
    }
    assertThat(ran).doesNotContain("log");
  }

  @Test
  void theParametersOfTheBijectorHaveGradientsToo() {
    Tensor values = Tensor.of(0.4, 1.7);
    UnaryOperator<Tensor> density = scale -> made(scale).logProb(values).sum();
    Numbers.assertClose(
        Gradients.grad(density, two).toDoubles(),
        Numbers.slopes(at -> density.apply(at).item(), two),
        1e-6,
        "by the scale");
  }

  private static Distribution made(Tensor scale) {
    return Transformed.of(Normal.of(0, 1), Bijectors.affine(1, scale), Bijectors.exp());
  }

  @Test
  void nonsenseOutsideLeavesNoTraceInGradients() {
    Tensor gradient =
        Gradients.grad(
            loc ->
                Transformed.of(Normal.of(loc, 1), Bijectors.exp())
                    .density(Tensor.of(-1.0, 2))
                    .logProb()
                    .add(
                        Transformed.of(Normal.of(loc, 1), Bijectors.exp())
                            .logProb(Tensor.of(-1.0, 2)))
                    .select(0, 1),
            two);
    assertThat(gradient.isFinite().all().item()).isEqualTo(1);
    Tensor outside =
        Gradients.grad(
            loc ->
                Bijectors.exp()
                    .codomain()
                    .check(Tensor.of(-1.0, 2))
                    .where(
                        Transformed.of(Normal.of(loc, 1), Bijectors.exp())
                            .logProb(Tensor.of(-1.0, 2)),
                        0)
                    .sum(),
            two);
    assertThat(outside.toDoubles()[0]).isZero();
  }

  /** The sigmoid leads to 0 and 1 from infinity only, whatever the tails of what it is given. */
  @Test
  void aBorderThatIsReachedFromInfinityOnlyHasNoDensity() {
    Tensor border = Tensor.of(0.0, 1, 0.25);
    List<Function<Tensor, Distribution>> bases =
        List.of(
            loc -> Normal.of(loc, 2), loc -> Logistic.of(loc, 2), loc -> StudentT.of(2.5, loc, 2));
    for (Function<Tensor, Distribution> base : bases) {
      UnaryOperator<Tensor> density =
          loc -> Transformed.of(base.apply(loc), Bijectors.sigmoid()).logProb(border);
      Tensor loc = Tensor.of(0.5, 0.5, 0.5);
      double[] found = density.apply(loc).toDoubles();
      assertThat(found).startsWith(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);
      assertThat(found[2]).isFinite();
      Tensor slopes = Gradients.grad(at -> density.apply(at).sum(), loc);
      assertThat(slopes.abs().toDoubles()).startsWith(0, 0).doesNotContain(Double.NaN);
    }
  }

  @Test
  void aBoundThatBelongsToItsSetHasNoDensityEither() {
    Transformed found =
        Transformed.of(StudentT.of(3, 0, 1), Bijectors.to(Constraints.greaterThanEq(1)));
    double[] density = found.logProb(Tensor.of(1.0, 1.5)).toDoubles();
    assertThat(density[0]).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(density[1]).isFinite();
  }

  @Test
  void whatIsNotReparameterizedStaysSo() {
    Distribution found = Transformed.of(Normal.of(two, 1).notReparameterized(), Bijectors.exp());
    assertThat(found.isReparameterized()).isFalse();
    Drawn drawn = found.draw(Noise.of(1));
    Numbers.assertClose(
        drawn.density().get().logProb(), found.logProb(drawn.value()), 1e-12, "density");
  }

  @Test
  void aBijectorMayNotStretchTheValue() {
    Bijector wide = Bijectors.affine(Tensor.zeros(2, 3), 1);
    assertThatThrownBy(() -> Transformed.of(Normal.of(Tensor.zeros(1), 1).toEvent(1), wide))
        .isInstanceOf(JyroException.class)
        .hasMessageStartingWith("Transformed: the bijector stretches values of shape (1)");
  }

  @Test
  void badParametersOfTheBaseAreNamed() {
    assertThatThrownBy(() -> Transformed.of(Normal.of(two, two), Bijectors.exp()).validate())
        .hasMessageContaining("scale[1] is -0.5");
  }
}
