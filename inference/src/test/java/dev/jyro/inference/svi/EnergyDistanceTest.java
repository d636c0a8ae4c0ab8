package dev.jyro.inference.svi;

import static dev.jyro.ppl.Primitives.factor;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jyro.JyroException;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.Delta;
import dev.jyro.distribution.Normal;
import dev.jyro.distribution.Stable;
import dev.jyro.effect.SiteException;
import dev.jyro.handler.Handlers;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.optim.SGD;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class EnergyDistanceTest {
  private static final double DATUM = 1.1;
  static final Model<Tensor> NO_GUIDE = data -> {};

  static Stream<Arguments> scores() {
    return Stream.of(
        Arguments.of("two side by side", EnergyDistance.vectorized(2), 0),
        Arguments.of("five side by side", EnergyDistance.vectorized(5), 0),
        Arguments.of("three in turn", EnergyDistance.withParticles(3), 0),
        Arguments.of("with the prior", EnergyDistance.vectorized(4).prior(0.7), 0.7),
        Arguments.of("with the prior, in turn", EnergyDistance.withParticles(4).prior(0.7), 0.7));
  }

  private static double exact(Map<String, double[]> at, double prior) {
    double variance = OneNormal.variance(at);
    return OneNormal.absolute(OneNormal.mean(at) - DATUM, variance)
        - Math.sqrt(variance / Math.PI)
        + prior * OneNormal.minusLogPrior(at);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("scores")
  void hasTheMeanAndGradientOfTheClosedForm(String name, EnergyDistance objective, double prior) {
    Probe<Tensor> probe = new Probe<>(OneNormal.MODEL, OneNormal.GUIDE, objective, OneNormal.AT);
    Samples found = probe.steps(3000, Tensor.of(DATUM));
    found.assertMean("loss", 0.1, exact(OneNormal.AT, prior));
    for (String by : OneNormal.AT.keySet()) {
      found.assertMean(by, 0.1, Slopes.by(by, OneNormal.AT, at -> exact(at, prior)));
    }
  }

  /** Two sites, one of vectors and masked, one in a subsample, and a latent site in a plate. */
  private static final Model<Tensor> WIDE =
      data -> {
        Tensor place = sample("place", Normal.of(param("zero"), 1));
        plate(
            "rows",
            3,
            () -> {
              Tensor own = sample("own", Normal.of(place, param("zero").exp()));
              Tensor pair = own.unsqueeze(-1).mul(Tensor.of(1.0, 2));
              observe("pair", Normal.of(pair, param("t").exp()).toEvent(1), data);
            });
        plate(
            "some",
            6,
            2,
            indices -> observe("y", Normal.of(param("m").add(place), 1), Tensor.of(0.5, 1)));
      };

  private static final Model<Tensor> WIDE_GUIDE =
      data -> {
        sample("place", Normal.of(param("a"), param("s").exp()));
        plate("rows", 3, () -> sample("own", Normal.of(param("o"), param("s").exp())));
      };

  static final Map<String, double[]> WIDE_AT =
      Map.of(
          "a", new double[] {0.3},
          "s", new double[] {-0.4},
          "o", new double[] {0.9},
          "m", new double[] {0.5},
          "t", new double[] {0.2},
          "zero", new double[] {0.1});

  static Stream<Arguments> objectives() {
    return Stream.of(
        Arguments.of("plain", EnergyDistance.vectorized(3), Double.NaN),
        Arguments.of("in turn", EnergyDistance.withParticles(3), Double.NaN),
        Arguments.of("power 1.5", EnergyDistance.vectorized(3).power(1.5), Double.NaN),
        Arguments.of(
            "power 0.6, prior", EnergyDistance.vectorized(3).power(0.6).prior(0.5), Double.NaN),
        Arguments.of("mmd", TraceMMD.vectorized(Kernel.gaussians(0.5, 2), 3), Double.NaN),
        Arguments.of(
            "mmd in turn", TraceMMD.withParticles(Kernel.gaussian(2), 3).beta(2), Double.NaN),
        Arguments.of(
            "mmd scoring data", TraceMMD.vectorized(Kernel.gaussian(1), 3).scoringData(), 7.0));
  }

  /**
   * Central differences at 1e-5 with the same noise err by 1e-10 times third derivatives, and by
   * 1e-11 times the loss for rounding; both are below 100. What is masked may be NaN.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("objectives")
  void hasTheGradientOfFiniteDifferences(String name, ELBO objective, double hidden) {
    Tensor data = Tensor.of(new double[][] {{0.4, 1}, {hidden, 0}, {-1, 2}});
    Tensor there = Tensor.of(1.0, 0, 1).gt(0);
    Model<Tensor> model =
        Handlers.with(
            (effect, outer) ->
                outer.ask(
                    effect.name().equals("pair")
                        ? effect.in(effect.setting().maskedBy(there))
                        : effect),
            WIDE);
    Probe.Reading reading = new Probe<>(model, WIDE_GUIDE, objective, WIDE_AT).step(data);
    assertThat(reading.loss()).isFinite();
    for (String by : WIDE_AT.keySet()) {
      double slope =
          Slopes.by(
              by, WIDE_AT, at -> new Probe<>(model, WIDE_GUIDE, objective, at).step(data).loss());
      assertThat(reading.gradient(by)[0]).as(by).isEqualTo(slope, within(1e-8));
    }
  }

  /**
   * With n data in one vector {@code E|X - x|} depends on the data's distance from the mean of X
   * only, and is least where that is least: at the mean of the data. The scale is that of least
   * score, the mean norm being expanded to the order 1/n, which leaves an error of some 1/n².
   */
  @Test
  void fitsLocationAndScale() {
    double[] rows = rows();
    Tensor data = Tensor.of(rows);
    Model<Tensor> model =
        all ->
            plate(
                "rows",
                all.size(0),
                () -> observe("x", Normal.of(param("m"), param("t").exp()), all));
    Samples fitted = Fitted.of(model, EnergyDistance.vectorized(4), 0.05, data);
    double mean = Arrays.stream(rows).average().orElseThrow();
    double distance = Arrays.stream(rows).map(x -> (x - mean) * (x - mean)).sum();
    double logScale = least(t -> score(rows.length, distance, Math.exp(2 * t)));
    fitted.assertMean("m", 0.2, mean);
    fitted.assertMean("t", 0.1, logScale);
  }

  static double[] rows() {
    double[] rows = new double[60];
    SplittableRandom random = new SplittableRandom(4);
    Arrays.setAll(
        rows,
        i ->
            3
                + 2
                    * Math.sqrt(-2 * Math.log(random.nextDouble()))
                    * Math.cos(2 * Math.PI * random.nextDouble()));
    return rows;
  }

  private static double score(int n, double distance, double variance) {
    return meanNorm(distance + n * variance, 4 * distance * variance + 2 * n * variance * variance)
        - meanNorm(2 * n * variance, 8 * n * variance * variance) / 2;
  }

  /** The mean of the root of a number with this mean and variance, to the second order. */
  private static double meanNorm(double mean, double variance) {
    return Math.sqrt(mean) * (1 - variance / (8 * mean * mean));
  }

  private static double least(DoubleUnaryOperator function) {
    double best = -1;
    for (double t = -1; t < 2; t += 1e-4) {
      best = function.applyAsDouble(t) < function.applyAsDouble(best) ? t : best;
    }
    return best;
  }

  @Test
  void needsNoDensity() {
    Model<Tensor> model =
        data ->
            plate(
                "rows",
                data.size(0),
                () ->
                    observe(
                        "x", Stable.of(1.5, 0, param("u", 1.0).detach(), param("m", 0.0)), data));
    for (EnergyDistance objective :
        new EnergyDistance[] {EnergyDistance.vectorized(2), EnergyDistance.withParticles(2)}) {
      SVI<Tensor> svi = SVI.of(model, NO_GUIDE, Adam.withLearningRate(0.05), objective.power(0.9));
      for (int i = 0; i < 300; i++) {
        svi.step(Tensor.of(4f, 5f, 6f));
      }
      assertThat(svi.params().get("m").item()).isBetween(3.0, 7.0);
      assertThat(svi.evaluateLoss(Tensor.of(4f, 5f, 6f))).isFinite();
    }
  }

  /** Where draws are all alike the root has no derivative; 0 is as good as any. */
  @Test
  void isFlatWhereNothingIsSpread() {
    Model<Tensor> model = data -> observe("x", Delta.of(param("m", 0.5)), data);
    SVI<Tensor> svi =
        SVI.of(model, NO_GUIDE, SGD.withLearningRate(0.1), EnergyDistance.vectorized(2));
    assertThat(svi.step(Tensor.scalar(2))).isEqualTo(1.5, within(1e-6));
    assertThat(svi.params().get("m").item()).isEqualTo(0.6, within(1e-6));
  }

  private static void assertRefused(Model<Tensor> model, Model<Tensor> guide, String... parts) {
    SVI<Tensor> svi = SVI.of(model, guide, SGD.withLearningRate(0.1), EnergyDistance.vectorized(2));
    assertThatThrownBy(() -> svi.step(Tensor.of(1f, 0f)))
        .isInstanceOf(JyroException.class)
        .hasMessageContainingAll(parts)
        .hasMessageContaining("Fix");
    assertThat(svi.params().names()).isEmpty();
  }

  @Test
  void namesWhatItCannotCompare() {
    Model<Tensor> coins =
        data -> plate("rows", 2, () -> observe("x", Bernoulli.of(param("p", 0.5)), data));
    assertRefused(
        coins, NO_GUIDE, "'x'", "EnergyDistance: the data that the model draws", "Bernoulli");
    Model<Tensor> scored =
        data -> {
          factor("extra", param("m", 1.0));
          plate("rows", 2, () -> observe("x", Normal.of(0, 1), data));
        };
    assertRefused(scored, NO_GUIDE, "'extra'", "a factor");
    assertRefused(data -> param("m", 1), NO_GUIDE, "EnergyDistance", "observes nothing");
    Model<Tensor> narrow = data -> observe("x", Normal.of(param("m", 0), 1), data);
    assertRefused(narrow, NO_GUIDE, "'x'", "the data have shape (2)", "()");
    Model<Tensor> stray = data -> observe("x", Normal.of(param("m", Tensor.zeros(2)), 1), data);
    assertRefused(stray, NO_GUIDE, "'x'", "batch shape (", "no plate at dimension -1");
    Model<Tensor> bits =
        data -> {
          Tensor z = sample("z", Normal.of(0, 1));
          plate("rows", 2, () -> observe("x", Normal.of(z, 1), data));
        };
    Model<Tensor> scores = data -> sample("z", Normal.of(param("m", 0), 1).notReparameterized());
    assertRefused(bits, scores, "'z'", "EnergyDistance: the guide's draws carry no gradient");
    assertRefused(bits, NO_GUIDE, "'z'", "missing from the guide");
  }

  @Test
  void refusesNumbersOutsideTheirRange() {
    assertThatThrownBy(() -> EnergyDistance.vectorized(1))
        .hasMessageContaining("EnergyDistance: 1 particles. Needed: at least 2");
    assertThatThrownBy(() -> EnergyDistance.withParticles(2).power(2))
        .hasMessageContaining("power 2.0. Needed: a number between 0 and 2");
    assertThatThrownBy(() -> EnergyDistance.withParticles(2).prior(-1))
        .hasMessageContaining("prior -1.0. Needed: a number that is 0 or greater");
  }

  @Test
  void namesDataThatAreNotFinite() {
    Model<Tensor> model =
        data -> plate("rows", 2, () -> observe("x", Normal.of(param("m", 0), 1), data));
    SVI<Tensor> svi =
        SVI.of(model, NO_GUIDE, SGD.withLearningRate(0.1), EnergyDistance.vectorized(2));
    assertThatThrownBy(() -> svi.step(Tensor.of(1f, Float.NaN)))
        .isInstanceOf(SiteException.class)
        .hasMessageStartingWith("Site 'x': in the model: its data are not finite")
        .hasMessageContaining("data          Tensor(2) float32 [1.0, NaN]");
    assertThat(svi.params().names()).isEmpty();
  }

  @Test
  void trainsAPositiveScale() {
    Model<Tensor> model =
        data ->
            plate(
                "rows",
                data.size(0),
                () -> observe("x", Normal.of(0, param("t", 1, Constraints.positive())), data));
    SVI<Tensor> svi =
        SVI.of(model, NO_GUIDE, Adam.withLearningRate(0.05), EnergyDistance.vectorized(8));
    Tensor data = Tensor.of(-4f, 4f, 3f, -3f, 5f, -5f);
    for (int i = 0; i < 300; i++) {
      svi.step(data);
    }
    assertThat(svi.params().get("t").item()).isGreaterThan(2.5);
  }
}
