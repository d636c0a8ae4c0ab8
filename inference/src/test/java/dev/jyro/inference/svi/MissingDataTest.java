package dev.jyro.inference.svi;

import static dev.jyro.constraint.Constraints.positive;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jyro.distribution.Gamma;
import dev.jyro.distribution.Normal;
import dev.jyro.handler.Handlers;
import dev.jyro.inference.optim.SGD;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Data that are masked out may be NaN: the step is that of data with anything else there. */
final class MissingDataTest {
  private static final Tensor DATA = TensorScope.release(Tensor.of(0.5, Double.NaN, 1.5));
  private static final Tensor FILLED = TensorScope.release(Tensor.of(0.5, 7, 1.5));

  static List<ELBO> objectives() {
    return List.of(
        TraceELBO.create(),
        TraceELBO.vectorized(3).stickingTheLanding(),
        TraceMeanFieldELBO.create(),
        TraceGraphELBO.create(),
        RenyiELBO.vectorized(0.5, 3),
        RenyiELBO.importanceWeighted(3).doublyReparameterized(),
        VIMCO.vectorized(3),
        ReweightedWakeSleep.vectorized(3),
        TraceMMD.vectorized(Kernel.gaussian(1), 3).scoringData());
  }

  private static Model<Tensor> model() {
    return data -> {
      Tensor loc = sample("loc", Normal.standard());
      Tensor scale = sample("scale", Gamma.of(param("prior", 2, positive()), 1));
      Model<Tensor> rows = x -> plate("rows", 3, () -> observe("x", Normal.of(loc, scale), x));
      Handlers.mask(rows, DATA.isFinite()).run(data);
    };
  }

  private static void guide(Tensor data) {
    sample("loc", Normal.of(param("m", 0.5), param("s", 0.5, positive())));
    sample("scale", Gamma.of(param("a", 2, positive()), param("b", 2, positive())));
  }

  private static double step(ELBO elbo, Tensor data, ParamStore params) {
    SVI<Tensor> svi =
        SVI.of(
            model(),
            MissingDataTest::guide,
            SGD.withLearningRate(0.01),
            elbo,
            SVI.Options.defaults().params(params));
    return svi.step(data);
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void areNotSeen(ELBO elbo) {
    ParamStore missing = ParamStore.create();
    ParamStore filled = ParamStore.create();

    double loss = step(elbo, DATA, missing);

    assertThat(loss).isEqualTo(step(elbo, FILLED, filled), within(1e-5));
    for (String name : filled.names()) {
      assertThat(missing.get(name).item())
          .as(name)
          .isEqualTo(filled.get(name).item(), within(1e-6));
    }
    assertThat(missing.get("m").item()).isNotEqualTo(0.5);
  }
}
