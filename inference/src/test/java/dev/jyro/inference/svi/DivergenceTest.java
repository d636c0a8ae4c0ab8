package dev.jyro.inference.svi;

import static dev.jyro.inference.svi.NormalPair.logNormal;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.Normal;
import dev.jyro.handler.Handlers;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pyro's test_elbo_bern and test_elbo_normal, for each objective: without data an ELBO is a
 * divergence from the prior, and the other bounds are means over two draws.
 */
final class DivergenceTest {
  private static final Map<String, double[]> HALF = Map.of("q", new double[] {0.5});
  private static final Map<String, double[]> ONE =
      Map.of("loc", new double[] {1}, "scale", new double[] {1});

  static Stream<Bound> allBounds() {
    return Stream.concat(Bound.ofPaths(), Bound.ofScores());
  }

  static Stream<Arguments> scaledScores() {
    return Bound.ofScores().flatMap(b -> Stream.of(Arguments.of(b, 1), Arguments.of(b, 10)));
  }

  private static Tensor number(double number) {
    return Tensor.scalar(number, DataType.FLOAT64);
  }

  private static Model<Integer> copied(double factor, Runnable body) {
    return Handlers.scale(copies -> plate("copies", copies, body), factor);
  }

  /** A pair of bits from q against the odds of 0.25: four outcomes. */
  private static Bound.Pair bits(double factor) {
    return (drawn, moved, function) -> {
      double sum = 0;
      for (int one = 0; one < 2; one++) {
        for (int two = 0; two < 2; two++) {
          double[] weights = {weight(factor, one, drawn), weight(factor, two, drawn)};
          double[] logQ = {factor * logQ(one, moved), factor * logQ(two, moved)};
          double mass = Math.exp(logQ(one, drawn) + logQ(two, drawn));
          sum += mass * function.applyAsDouble(weights, logQ);
        }
      }
      return sum;
    };
  }

  private static double weight(double factor, int bit, Map<String, double[]> at) {
    return factor * (Math.log(bit == 1 ? 0.25 : 0.75) - logQ(bit, at));
  }

  private static double logQ(int bit, Map<String, double[]> at) {
    double q = Objects.requireNonNull(at.get("q"))[0];
    return Math.log(bit == 1 ? q : 1 - q);
  }

  /** One draw of an ELBO deviates by log(3)/2 = 0.55, one of its gradient by 0.29, scaled. */
  @ParameterizedTest(name = "{0}, scaled by {1}")
  @MethodSource("scaledScores")
  void ofABitIsScaled(Bound bound, double factor) {
    int copies = 40_000;
    Model<Integer> model = copied(factor, () -> sample("z", Bernoulli.of(number(0.25))));
    Model<Integer> guide = copied(factor, () -> sample("z", Bernoulli.of(param("q").squeeze(-1))));
    Samples found = new Probe<>(model, guide, bound.objective(), HALF).steps(40, copies);
    found.assertMean("loss", 0.02 * factor * copies, copies * bound.loss(HALF, bits(factor)));
    found.assertMean("q", 0.02 * factor * copies, copies * bound.slope("q", HALF, bits(factor)));
  }

  @ParameterizedTest
  @MethodSource("allBounds")
  void ofANormalNumberHasItsGradient(Bound bound) {
    int copies = bound.gradient() == Gradient.SCORE ? 40_000 : 10_000;
    Model<Integer> model = copied(1, () -> sample("z", Normal.of(number(0), number(1))));
    Model<Integer> guide =
        copied(
            1,
            () ->
                sample(
                    "z",
                    bound
                        .gradient()
                        .of(Normal.of(param("loc").squeeze(-1), param("scale").squeeze(-1)))));
    NormalPair pair = new NormalPair(1, z -> logNormal(z, 0, 1));
    Samples found = new Probe<>(model, guide, bound.objective(), ONE).steps(40, copies);
    found.assertMean("loss", 0.01 * copies, copies * bound.loss(ONE, pair));
    found.assertMean("loc", 0.01 * copies, copies * bound.slope("loc", ONE, pair));
  }

  /** What Pyro's tests say. */
  @Test
  void isPyrosForTheEvidenceLowerBound() {
    Bound elbo = Bound.ofScores().filter(Bound::isPlain).findFirst().orElseThrow();
    assertThat(elbo.loss(HALF, bits(10))).isEqualTo(1.438410, within(1e-6));
    assertThat(elbo.slope("q", HALF, bits(10))).isEqualTo(10.986123, within(1e-5));
    NormalPair pair = new NormalPair(1, z -> logNormal(z, 0, 1));
    assertThat(elbo.loss(ONE, pair)).isEqualTo(0.5, within(1e-9));
    assertThat(elbo.slope("loc", ONE, pair)).isEqualTo(1, within(1e-6));
  }
}
