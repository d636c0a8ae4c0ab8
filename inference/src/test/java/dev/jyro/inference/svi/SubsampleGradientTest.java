package dev.jyro.inference.svi;

import static dev.jyro.inference.svi.NormalPair.logNormal;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.distribution.Normal;
import dev.jyro.handler.Handlers;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Plate;
import dev.jyro.tensor.Tensor;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pyro's test_subsample_gradient, for each objective: z ~ N(0, 1), x ~ N(z, 1) for the data -0.5
 * and 2, and a guide at N(0, 1). Gradients of subsamples, one datum and then the other, have the
 * mean of those of all data; a scale on both programs multiplies them.
 */
final class SubsampleGradientTest {
  private static final double[] X = {-0.5, 2};
  private static final Map<String, double[]> AT =
      Map.of("loc", new double[] {0}, "scale", new double[] {1});
  private static final int REPEATS = 40;

  /** Pyro's. */
  private static final double ACCEPTED = 0.06;

  static Stream<Arguments> cases() {
    return Stream.concat(Bound.ofPaths(), Bound.ofScores())
        .flatMap(
            bound ->
                Stream.of(
                    Arguments.of(bound, true, 1),
                    Arguments.of(bound, true, 2),
                    Arguments.of(bound, false, 1),
                    Arguments.of(bound, false, 2)));
  }

  private static Model<long[]> model(int copies) {
    return indices ->
        inPlates(
            copies,
            indices,
            i -> {
              Tensor z = sample("z", Normal.of(number(0), number(1)));
              observe("x", Normal.of(z, number(1)), Tensor.of(X).indexSelect(0, i));
            });
  }

  private static Model<long[]> guide(int copies, Gradient gradient) {
    return indices ->
        inPlates(
            copies,
            indices,
            i ->
                sample(
                    "z", gradient.of(Normal.of(param("loc").indexSelect(0, i), param("scale")))));
  }

  /** Copies with draws of their own keep the noise small. */
  private static void inPlates(int copies, long[] indices, Consumer<Tensor> body) {
    Plate data = Plate.of("data", X.length).subsample(Tensor.of(indices));
    plate(Plate.of("copies", copies).dim(-2), copy -> plate(data, body));
  }

  private static Tensor number(double number) {
    return Tensor.scalar(number, DataType.FLOAT64);
  }

  @ParameterizedTest(name = "{0}, subsampled: {1}, scaled by {2}")
  @MethodSource("cases")
  void hasTheMeanOfTheWhole(Bound bound, boolean subsampled, double factor) {
    // one score deviates by some 25 from its mean, one path by some 4
    int copies = bound.gradient() == Gradient.SCORE ? 20_000 : 10_000;
    Probe<long[]> probe =
        new Probe<>(
            Handlers.scale(model(copies), factor),
            Handlers.scale(guide(copies, bound.gradient()), factor),
            bound.objective(),
            Map.of("loc", new double[] {0, 0}, "scale", new double[] {1}));
    long[][] batches = subsampled ? new long[][] {{0}, {1}} : new long[][] {{0, 1}};
    Samples found = new Samples();
    for (int i = 0; i < REPEATS; i++) {
      add(found, probe, copies, batches);
    }
    found.assertMean("loc", ACCEPTED * factor, slopes("loc", bound, factor));
    double[] byScale = slopes("scale", bound, factor);
    found.assertMean("scale", ACCEPTED * factor, byScale[0] + byScale[1]);
  }

  private static void add(Samples found, Probe<long[]> probe, int copies, long[]... batches) {
    double[] loc = new double[2];
    double scale = 0;
    for (long[] batch : batches) {
      Probe.Reading step = probe.step(batch);
      loc[0] += step.gradient("loc")[0] / copies / batches.length;
      loc[1] += step.gradient("loc")[1] / copies / batches.length;
      scale += step.gradient("scale")[0] / copies / batches.length;
    }
    found.add("loc", loc);
    found.add("scale", scale);
  }

  /** The gradient that each datum makes. */
  private static double[] slopes(String by, Bound bound, double factor) {
    double[] slopes = new double[X.length];
    for (int i = 0; i < X.length; i++) {
      double x = X[i];
      NormalPair pair = new NormalPair(factor, z -> logNormal(z, 0, 1) + logNormal(x, z, 1));
      slopes[i] = bound.slope(by, AT, pair);
    }
    return slopes;
  }

  /** The integrals are those that Pyro's test has by hand. */
  @ParameterizedTest
  @MethodSource("dev.jyro.inference.svi.Bound#ofPaths")
  void isPyrosForTheEvidenceLowerBound(Bound bound) {
    if (bound.isPlain()) {
      assertThat(slopes("loc", bound, 2)).containsExactly(new double[] {1, -4}, within(1e-6));
      assertThat(slopes("scale", bound, 2)).containsExactly(new double[] {2, 2}, within(1e-6));
    }
  }
}
