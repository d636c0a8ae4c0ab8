package dev.jyro.inference.svi;

import static dev.jyro.ppl.Primitives.factor;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.distribution.Bernoulli;
import dev.jyro.inference.optim.SGD;
import dev.jyro.inference.training.NonFinite;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import org.junit.jupiter.api.Test;

final class VIMCOTest {
  private static final int STEPS = 100;

  /** Half of the draws are impossible; with 3 particles often all but one. */
  @Test
  void bearsParticlesWithoutWeight() {
    Model<String> model =
        nothing -> {
          Tensor z = sample("z", Bernoulli.of(0.5));
          factor("possible", z.log());
        };
    Model<String> guide = nothing -> sample("z", Bernoulli.ofLogits(param("logit", 0)));
    SVI<String> svi =
        SVI.of(
            model,
            guide,
            SGD.withLearningRate(1e-3),
            VIMCO.vectorized(3),
            SVI.Options.defaults().nonFinite(NonFinite.skip(STEPS)));

    for (int i = 0; i < STEPS; i++) {
      svi.step("");
      svi.latestProblem()
          .forEach(problem -> assertThat(problem).message().contains("the loss is Infinity"));
    }

    assertThat(svi.skipped()).isBetween(1, STEPS / 2);
    assertThat(svi.params().get("logit").item()).isNotZero().isFinite();
  }
}
