package dev.jyro.inference.svi;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jyro.JyroException;
import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.Normal;
import dev.jyro.handler.Handlers;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.optim.SGD;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class TraceMMDTest {
  private static final double[] ROWS = {0.4, -1, 2};
  private static final double WIDTH = 1.5;
  private static final Kernel KERNEL = Kernel.gaussian(WIDTH);

  private static double free(Map<String, double[]> at, double beta) {
    return OneNormal.fromData(WIDTH, OneNormal.mean(at), OneNormal.variance(at), ROWS)
        + beta * OneNormal.fromPrior(WIDTH, at);
  }

  private static double scored(Map<String, double[]> at, double beta) {
    return OneNormal.minusLogDensity(at, ROWS) + beta * OneNormal.fromPrior(WIDTH, at);
  }

  private static ToDoubleFunction<Map<String, double[]>> exactly(
      ToDoubleFunction<Map<String, double[]>> loss) {
    return loss;
  }

  static Stream<Arguments> objectives() {
    TraceMMD two = TraceMMD.vectorized(KERNEL, 2);
    return Stream.of(
        Arguments.of("two side by side", two, exactly(at -> free(at, 1))),
        Arguments.of("four in turn", TraceMMD.withParticles(KERNEL, 4), exactly(at -> free(at, 1))),
        Arguments.of("data only", two.beta(0), exactly(at -> free(at, 0))),
        Arguments.of(
            "another kernel for the latent site",
            TraceMMD.vectorized(Kernel.gaussian(9), 3).kernel("x", KERNEL).kernel("z", KERNEL),
            exactly(at -> free(at, 1))),
        Arguments.of(
            "scoring data",
            TraceMMD.vectorized(KERNEL, 8).scoringData().beta(5),
            exactly(at -> scored(at, 5))),
        Arguments.of(
            "scoring data in turn",
            TraceMMD.withParticles(KERNEL, 8).scoringData().beta(5),
            exactly(at -> scored(at, 5))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("objectives")
  void hasTheMeanAndGradientOfTheClosedForm(
      String name, TraceMMD objective, ToDoubleFunction<Map<String, double[]>> exact) {
    Probe<Tensor> probe = new Probe<>(OneNormal.MODEL, OneNormal.GUIDE, objective, OneNormal.AT);
    Samples found = probe.steps(3000, Tensor.of(ROWS));
    found.assertMean("loss", 0.15, exact.applyAsDouble(OneNormal.AT));
    for (String by : OneNormal.AT.keySet()) {
      found.assertMean(by, 0.2, Slopes.by(by, OneNormal.AT, exact));
    }
  }

  /** The least of the closed form, by descent. */
  @Test
  void fitsLocationAndScale() {
    double[] rows = Arrays.copyOf(EnergyDistanceTest.rows(), 24);
    Model<Tensor> model =
        all ->
            plate(
                "rows",
                all.size(0),
                () -> observe("x", Normal.of(param("m"), param("t").exp()), all));
    Samples fitted =
        Fitted.of(model, TraceMMD.vectorized(Kernel.gaussian(3), 2), 0.5, Tensor.of(rows));
    ToDoubleFunction<Map<String, double[]>> loss =
        at ->
            OneNormal.fromData(3, OneNormal.at(at, "m"), Math.exp(2 * OneNormal.at(at, "t")), rows);
    double m = 1;
    double t = 0;
    for (int i = 0; i < 2000; i++) {
      Map<String, double[]> at = Map.of("m", new double[] {m}, "t", new double[] {t});
      m -= Slopes.by("m", at, loss);
      t -= Slopes.by("t", at, loss);
    }
    fitted.assertMean("m", 0.2, m);
    fitted.assertMean("t", 0.1, t);
  }

  /** Rows that are masked out might as well not be there. */
  @Test
  void takesNoNoticeOfWhatIsMasked() {
    Tensor there = Tensor.of(1.0, 0, 1, 1).gt(0);
    Model<Tensor> masked = Handlers.mask(data -> plate("rows", 4, () -> normal(data)), there);
    Probe<Tensor> probe =
        new Probe<>(masked, EnergyDistanceTest.NO_GUIDE, TraceMMD.vectorized(KERNEL, 3), PLACE);
    Samples found = probe.steps(3000, Tensor.of(0.4, Double.NaN, -1, 2));
    ToDoubleFunction<Map<String, double[]>> exact =
        at ->
            OneNormal.fromData(
                WIDTH, OneNormal.at(at, "m"), Math.exp(2 * OneNormal.at(at, "t")), ROWS);
    found.assertMean("loss", 0.05, exact.applyAsDouble(PLACE));
    found.assertMean("m", 0.05, Slopes.by("m", PLACE, exact));
    found.assertMean("t", 0.05, Slopes.by("t", PLACE, exact));
  }

  private static final Map<String, double[]> PLACE =
      Map.of("m", new double[] {0.5}, "t", new double[] {-0.2});

  private static void normal(Tensor data) {
    observe("x", Normal.of(param("m"), param("t").exp()), data);
  }

  @Test
  void isScaledByHandlersButNotBySubsamples() {
    Model<Tensor> whole = data -> plate("rows", 3, () -> normal(data));
    Model<Tensor> part = data -> plate("rows", 12, 3, indices -> normal(data));
    TraceMMD objective = TraceMMD.vectorized(KERNEL, 3);
    Tensor data = Tensor.of(ROWS);
    double loss =
        new Probe<>(whole, EnergyDistanceTest.NO_GUIDE, objective, PLACE).step(data).loss();
    for (Model<Tensor> other : List.of(part, Handlers.scale(part, 1))) {
      assertThat(
              new Probe<>(other, EnergyDistanceTest.NO_GUIDE, objective, PLACE).step(data).loss())
          .isEqualTo(loss, within(1e-12));
    }
    Model<Tensor> twice = Handlers.scale(part, 2);
    assertThat(new Probe<>(twice, EnergyDistanceTest.NO_GUIDE, objective, PLACE).step(data).loss())
        .isEqualTo(2 * loss, within(1e-12));
  }

  /**
   * Only all guides together must look like the prior: that of a datum may be narrow, where a
   * divergence would widen each. Data ±2 are drawn apart, the mean square of z stays near 1.
   */
  @Test
  void comparesTheGuidesOfAllDataTogether() {
    Tensor data = Tensor.of(-2f, -2f, 2f, 2f);
    Model<Tensor> model =
        rows ->
            plate(
                "rows",
                rows.size(0),
                () -> {
                  Tensor z = sample("z", Normal.of(0, 1));
                  observe("x", Normal.of(z.mul(param("w", 1.0)), 0.3), rows);
                });
    Model<Tensor> guide =
        rows ->
            plate(
                "rows",
                rows.size(0),
                () -> sample("z", Normal.of(rows.mul(param("g", 0.1)), param("s", -0.5).exp())));
    SVI<Tensor> svi =
        SVI.of(
            model,
            guide,
            Adam.withLearningRate(0.02),
            TraceMMD.vectorized(Kernel.gaussians(0.5, 1, 2), 16).scoringData().beta(20));
    for (int i = 0; i < 500; i++) {
      svi.step(data);
    }
    double loc = 2 * svi.params().get("g").item();
    double square = loc * loc + Math.exp(2 * svi.params().get("s").item());
    assertThat(Math.abs(loc)).isGreaterThan(0.5);
    assertThat(square).isBetween(0.5, 1.5);
  }

  private static void assertRefused(
      TraceMMD objective, Model<Tensor> model, Model<Tensor> guide, String... parts) {
    SVI<Tensor> svi = SVI.of(model, guide, SGD.withLearningRate(0.1), objective);
    assertThatThrownBy(() -> svi.step(Tensor.of(1f, 0f)))
        .isInstanceOf(JyroException.class)
        .hasMessageContainingAll(parts)
        .hasMessageContaining("Fix");
    assertThat(svi.params().names()).isEmpty();
  }

  @Test
  void namesWhatItCannotCompare() {
    TraceMMD free = TraceMMD.vectorized(KERNEL, 2);
    Model<Tensor> coins =
        data -> plate("rows", 2, () -> observe("x", Bernoulli.of(param("p", 0.5)), data));
    assertRefused(
        free, coins, EnergyDistanceTest.NO_GUIDE, "'x'", "TraceMMD: the data that the model draws");
    Model<Tensor> latent =
        data -> {
          Tensor z = sample("z", Normal.of(param("m", 0), 1).notReparameterized());
          plate("rows", 2, () -> observe("x", Normal.of(z, 1), data));
        };
    Model<Tensor> guide = data -> sample("z", Normal.of(param("a", 0), 1));
    for (TraceMMD objective : new TraceMMD[] {free, free.scoringData()}) {
      assertRefused(
          objective, latent, guide, "'z'", "TraceMMD: the draws of the prior carry no gradient");
      assertRefused(objective, latent, latent, "'x'", "observed in the guide");
    }
    Model<Tensor> scores = data -> sample("z", Normal.of(param("a", 0), 1).notReparameterized());
    assertRefused(free, latent, scores, "'z'", "TraceMMD: the guide's draws carry no gradient");
    assertRefused(free, data -> param("m", 1), EnergyDistanceTest.NO_GUIDE, "observes nothing");
  }

  @Test
  void refusesNumbersOutsideTheirRange() {
    assertThatThrownBy(() -> TraceMMD.vectorized(KERNEL, 1))
        .hasMessageContaining("TraceMMD: 1 particles. Needed: at least 2");
    TraceMMD negative = TraceMMD.vectorized(KERNEL, 2).beta(-1);
    SVI<Tensor> svi = SVI.of(OneNormal.MODEL, OneNormal.GUIDE, SGD.withLearningRate(0.1), negative);
    assertThatThrownBy(() -> svi.step(Tensor.of(1.0))).hasMessageContaining("beta is -1.0");
  }

  @Test
  void saysThatAKernelGivesTheWrongShape() {
    Kernel wrong = (left, right) -> left.sum();
    assertRefused(
        TraceMMD.vectorized(wrong, 2),
        data -> plate("rows", 2, () -> observe("x", Normal.of(param("m", 0), 1), data)),
        EnergyDistanceTest.NO_GUIDE,
        "Kernel: of points of shapes (2, 1) and (",
        "it gave shape (). Needed: (2, ");
  }
}
