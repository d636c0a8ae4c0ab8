package dev.jyro.inference.reparam;

import static dev.jyro.constraint.Constraints.positive;
import static dev.jyro.handler.Handlers.condition;
import static dev.jyro.handler.Handlers.reparam;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.constraint.Bijector;
import dev.jyro.constraint.Bijectors;
import dev.jyro.distribution.LogNormal;
import dev.jyro.distribution.Normal;
import dev.jyro.distribution.Transformed;
import dev.jyro.effect.Site;
import dev.jyro.flow.AffineCoupling;
import dev.jyro.handler.Handlers;
import dev.jyro.handler.Reparam;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.inference.training.StopWhen;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The code of docs/reparameterisation.md. */
final class ReparameterisationPageTest {
  private final Tensor effects = Tensor.of(28f, 8f, -3f, 7f, -1f, 1f, 18f, 12f);
  private final Tensor errors = Tensor.of(15f, 10f, 16f, 11f, 9f, 11f, 10f, 18f);

  private final Model<Tensor> model = schools();

  private Model<Tensor> schools() {
    // region reparam-model
    Model<Tensor> model =
        data -> {
          Tensor mu = sample("mu", Normal.of(0, 5));
          Tensor tau = sample("tau", LogNormal.of(0, 1));
          plate(
              "schools",
              8,
              () -> {
                Tensor theta = sample("theta", Normal.of(mu, tau));
                observe("effect", Normal.of(theta, errors), data);
              });
        };
    // endregion
    return model;
  }

  @Test
  void drawsTheSchoolsInOtherTerms() {
    // region reparam-loc-scale
    Model<Tensor> nonCentred = reparam(model, Map.of("theta", LocScaleReparam.nonCentred()));
    Model<Tensor> between = reparam(model, Map.of("theta", LocScaleReparam.fixed(0.3)));
    Model<Tensor> learnt = reparam(model, Map.of("theta", LocScaleReparam.learnt()));
    // endregion
    assertThat(Trace.of(between, effects).find("theta.decentred")).isNotEmpty();
    assertThat(Trace.of(nonCentred, effects).table()).contains("theta.decentred");

    // region reparam-guide
    Model<Tensor> guide =
        data -> {
          sample("mu", Normal.of(param("mu.loc", 0), param("mu.scale", 1, positive())));
          sample("tau", LogNormal.of(param("tau.loc", 0), param("tau.scale", 1, positive())));
          Tensor loc = param("theta.loc", Tensor.zeros(8));
          Tensor scale = param("theta.scale", Tensor.ones(8), positive());
          plate("schools", 8, () -> sample("theta.decentred", Normal.of(loc, scale)));
        };
    SVI<Tensor> svi = SVI.of(learnt, guide, Adam.withLearningRate(0.01), TraceELBO.create());
    svi.params().freeze(name -> name.endsWith(".centredness"));
    svi.run(List.of(effects), StopWhen.steps(1000));
    svi.params().thaw(); // the guide has found its place: now c may move
    svi.run(List.of(effects), StopWhen.steps(3000));
    Tensor centredness = svi.params().get("theta.centredness"); // one for each school
    // endregion
    assertThat(centredness.toDoubles()).hasSize(8).doesNotContain(0.5);
  }

  @Test
  void choosesByItself() {
    // region reparam-auto
    AutoReparam chosen = AutoReparam.of(model, effects);
    Model<Tensor> better = chosen.around(model);
    System.out.println(chosen); // theta  LocScaleReparam
    // endregion
    assertThat(chosen).hasToString("theta  LocScaleReparam");
    assertThat(better).isNotSameAs(model);
  }

  @Test
  void drawsBases() {
    // region reparam-transform
    Model<Tensor> rates =
        data -> {
          Tensor mu = sample("mu", Normal.of(0, 1));
          sample("rate", Transformed.of(Normal.of(mu, 0.5), Bijectors.exp()));
        };
    Model<Tensor> logarithms = reparam(rates, Map.of("rate", TransformReparam.create()));
    Model<Tensor> standard = reparam(logarithms, Map.of("rate.base", LocScaleReparam.nonCentred()));
    // endregion
    assertThat(Trace.of(standard, effects).latents().map(Site::name))
        .containsExactly("mu", "rate.base.decentred");
  }

  @Test
  void straightensByAFlow() {
    Bijector flow = fittedFlow();
    // region reparam-neutra
    Warp warp = Warp.of(flow, Trace.of(model, effects));
    Model<Tensor> straight = NeuTra.around(model, warp);
    Trace run = Trace.of(straight, effects); // one latent site, the vector "neutra"
    // endregion
    assertThat(run.latents().map(Site::name)).containsExactly("neutra");
  }

  private static Bijector fittedFlow() {
    return Bijectors.compose(
        AffineCoupling.of(5, first -> first.matmul(Tensor.zeros(5, 10))),
        Bijectors.permute(9, 8, 7, 6, 5, 4, 3, 2, 1, 0));
  }

  @Test
  void standsAmongOtherHandlers() {
    Tensor theta = effects;
    // region reparam-names
    Map<String, Reparam> terms = Map.of("theta", LocScaleReparam.nonCentred());
    Model<Tensor> given = reparam(condition(model, Map.of("theta", theta)), terms); // old names
    Model<Tensor> shifted =
        condition(reparam(model, terms), Map.of("theta.decentred", Tensor.zeros(8)));
    // endregion
    assertThat(Trace.of(given, effects).get("theta").isObserved()).isTrue();
    assertThat(Trace.of(shifted, effects).get("theta.decentred").isObserved()).isTrue();
  }

  @Test
  void takesReparameterisationsOfOnesOwn() {
    // region reparam-own
    Reparam mirrored =
        (site, outer) -> outer.ask(site.named(site.name() + ".mirror")).value().neg();
    Model<Tensor> other = reparam(model, Map.of("mu", mirrored)); // right, for mu is symmetric
    // endregion
    assertThat(Trace.of(Handlers.seed(other, 1), effects).find("mu.mirror")).isNotEmpty();
  }
}
