package dev.jyro.inference.svi;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Normal;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pyro's NormalNormalTests: a mean with precision 0.1, four rows with precisions 6 and 4.
 *
 * <p>What is accepted is what Pyro accepts: squared errors of locations, and of logarithms of
 * scales, of 0.05 together.
 */
final class ConjugateMeanTest {
  private static final double LOG_EVIDENCE = -6.6036568;

  private final Tensor data =
      Tensor.of(new double[] {-0.1, 0.3, 0, 0.4, 0.2, 0.5, 0.1, 0.7}, Shapes.of(4, 2));
  private final Tensor priorLoc = Tensor.of(0, 0.5);
  private final Tensor priorScale = Tensor.of(Math.pow(0.1, -0.5), Math.pow(0.1, -0.5));
  private final Tensor noise = Tensor.of(Math.pow(6, -0.5), 0.5);

  private final Model<Integer> model =
      ConjugateFit.copied(
          () -> {
            Tensor mean = sample("mean", Normal.of(priorLoc, priorScale).toEvent(1));
            plate("rows", 4, () -> observe("x", Normal.of(mean, noise).toEvent(1), data));
          });

  static Stream<Estimator> estimators() {
    return Estimator.all();
  }

  private static Distribution around(Tensor loc) {
    return Normal.of(loc, param("logScale", Tensor.of(-1.0, -1.0)).exp()).toEvent(1);
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void isFound(Estimator by) {
    Model<Integer> guide =
        ConjugateFit.copied(
            () -> sample("mean", by.gradient().of(around(param("loc", Tensor.of(0.5, 0.0))))));

    ConjugateFit fit = new ConjugateFit(model, guide, LOG_EVIDENCE, 0.05, by);

    assertPosterior(fit, fit.numbers("loc"));
  }

  /** A guide that looks at the data, and has the posterior of whatever they are. */
  @ParameterizedTest(name = "awake for {0}")
  @ValueSource(doubles = {0, 0.5, 1})
  void isFoundByAGuideThatDreams(double awake) {
    ELBO objective =
        ReweightedWakeSleep.vectorized(3)
            .insomnia(awake, dream -> guideOf(dream.value("x")).run(500));
    Estimator by = new Estimator(Gradient.SCORE, "dreams", objective, 500, 800);

    ConjugateFit fit = new ConjugateFit(model, guideOf(data), LOG_EVIDENCE, 0.05, by);

    Tensor loc = Tensor.of(fit.numbers("base")).add(Tensor.of(fit.numbers("slope")).mul(sum(data)));
    assertPosterior(fit, loc.toDoubles());
  }

  private static Model<Integer> guideOf(Tensor rows) {
    return ConjugateFit.copied(
        () ->
            sample(
                "mean",
                around(
                    param("base", Tensor.of(0.3, 0.0))
                        .add(param("slope", Tensor.of(0.2, 0.2)).mul(sum(rows))))));
  }

  /** By column, the rows being there still, as one. */
  private static Tensor sum(Tensor rows) {
    return rows.keepSum(-2);
  }

  private static void assertPosterior(ConjugateFit fit, double... loc) {
    assertThat(squares(loc, 0.0497925, 0.4751553)).isLessThan(0.05);
    assertThat(squares(fit.numbers("logScale"), -1.5911059, -1.3894096)).isLessThan(0.05);
    assertThat(fit.loss()).isEqualTo(-LOG_EVIDENCE, within(0.05));
  }

  private static double squares(double[] found, double... expected) {
    return IntStream.range(0, found.length)
        .mapToDouble(i -> (found[i] - expected[i]) * (found[i] - expected[i]))
        .sum();
  }
}
