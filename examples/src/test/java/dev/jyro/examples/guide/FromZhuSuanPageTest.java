package dev.jyro.examples.guide;

import static dev.jyro.handler.Handlers.condition;
import static dev.jyro.ppl.Primitives.deterministic;
import static dev.jyro.ppl.Primitives.module;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.Normal;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.predictive.Importance;
import dev.jyro.inference.predictive.Predictive;
import dev.jyro.inference.svi.Objective;
import dev.jyro.inference.svi.RenyiELBO;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Net;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The code of docs/from-zhusuan.md. */
final class FromZhuSuanPageTest {
  private static final int IMAGES = 20;
  private static final int POINTS = 161;
  private static final double WIDTH = 0.1;

  private final Page page = Page.named("from-zhusuan.md");
  private final Tensor images =
      Noise.of(3).uniform(Shapes.of(IMAGES, 9), DataType.FLOAT32).lt(0.4).to(DataType.FLOAT32);

  // region from-zhusuan-model
  private final Net decoder = Net.linear(2, 9);
  private final Net encoder = Net.linear(9, 4);

  private final Model<Tensor> model =
      images ->
          plate(
              "images",
              images.size(0),
              () -> {
                Tensor code = sample("code", Normal.standard(2).toEvent(1));
                Tensor logits = module("decoder", decoder).forward(code);
                deterministic("mean", logits.sigmoid());
                sample("pixels", Bernoulli.ofLogits(logits).toEvent(1));
              });

  private final Model<Tensor> seen =
      images -> condition(model, Map.of("pixels", images)).run(images);

  private final Model<Tensor> guide =
      images ->
          plate(
              "images",
              images.size(0),
              () -> {
                Tensor[] q = module("encoder", encoder).forward(images).split(2, -1);
                sample("code", Normal.of(q[0], q[1].exp()).toEvent(1));
              });

  // endregion

  @Test
  void everyPhraseIsCodeThatRuns() {
    String code =
        Page.code("FromZhuSuanPageTest")
            + Page.code("TensorFlowPhrasesTest")
            + Page.code("PyroPhrasesTest")
            + Page.code("PyroFurtherPhrasesTest");
    assertThat(page.phrases("Jyro"))
        .hasSizeGreaterThan(40)
        .filteredOn(phrase -> !code.contains(phrase))
        .isEmpty();
  }

  @Test
  void oneModelIsReusedUnderDifferentObservations() {
    Tensor codes = Tensor.zeros(IMAGES, 2);
    // region from-zhusuan-observe
    ParamStore params = ParamStore.create(); // weights come at the first run, and stay
    Model<Tensor> gen = params.given(model);
    Trace nothing = Trace.of(gen, images); // codes and pixels are drawn
    Trace pixels = Trace.of(condition(gen, Map.of("pixels", images)), images);
    Trace both = Trace.of(condition(gen, Map.of("code", codes, "pixels", images)), images);
    Tensor mean = nothing.value("mean"); // bn["mean"]
    double logJoint = both.logDensity().item(); // bn.log_joint(), summed over the images
    Tensor logPixels = both.get("pixels").logProb(); // bn.cond_log_prob("pixels")
    // endregion
    assertThat(mean.shape()).isEqualTo(Shapes.of(IMAGES, 9));
    assertThat(nothing.latents()).hasSize(2);
    assertThat(pixels.latents()).hasSize(1);
    assertThat(both.latents()).isEmpty();
    assertThat(logPixels.shape()).isEqualTo(Shapes.of(IMAGES));
    // two standard normal numbers at 0: -log 2π an image, in float32 sums of hundreds
    double logCodes = -IMAGES * Math.log(2 * Math.PI);
    assertThat(logJoint).isCloseTo(logPixels.sum().item() + logCodes, within(1e-3));
    assertThat(params.names()).containsExactly("decoder.weight", "decoder.bias");
  }

  /**
   * Held against an integral of two dimensions, which a grid of width 0.1 over ±8 has to many more
   * digits. The mean of 1000 weights whose effective size is 500 or more is off by at most √(1/500
   * - 1/1000) = 0.032 of itself, its logarithm by 0.032 nats, the sum over 20 images by 0.14; four
   * times: 0.57.
   */
  @Test
  void estimatesTheLogLikelihoodByImportanceSampling() {
    // region from-zhusuan-train
    Objective<Tensor> mean = TraceELBO.vectorized(8).meanPerDatum((Tensor rows) -> rows.size(0));
    SVI<Tensor> svi = SVI.of(seen, guide, Adam.withLearningRate(0.01), mean);
    for (int step = 0; step < 500; step++) {
      svi.step(images); // minus the lower bound, in nats an image
    }
    // endregion

    // region from-zhusuan-likelihood
    SVI.Options options = SVI.Options.defaults().params(svi.params());
    RenyiELBO tight = RenyiELBO.vectorized(0, 1000);
    double logLikelihood =
        -SVI.of(seen, guide, Adam.withLearningRate(0), tight, options).evaluateLoss(images);
    // endregion

    // region from-zhusuan-importance
    Tensor image = images.narrow(0, 0, 1);
    Predictive<Tensor> predictive = Predictive.of(seen, svi.params(), guide).draws(1000);
    Importance importance = predictive.sideBySide().importance(image, 42);
    double ofOne = importance.logEvidence(); // and logEvidenceError(), effectiveSize()
    // endregion
    Tensor exact = logLikelihoods(svi.params());
    for (int i = 0; i < IMAGES; i++) {
      Tensor row = images.narrow(0, i, 1);
      assertThat(predictive.sideBySide().importance(row, i).effectiveSize()).isGreaterThan(500);
    }
    assertThat(logLikelihood).isCloseTo(exact.sum().item(), within(0.57));
    assertThat(ofOne).isCloseTo(exact.get(0).item(), within(4 * importance.logEvidenceError()));
  }

  /** The integral over the codes, by image, float64. */
  private Tensor logLikelihoods(ParamStore params) {
    Tensor codes = Tensor.of(grid());
    Tensor weight = params.get("decoder.weight").to(DataType.FLOAT64);
    Tensor logits = codes.matmul(weight.mT()).add(params.get("decoder.bias"));
    Tensor logPixels =
        logits.matmul(images.to(DataType.FLOAT64).mT()).sub(logits.softplus().sum(-1).unsqueeze(1));
    Tensor logCodes = codes.square().sum(-1).mul(-0.5).sub(Math.log(2 * Math.PI)).unsqueeze(1);
    return logPixels.add(logCodes).logSumExp(0).add(2 * Math.log(WIDTH));
  }

  /** Pairs of numbers from -8 to 8. */
  private static double[][] grid() {
    double[][] points = new double[POINTS * POINTS][];
    Arrays.setAll(points, i -> new double[] {at(i / POINTS), at(i % POINTS)});
    return points;
  }

  private static double at(int point) {
    return WIDTH * (point - POINTS / 2);
  }
}
