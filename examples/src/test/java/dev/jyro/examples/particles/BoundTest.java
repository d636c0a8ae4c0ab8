package dev.jyro.examples.particles;

import static dev.jyro.handler.Handlers.seed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.JyroException;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.svi.SVI;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is climbed; seed 0. */
final class BoundTest {
  private static final int PIXELS = 8;
  private static final int IMAGES = 64;

  private final Autoencoder vae = new Autoencoder(PIXELS, 16, 2);

  /** Half the images are white and half are black. */
  private final Tensor x =
      Tensor.arange(IMAGES).unsqueeze(-1).lt(IMAGES / 2.0).where(Tensor.ones(1, PIXELS), 0);

  private SVI<Tensor> svi(Bound bound) {
    return SVI.of(
        vae::modelGivenX,
        bound.prepared(vae::guide),
        Adam.withLearningRate(0.01),
        bound.of(bound.usualParticles()));
  }

  /** In nats an image, the mean of 20 evaluations. */
  private double value(SVI<Tensor> svi) {
    double loss = 0;
    for (int i = 0; i < 20; i++) {
      loss += svi.evaluateLoss(x);
    }
    return -loss / 20 / IMAGES;
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Bound.class)
  void climbsPastWhatADecoderCouldReachThatIgnoresItsCode(Bound bound) {
    SVI<Tensor> svi = svi(bound);
    // Without a code each pixel has probability a half at best. With one, the most is -log 2.
    double ignorant = -PIXELS * Math.log(2);
    assertThat(value(svi)).isLessThan(ignorant);
    for (int step = 0; step < 300; step++) {
      svi.step(x);
    }
    assertThat(value(svi)).isBetween(ignorant / 2, -Math.log(2));
  }

  private static boolean hasPath(Model<Tensor> guide, Tensor x, SVI<Tensor> svi) {
    svi.evaluateLoss(x);
    Trace trace = Trace.of(svi.params().given(seed(guide, 0)), x);
    return trace.get("z").sample().distribution().isReparameterized();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Bound.class)
  void takesThePathFromTheGuideForVimcoAlone(Bound bound) {
    Model<Tensor> guide = bound.prepared(vae::guide);
    assertThat(hasPath(guide, x, svi(bound))).isEqualTo(bound != Bound.VIMCO);
  }

  @Test
  void refusesOneParticleWhereSeveralAreCompared() {
    assertThatThrownBy(() -> config(Bound.IWAE, 1))
        .isInstanceOf(JyroException.class)
        .hasMessageContainingAll("--objective iwae", "--particles 1", "Fix: --particles 5");
    assertThat(config(Bound.ELBO, 1).particles()).isEqualTo(1);
  }

  private static Config config(Bound bound, int particles) {
    return new Config(bound, particles, 1, 0, 1, 1e-3, 1, 1, 1, 1, 1, 0);
  }
}
