package dev.jyro.examples.betavae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceMeanFieldELBO;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import org.junit.jupiter.api.Test;

final class ObjectivesTest {
  private static final int PIXELS = 12;
  private static final int LATENT = 3;
  private static final int IMAGES = 8;

  /** Sums of a hundred float32 numbers: some ten roundings, each by 6e-8 of the sum. */
  private static final double ROUNDING = 1e-6;

  private final BetaVae vae = new BetaVae(PIXELS, 5, LATENT);
  private final ParamStore params = ParamStore.create();

  private static Tensor images() {
    return Noise.of(1).uniform(Shapes.of(IMAGES, PIXELS), DataType.FLOAT32);
  }

  private SVI.Options options() {
    return SVI.Options.defaults().params(params);
  }

  private double loss(double beta) {
    return Objectives.training(vae, beta, 1, options()).evaluateLoss(images());
  }

  /** Weights of 0, so that images and codes tell nothing of each other; these biases. */
  private void tell(double loc, double root) {
    double unused = loss(1);
    for (String name : params.names()) {
      params.put(name, params.get(name).zerosLike());
    }
    params.put("encoder.loc.bias", Tensor.ones(LATENT).mul(loc));
    params.put("encoder.root.bias", Tensor.ones(LATENT).mul(root));
  }

  @Test
  void isTheMeanOverPixelsPlusBetaTimesTheMeanOverTheNumbersOfTheCode() {
    tell(1, 0.5);

    // Normal(1, 1/4) from Normal(0, 1); a pixel of probability 1/2 costs log 2, whatever its grey.
    double scale = 0.25;
    double divergence = (scale * scale + 1 - 1) / 2 - Math.log(scale);
    // The least scale, a millionth, moves the logarithm of the scale by 4e-6.
    double tolerance = ROUNDING + 0.3 * 4e-6;
    assertThat(loss(0.3)).isCloseTo(Math.log(2) + 0.3 * divergence, within(tolerance));
  }

  @Test
  void leavesTheDivergenceOutWhereBetaIsZero() {
    tell(1, 0.5);
    assertThat(loss(0)).isCloseTo(Math.log(2), within(ROUNDING));
  }

  @Test
  void isFiniteWhereTheSquareOfTheRootIsZero() {
    tell(0, 0);
    double divergence = -0.5 - Math.log(Encoder.LEAST_SCALE);
    assertThat(loss(1)).isCloseTo(Math.log(2) + divergence, within(13 * ROUNDING));
  }

  @Test
  void isTheNegativeElboByPixelsWhereBetaIsTheLengthOfTheCodeByPixels() {
    double beta = (double) LATENT / PIXELS;
    SVI<Tensor> plain =
        SVI.of(
            vae::model,
            vae::guide,
            Adam.withLearningRate(1),
            TraceMeanFieldELBO.create(),
            options());

    // Same seed, same draws: only the order of adding up differs.
    double elbo = -plain.evaluateLoss(images()) / IMAGES;
    assertThat(PIXELS * loss(beta)).isCloseTo(-elbo, within(-elbo * ROUNDING));
    assertThat(Objectives.effectiveBeta(beta, PIXELS, LATENT)).isEqualTo(1);
  }
}
