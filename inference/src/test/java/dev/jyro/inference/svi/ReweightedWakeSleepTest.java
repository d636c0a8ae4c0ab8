package dev.jyro.inference.svi;

import static dev.jyro.constraint.Constraints.positive;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.JyroException;
import dev.jyro.distribution.Gamma;
import dev.jyro.distribution.Poisson;
import dev.jyro.inference.optim.Adam;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import org.junit.jupiter.api.Test;

final class ReweightedWakeSleepTest {
  /** Draws are taken without recording; a value computed there carries no gradient later on. */
  @Test
  void trainsParametersWithAConstraint() {
    Model<Double> model =
        data ->
            observe(
                "x",
                Poisson.of(sample("rate", Gamma.of(param("b", 2, positive()), 1))),
                Tensor.scalar(3));
    Model<Double> guide =
        data ->
            sample("rate", Gamma.of(param("shape", 2, positive()), param("speed", 1, positive())));
    SVI<Double> svi =
        SVI.of(model, guide, Adam.withLearningRate(0.01), ReweightedWakeSleep.withParticles(4));

    svi.step(0.0);

    for (String name : svi.params().names()) {
      double start = name.equals("speed") ? 1 : 2;
      assertThat(Math.abs(svi.params().get(name).item() - start)).as(name).isGreaterThan(1e-3);
    }
  }

  @Test
  void namesWhatItsGuideOfDreamsLacks() {
    Model<Double> model =
        data -> observe("x", Poisson.of(sample("rate", Gamma.of(2, 1))), Tensor.scalar(3));
    Model<Double> guide = data -> sample("rate", Gamma.of(param("shape", 2, positive()), 1));
    ReweightedWakeSleep forgetful =
        ReweightedWakeSleep.withParticles(2)
            .insomnia(0.5, dream -> sample("speed", Gamma.of(param("shape", 2, positive()), 1)));
    SVI<Double> svi = SVI.of(model, guide, Adam.withLearningRate(0.01), forgetful);

    assertThatThrownBy(() -> svi.step(0.0))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("'rate' is latent in the model and missing from the guide")
        .hasMessageContaining("'speed' is in the guide and not in the model");
    assertThat(svi.params().size()).isZero();
  }
}
