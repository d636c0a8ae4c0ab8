package dev.jyro.inference.reparam;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import dev.jyro.constraint.Bijectors;
import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.LogNormal;
import dev.jyro.distribution.Normal;
import dev.jyro.distribution.Transformed;
import dev.jyro.effect.Site;
import dev.jyro.handler.Handlers;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AutoReparamTest {
  private static final String NOTHING = "";

  private final Model<String> model =
      nothing -> {
        Tensor mu = sample("mu", Normal.of(param("priorMean", 1), 5));
        Tensor tau = sample("tau", LogNormal.of(0, 1));
        Tensor coin = sample("coin", Bernoulli.ofLogits(mu));
        plate(
            "schools",
            8,
            () -> {
              Tensor theta = sample("theta", Normal.of(mu, tau.add(1)));
              Tensor rate =
                  sample("rate", Transformed.of(Normal.of(theta.mul(coin), 1), Bijectors.exp()));
              sample("known", Transformed.of(Normal.of(0, 1), Bijectors.exp()));
              observe("y", Normal.of(rate, 1), Tensor.ones(8));
            });
      };

  @Test
  void choosesByWhatASiteIsAndDependsOn() {
    assertThat(AutoReparam.of(model, NOTHING))
        .hasToString(
            """
            theta  LocScaleReparam
            rate  TransformReparam
            rate.base  LocScaleReparam
            known  TransformReparam""");
  }

  @Test
  void drawsTheSitesAsChosen() {
    Model<String> changed = AutoReparam.of(model, NOTHING).around(model);
    ParamStore store = ParamStore.create();
    Trace[] run = new Trace[1];
    store.run(nothing -> run[0] = Trace.of(changed, NOTHING), NOTHING);
    assertThat(run[0].latents().map(Site::name))
        .containsExactly(
            "mu", "tau", "coin", "theta.decentred", "rate.base.decentred", "known.base");
    assertThat(store.names())
        .containsExactlyInAnyOrder("priorMean", "theta.centredness", "rate.base.centredness");
  }

  @Test
  void countsNumbersReadIntoJavaAsGoneEverywhere() {
    Model<String> reading =
        nothing -> {
          double mu = sample("mu", Normal.of(0, 1)).item();
          sample("x", Normal.of(Tensor.scalar(mu, DataType.FLOAT32), 1));
        };
    assertThat(AutoReparam.of(reading, NOTHING).sites()).containsOnlyKeys("x");
  }

  @Test
  void leavesWhatIsConditionedOn() {
    Model<String> given = Handlers.condition(model, Map.of("theta", Tensor.zeros(8)));
    assertThat(AutoReparam.of(given, NOTHING).sites()).doesNotContainKey("theta");
  }
}
