package dev.jyro.examples.particles;

import static dev.jyro.handler.Handlers.seed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.effect.Site;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.svi.SVI;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One model under different observations; seed 3. */
final class AutoencoderTest {
  private static final long SEED = 3;

  private final Autoencoder vae = new Autoencoder(6, 8, 2);
  private final Tensor x = Tensor.of(new float[][] {{1, 0, 1, 0, 1, 0}, {0, 0, 0, 1, 1, 1}});
  private final ParamStore params = ParamStore.create();

  @BeforeEach
  void makeParameters() {
    SVI.of(
            vae::modelGivenX,
            vae::guide,
            Adam.withLearningRate(0.01),
            Bound.ELBO.of(1),
            SVI.Options.defaults().params(params))
        .evaluateLoss(x);
  }

  private Trace imagined(long n) {
    return Trace.of(params.given(seed(vae::model, SEED)), n);
  }

  @Test
  void drawsCodesAndImagesIfNothingIsGiven() {
    Trace trace = imagined(5);
    assertThat(trace.latents().map(Site::name)).containsExactly("z", "x");
    assertThat(trace.observed()).isEmpty();
    assertThat(trace.value("x").shape().getShape()).containsExactly(5, 6);
    for (float pixel : trace.value("x").toFloats()) {
      assertThat(pixel).isIn(0f, 1f);
    }
  }

  @Test
  void hasTheImagesAsDataIfTheyAreGiven() {
    Trace trace = Trace.of(params.given(seed(vae::modelGivenX, SEED)), x);
    assertThat(trace.latents().map(Site::name)).containsExactly("z");
    assertThat(trace.observed().map(Site::name)).containsExactly("x");
    assertThat(trace.value("x").toFloats()).containsExactly(x.toFloats());
  }

  @Test
  void decodesTheCodesThatAreGiven() {
    Trace trace = imagined(5);
    assertThat(vae.decoded(params, trace.value("z")).toFloats())
        .containsExactly(trace.value("x_mean").toFloats());
  }

  @Test
  void imaginesTheProbabilitiesThatItDrawsBy() {
    assertThat(vae.imagined(params, 5, SEED).toFloats())
        .containsExactly(imagined(5).get("x").sample().distribution().mean().toFloats());
  }

  @Test
  void drawsACodeForEachImage() {
    Tensor z = vae.encoded(params, x, SEED);
    assertThat(z.shape().getShape()).containsExactly(2, 2);
    assertThat(z.toFloats()).containsExactly(vae.encoded(params, x, SEED).toFloats());
  }
}
