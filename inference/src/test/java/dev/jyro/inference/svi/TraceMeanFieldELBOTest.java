package dev.jyro.inference.svi;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.distribution.KLDivergence;
import dev.jyro.distribution.Laplace;
import dev.jyro.distribution.Logistic;
import dev.jyro.distribution.Normal;
import dev.jyro.effect.SiteException;
import dev.jyro.handler.Handlers;
import dev.jyro.inference.optim.SGD;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TraceMeanFieldELBOTest {
  private static final String NOTHING = "";

  private static Tensor number(double number) {
    return Tensor.scalar(number, DataType.FLOAT64);
  }

  private static final Model<String> PRIOR = data -> sample("z", Normal.of(number(0), number(1)));

  private static final Model<String> GUIDE = data -> sample("z", Normal.of(param("m"), param("s")));

  private static Probe<String> probe(Model<String> model, Model<String> guide, ELBO elbo) {
    return new Probe<>(
        model, guide, elbo, Map.of("m", new double[] {0.7}, "s", new double[] {0.6}));
  }

  /** Case 14 of contracts: without data all is closed form, and no draw makes any noise. */
  @Test
  void isExactWithoutData() {
    for (ELBO elbo :
        new ELBO[] {
          TraceMeanFieldELBO.create(),
          TraceMeanFieldELBO.withParticles(3),
          TraceMeanFieldELBO.vectorized(3)
        }) {
      Probe.Reading found = probe(PRIOR, GUIDE, elbo).step(NOTHING);
      double kl = -Math.log(0.6) + (0.36 + 0.49 - 1) / 2;
      assertThat(found.loss()).isEqualTo(kl, within(1e-12));
      assertThat(found.gradient("m")[0]).isEqualTo(0.7, within(1e-12));
      assertThat(found.gradient("s")[0]).isEqualTo(0.6 - 1 / 0.6, within(1e-12));
    }
  }

  @Test
  void scalesAndMasksTheDivergenceAsTheGuideDoes() {
    Tensor mask = Tensor.of(1f, 0, 1).gt(0.5);
    Model<String> model =
        Handlers.scale(
            data -> plate("rows", 3, () -> sample("z", Normal.of(number(0), number(1)))), 2);
    Model<String> guide =
        Handlers.mask(
            Handlers.scale(
                data -> plate("rows", 3, () -> sample("z", Normal.of(param("m"), param("s")))), 2),
            mask);
    Probe.Reading found =
        probe(Handlers.mask(model, mask), guide, TraceMeanFieldELBO.create()).step(NOTHING);
    double kl = -Math.log(0.6) + (0.36 + 0.49 - 1) / 2;
    assertThat(found.loss()).isEqualTo(4 * kl, within(1e-12));
    assertThat(found.gradient("m")[0]).isEqualTo(4 * 0.7, within(1e-12));
  }

  @Test
  void hasTheMeanOfTraceELBOAndLessNoise() {
    Model<String> model =
        data -> {
          Tensor z = sample("z", Normal.of(number(0), number(1)));
          observe("x", Normal.of(z, number(1)), number(1.5));
        };
    Samples exact = probe(model, GUIDE, TraceMeanFieldELBO.create()).steps(2000, NOTHING);
    Samples sampled = probe(model, GUIDE, TraceELBO.create()).steps(2000, NOTHING);
    // E ½ (1.5 - z)² and the divergence: by m: m - 1.5 + m, by s: s + s - 1/s
    exact.assertMean("m", 0.1, 0.7 - 1.5 + 0.7);
    exact.assertMean("s", 0.15, 0.6 + 0.6 - 1 / 0.6);
    assertThat(exact.variance("m", 0)).isLessThan(0.5 * sampled.variance("m", 0));
  }

  @Test
  void samplesWhereNoDivergenceIsKnown() {
    Model<String> model =
        data -> {
          sample("z", Logistic.of(number(0), number(1)));
          sample("w", Normal.of(number(0), number(1)));
        };
    Model<String> guide =
        data -> {
          sample("z", Laplace.of(param("m"), param("s")));
          sample("w", Normal.of(param("m"), param("s")));
        };
    assertThat(KLDivergence.standard().find(Laplace.of(0, 1), Logistic.of(0, 1))).isEmpty();
    Samples mixed = probe(model, guide, TraceMeanFieldELBO.create()).steps(3000, NOTHING);
    Samples sampled = probe(model, guide, TraceELBO.create()).steps(3000, NOTHING);
    for (String name : new String[] {"loss", "m", "s"}) {
      double error = Math.hypot(mixed.standardError(name, 0), sampled.standardError(name, 0));
      assertThat(mixed.mean(name, 0))
          .isEqualTo(sampled.mean(name, 0), within(Samples.ERRORS * error));
    }
  }

  /** z₁ given z₂ in the model, z₂ given z₁ in the guide: no divergence of a site is right. */
  @Test
  void samplesWhereTheOrderDiffers() {
    Model<String> model =
        data -> {
          Tensor two = sample("two", Normal.of(number(0), number(1)));
          sample("one", Normal.of(two, number(1)));
        };
    Model<String> guide =
        data -> {
          Tensor one = sample("one", Normal.of(param("m"), number(0.8)));
          sample("two", Normal.of(one, param("s")));
        };
    Samples mean = probe(model, guide, TraceMeanFieldELBO.create()).steps(300, NOTHING);
    Samples trace = probe(model, guide, TraceELBO.create()).steps(300, NOTHING);
    assertThat(mean.mean("loss", 0)).isEqualTo(trace.mean("loss", 0), within(1e-9));
    assertThat(mean.mean("s", 0)).isEqualTo(trace.mean("s", 0), within(1e-9));
  }

  @Test
  void weightsTheDivergenceByASchedule() {
    double kl = -Math.log(0.6) + (0.36 + 0.49 - 1) / 2;
    TraceMeanFieldELBO annealed = TraceMeanFieldELBO.create().beta(Schedule.linear(0, 1, 4));
    SVI<String> svi = SVI.of(PRIOR, GUIDE, SGD.withLearningRate(0), annealed, at());
    for (double weight : new double[] {0, 0.25, 0.5, 0.75, 1, 1}) {
      assertThat(svi.step(NOTHING)).isEqualTo(weight * kl, within(1e-12));
    }
  }

  private static SVI.Options at() {
    SVI.Options options = SVI.Options.defaults();
    options.params().put("m", Tensor.of(0.7).reshape());
    options.params().put("s", Tensor.of(0.6).reshape());
    return options;
  }

  @Test
  void refusesDrawsThatCarryNoGradient() {
    Model<String> guide =
        data -> sample("z", Normal.of(param("m"), param("s")).notReparameterized());
    assertThatThrownBy(() -> probe(PRIOR, guide, TraceMeanFieldELBO.create()).step(NOTHING))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("'z'")
        .hasMessageContaining("pathwise");
  }
}
