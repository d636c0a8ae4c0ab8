package dev.jyro.inference.svi;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.Beta;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pyro's BernoulliBetaTests and NumPyro's test of Beta and Bernoulli: a probability under Beta(1,
 * 1). The distances that are accepted are theirs.
 */
final class ConjugateProbabilityTest {
  static Stream<Estimator> estimators() {
    return Estimator.all();
  }

  private static Model<Integer> coin(double... tosses) {
    Tensor data = Tensor.of(tosses);
    return ConjugateFit.copied(
        () -> {
          Tensor p = sample("p", Beta.of(number(1), number(1)));
          plate("tosses", tosses.length, () -> observe("x", Bernoulli.of(p), data));
        });
  }

  private static Tensor number(double number) {
    return Tensor.scalar(number, DataType.FLOAT64);
  }

  /** 0, 1, 1, 1 give Beta(4, 2), with the evidence 1/20. */
  @ParameterizedTest
  @MethodSource("estimators")
  void ofThreeInFourIsFound(Estimator by) {
    Model<Integer> guide =
        ConjugateFit.copied(
            () ->
                sample(
                    "p",
                    by.gradient()
                        .of(
                            Beta.of(
                                param("logAlpha", number(Math.log(4) + 0.17)).exp(),
                                param("logBeta", number(Math.log(2) - 0.143)).exp()))));

    ConjugateFit fit = new ConjugateFit(coin(0, 1, 1, 1), guide, -Math.log(20), 0.03, by);

    double error =
        Math.abs(fit.number("logAlpha") - Math.log(4))
            + Math.abs(fit.number("logBeta") - Math.log(2));
    assertThat(error).isLessThan(0.08);
    assertThat(fit.loss()).isEqualTo(Math.log(20), within(0.01));
  }

  /** Eight of ten have the mean 9/12, and the evidence 8! 2!/11!. */
  @ParameterizedTest
  @MethodSource("estimators")
  void ofEightInTenIsFound(Estimator by) {
    Model<Integer> guide =
        ConjugateFit.copied(
            () ->
                sample(
                    "p",
                    by.gradient()
                        .of(
                            Beta.of(
                                param("alpha", number(1), Constraints.positive()),
                                param("beta", number(1), Constraints.positive())))));

    ConjugateFit fit =
        new ConjugateFit(coin(1, 1, 1, 1, 1, 1, 1, 1, 0, 0), guide, -Math.log(495), 0.1, by);

    double alpha = fit.number("alpha");
    double beta = fit.number("beta");
    assertThat(alpha / (alpha + beta)).isEqualTo(9.0 / 12, within(0.03));
  }
}
