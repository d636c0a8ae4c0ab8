package dev.jyro.inference.svi;

import static dev.jyro.ppl.Primitives.factor;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static dev.jyro.ppl.Primitives.sampleAuxiliary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.distribution.Gamma;
import dev.jyro.distribution.Normal;
import dev.jyro.distribution.Poisson;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class TraceELBOTest {
  private static final String NOTHING = "";
  private static final double HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);

  private static Normal standard() {
    return Normal.of(Tensor.scalar(0, DataType.FLOAT64), one());
  }

  private static Tensor one() {
    return Tensor.scalar(1, DataType.FLOAT64);
  }

  /** z ~ N(0, 1) and q(z) = N(m, s): the ELBO is -KL(q ‖ p), in closed form. */
  @Nested
  final class WithoutData {
    private final Model<String> model = data -> sample("z", standard());

    private Model<String> guide(Gradient gradient) {
      return data -> sample("z", gradient.of(Normal.of(param("m"), param("s"))));
    }

    private Probe<String> probe(Gradient gradient, ELBO elbo, double m, double s) {
      return new Probe<>(
          model, guide(gradient), elbo, Map.of("m", new double[] {m}, "s", new double[] {s}));
    }

    @ParameterizedTest(name = "{0}, q = N({1}, {2})")
    @CsvSource({"PATHWISE, 1, 1", "PATHWISE, -0.5, 0.4", "SCORE, 1, 1", "SCORE, -0.5, 0.4"})
    void givesKlAndItsGradientInTheMean(Gradient gradient, double m, double s) {
      Samples found = probe(gradient, TraceELBO.vectorized(5000), m, s).steps(40, NOTHING);
      double kl = -Math.log(s) + (s * s + m * m - 1) / 2;
      // 200,000 draws. By s = 0.4 the score function's gradient deviates most: by 6.6.
      found.assertMean("loss", 0.02, kl);
      found.assertMean("m", 0.05, m);
      found.assertMean("s", 0.08, s - 1 / s);
    }

    @Test
    void isExactWithoutNoiseAtTheBestGuide() {
      // With q = p each draw has log p - log q = 0: the path's gradient still has noise, the loss
      // none. The guide's density comes from the draw's noise, the model's from its value: two
      // formulas of four rounded steps each, on numbers below 8.
      Probe<String> probe = probe(Gradient.PATHWISE, TraceELBO.create(), 0, 1);
      for (int i = 0; i < 5; i++) {
        assertThat(probe.step(NOTHING).loss()).isEqualTo(0, within(8 * Math.ulp(8.0)));
      }
    }

    @ParameterizedTest
    @EnumSource
    void takesParticlesInTheLoopForTheSameAsSideBySide(Gradient gradient) {
      Samples loop = probe(gradient, TraceELBO.withParticles(20), 0.5, 1.5).steps(200, NOTHING);
      Samples side = probe(gradient, TraceELBO.vectorized(20), 0.5, 1.5).steps(200, NOTHING);
      for (String name : List.of("loss", "m", "s")) {
        double error = Math.hypot(loop.standardError(name, 0), side.standardError(name, 0));
        assertThat(loop.mean(name, 0))
            .as(name)
            .isEqualTo(side.mean(name, 0), within(Samples.ERRORS * error));
        // The spread of 20 particles is that of one, divided by √20; here within the chance of 200
        // draws.
        assertThat(Math.log(loop.variance(name, 0) / side.variance(name, 0)))
            .as("log ratio of the variances of %s", name)
            .isEqualTo(0, within(Samples.ERRORS * 2 * Math.sqrt(2.0 / 200)));
      }
    }
  }

  /** A Gamma guide at (5, 3) against the posterior Gamma(7, 4) of three counts. */
  @ParameterizedTest
  @EnumSource
  void isUnbiasedForAGammaGuide(Gradient gradient) {
    Model<String> model =
        data -> {
          Tensor rate = sample("rate", Gamma.of(one(), one()));
          plate("counts", 3, () -> observe("x", Poisson.of(rate), Tensor.of(1.0, 2, 3)));
        };
    Model<String> guide =
        data ->
            sample("rate", gradient.of(Gamma.of(param("a").squeeze(-1), param("b").squeeze(-1))));
    Samples found =
        new Probe<>(
                model,
                guide,
                TraceELBO.vectorized(2000),
                Map.of("a", new double[] {5}, "b", new double[] {3}))
            .steps(gradient == Gradient.SCORE ? 400 : 100, NOTHING);
    // KL = (a - A) ψ(a) - ln Γ(a) + ln Γ(A) + A ln(b/B) + a (B - b)/b, and ψ'(5) = 0.2213229557.
    double kl = -2 * 1.5061176685 - Math.log(24) + Math.log(720) + 7 * Math.log(0.75) + 5.0 / 3;
    found.assertMean("loss", 0.02, 5.6097160 + kl);
    found.assertMean("a", 0.02, -2 * 0.2213229557 + 1.0 / 3);
    found.assertMean("b", 0.03, 7.0 / 3 - 20.0 / 9);
  }

  @Nested
  final class OfAGuideWithAFactor {
    /** The factor depends on a pathwise draw and on a parameter; the gradient goes by both. */
    @Test
    void countsItAsPartOfTheGuidesDensity() {
      Model<String> model = data -> factor("z", standard().logProb(sample("u", standard()).mul(2)));
      Model<String> guide =
          data -> {
            Tensor u = sample("u", Normal.of(param("m"), one()));
            factor("stretch", param("k").mul(u.square()));
          };
      Map<String, double[]> at = Map.of("m", new double[] {0.5}, "k", new double[] {0.3});
      Samples found = new Probe<>(model, guide, TraceELBO.vectorized(5000), at).steps(40, NOTHING);
      // E[u²] = 1 + m²: loss = E[log q - log p] with log q's k u², and its derivatives by k and m.
      double second = 1 + 0.25;
      double rest = 0.3 * second - 0.5 + 2.5 * second + HALF_LOG_2PI;
      found.assertMean("loss", 0.1, rest);
      found.assertMean("k", 0.05, second);
      found.assertMean("m", 0.1, 2 * 0.5 * (0.3 + 2.5));
    }
  }

  @Test
  void subtractsTheDensityOfAnAuxiliarySite() {
    Model<String> model = data -> sample("z", standard());
    Model<String> guide =
        data -> {
          Tensor a = sampleAuxiliary("a", standard());
          sample("z", Normal.of(a.add(param("m")), one()));
        };
    Samples found =
        new Probe<>(model, guide, TraceELBO.vectorized(5000), Map.of("m", new double[] {0.5}))
            .steps(20, NOTHING);
    // E log q(a) = E log q(z | a) = -½ log 2π - ½, and E log p(z) = -½ log 2π - (2 + m²)/2.
    found.assertMean("loss", 0.1, -HALF_LOG_2PI - 1 + (2 + 0.25) / 2);
    found.assertMean("m", 0.1, 0.5);
  }

  @Test
  void refusesToBeMadeWithoutParticles() {
    assertThatThrownBy(() -> TraceELBO.withParticles(0))
        .isInstanceOf(JyroException.class)
        .hasMessage("TraceELBO: 0 particles. Needed: at least 1.");
    assertThatThrownBy(() -> TraceELBO.vectorized(-1)).isInstanceOf(JyroException.class);
  }
}
