package dev.jyro.examples.gaussian;

import static dev.jyro.ppl.Primitives.module;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.distribution.Distribution;
import dev.jyro.effect.Site;
import dev.jyro.examples.data.Images;
import dev.jyro.examples.data.Mnist;
import dev.jyro.handler.Handlers;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.param.Session;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceMeanFieldELBO;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class GaussianVaeTest {
  private static final int PIXELS = 784;
  private static final int HIDDEN = 128;

  @Test
  void startsWithWeightsOfTheSourcesSpreadAndBiasesOfZero() {
    ParamStore params = ParamStore.create();
    Session session = params.session(Noise.of(1));
    Handlers.under(session, () -> module("layer", GaussianVae.layer(PIXELS, HIDDEN)));
    session.settle();
    Tensor weight = params.get("layer.weight");

    double deviation = 1 / Math.sqrt(PIXELS / 2.0);
    double count = PIXELS * HIDDEN;
    // Four standard errors, of the deviation of normal numbers and of their mean.
    assertThat(weight.std().item())
        .isEqualTo(deviation, within(4 * deviation / Math.sqrt(2 * count)));
    assertThat(weight.mean().item()).isEqualTo(0, within(4 * deviation / Math.sqrt(count)));
    assertThat(params.get("layer.bias").toFloats()).hasSize(HIDDEN).containsOnly(0);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(Likelihood.class)
  void isChargedTheSourcesDivergence(Likelihood likelihood) {
    GaussianVae vae = new GaussianVae(6, 5, 3, likelihood);
    SVI<Tensor> svi =
        SVI.of(vae::model, vae::guide, Adam.withLearningRate(0.01), TraceMeanFieldELBO.create());
    Tensor images = Noise.of(2).uniform(Shapes.of(4, 6), DataType.FLOAT32);

    double charged = svi.lossBySite(images).of(GaussianVae.CODE);
    Distribution codes = vae.codes(svi.params(), images);
    Tensor variance = codes.variance();
    Tensor terms = variance.add(codes.mean().square()).sub(1).sub(variance.log());

    // Twelve terms of size one, in single precision.
    assertThat(charged).isEqualTo(0.5 * terms.sum().item(), within(1e-5));
  }

  @Test
  void drawsInkOrNoneOrAnyGrey() {
    assertThat(farFromInkOrNone(Likelihood.BERNOULLI)).isZero();
    assertThat(farFromInkOrNone(Likelihood.GAUSSIAN)).isPositive();
  }

  @Test
  void drawsNormalPixelsWithUnitNoise() {
    Site pixels = imagined(Likelihood.GAUSSIAN);
    Tensor noise = pixels.value().sub(pixels.sample().distribution().mean());
    // 1000 numbers: four standard errors of a standard normal's deviation.
    assertThat(noise.std().item()).isEqualTo(1, within(4 / Math.sqrt(2 * 1000)));
  }

  /**
   * The figures of the page: with pixels Normal(f(z), 1) and f linear, a direction of variance v is
   * worth (v - 1 - log v) / 2 nats if v is over 1, and nothing if not (Tipping and Bishop 1999).
   */
  @Test
  void isWorthACodeOfTwelveNumbersToALinearDecoderOfGaussianPixels() {
    Tensor images = Images.of(Mnist.embedded().train()).pixels();
    Tensor apart = images.sub(images.keepMean(0));
    Tensor covariance = apart.mT().matmul(apart).div((double) images.size(0));
    double[] variances = covariance.symmetricEigenvalues().toDoubles();

    double[] paying = Arrays.stream(variances).filter(v -> v > 1).toArray();
    double worth = Arrays.stream(paying).map(v -> (v - 1 - Math.log(v)) / 2).sum();
    double withoutCodes = -0.5 * (PIXELS * Math.log(2 * Math.PI) + Arrays.stream(variances).sum());
    assertThat(paying).hasSize(12);
    // As printed, with two decimals.
    assertThat(worth).isEqualTo(3.62, within(0.005));
    assertThat(withoutCodes).isEqualTo(-746.81, within(0.005));
    assertThat(withoutCodes + worth).isEqualTo(-743.19, within(0.005));
  }

  /** The greatest |x (1 - x)|, which is zero where all pixels are 0 or 1. */
  private static double farFromInkOrNone(Likelihood likelihood) {
    Tensor x = imagined(likelihood).value();
    return x.mul(x.rsub(1)).abs().max().item();
  }

  private static Site imagined(Likelihood likelihood) {
    GaussianVae vae = new GaussianVae(50, 8, 4, likelihood);
    return vae.imagine(ParamStore.create(), 20, 3);
  }
}
