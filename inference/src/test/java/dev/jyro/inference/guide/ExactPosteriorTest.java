package dev.jyro.inference.guide;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.distribution.Normal;
import dev.jyro.flow.AffineAutoregressive;
import dev.jyro.inference.optim.ClippedAdam;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.ppl.Model;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every guide that can be the posterior of a normal number given three others finds it: 500 steps
 * of ClippedAdam at 0.05, falling to a tenth, with 100 particles side by side.
 *
 * <p>Tolerances are those of the case: 0.05 for the mean, 5 % for the standard deviation, 0.01 nats
 * for the loss. With flows the summaries are of 1,001 draws, which err by 0.016. 10,000 draws
 * estimate the deviation, 0.5, to 0.7 %.
 */
final class ExactPosteriorTest {
  private static final int STEPS = 500;
  private static final ClippedAdam OPTIMIZER =
      ClippedAdam.withLearningRate(0.05).rateDecay(Math.pow(0.1, 1.0 / STEPS));
  private static final double[] X = {-0.3, 1.1, 2.4};

  private static final Model<Tensor> MODEL =
      data -> {
        Tensor loc = sample("loc", Normal.of(0, 1));
        plate("data", data.size(0), () -> observe("x", Normal.of(loc, 1), data));
      };

  static Stream<Arguments> guides() {
    return Stream.of(
        named("AutoNormal", AutoNormal::of),
        named("AutoDiagonalNormal", AutoDiagonalNormal::of),
        named("AutoStructured", AutoStructured::of),
        named("AutoMultivariateNormal", AutoMultivariateNormal::of),
        named("AutoLowRankMultivariateNormal", AutoLowRankMultivariateNormal::of),
        named("AutoIAFNormal", AutoIAFNormal::of),
        named(
            "AutoNormalizingFlow",
            model ->
                AutoNormalizingFlow.of(
                    model, (name, size) -> AffineAutoregressive.param(name, size, 4))));
  }

  private static Arguments named(
      String name, Function<Model<Tensor>, ? extends AutoGuide<Tensor>> guide) {
    return Arguments.of(name, guide);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("guides")
  void isFound(String name, Function<Model<Tensor>, ? extends AutoGuide<Tensor>> made) {
    AutoGuide<Tensor> guide = made.apply(MODEL);
    SVI<Tensor> svi = fitted(guide);
    assertPosterior(guide, svi);
  }

  @Test
  void isFoundByCurvature() {
    AutoLaplace<Tensor> guide = AutoLaplace.of(MODEL);
    SVI<Tensor> svi = fitted(guide);
    assertPosterior(guide.approximation(svi.params(), data()), svi);
  }

  private static Tensor data() {
    return Tensor.of(X).to(DataType.FLOAT32);
  }

  private static SVI<Tensor> fitted(AutoGuide<Tensor> guide) {
    Tensor data = data();
    SVI<Tensor> svi = SVI.of(MODEL, guide, OPTIMIZER, TraceELBO.vectorized(100));
    for (int i = 0; i < STEPS; i++) {
      svi.step(data);
    }
    return svi;
  }

  private static void assertPosterior(AutoGuide<Tensor> guide, SVI<Tensor> svi) {
    double mean = Arrays.stream(X).sum() / (1 + X.length);
    double deviation = 1 / Math.sqrt(1 + X.length);
    assertThat(number(guide.mean(svi.params()))).isEqualTo(mean, within(0.05));
    assertThat(number(guide.median(svi.params()))).isEqualTo(mean, within(0.05));
    Tensor draws = guide.sample(svi.params(), 10_000, Noise.of(26)).get("loc");
    assertThat(draws.mean().item()).isEqualTo(mean, within(0.05));
    assertThat(draws.std(0).item()).isEqualTo(deviation, within(0.05 * deviation));
    SVI.Options fitted = SVI.Options.defaults().params(svi.params());
    assertThat(
            SVI.of(MODEL, guide, OPTIMIZER, TraceELBO.vectorized(10_000), fitted)
                .evaluateLoss(data()))
        .isEqualTo(loss(), within(0.01));
  }

  private static double number(Map<String, Tensor> values) {
    return Objects.requireNonNull(values.get("loc")).item();
  }

  /** {@code -log p(x)}: three numbers whose covariance is 1 everywhere, 2 on the diagonal. */
  private static double loss() {
    double sum = Arrays.stream(X).sum();
    double squares = Arrays.stream(X).map(x -> x * x).sum();
    return 1.5 * Math.log(2 * Math.PI) + 0.5 * Math.log(4) + 0.5 * (squares - sum * sum / 4);
  }
}
