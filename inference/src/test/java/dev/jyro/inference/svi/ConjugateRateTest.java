package dev.jyro.inference.svi;

import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.Exponential;
import dev.jyro.distribution.Gamma;
import dev.jyro.distribution.Poisson;
import dev.jyro.inference.optim.Adam;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pyro's PoissonGammaTests and test_exponential_gamma: a rate under Gamma(1, 1).
 *
 * <p>The distances from the posterior that are accepted are Pyro's; the divergence from it, that of
 * the loss from minus the log evidence, 0.01.
 */
final class ConjugateRateTest {
  static Stream<Estimator> estimators() {
    return Estimator.all();
  }

  private static Model<Integer> model(
      Function<Tensor, Distribution> likelihood, double... observed) {
    Tensor data = Tensor.of(observed);
    return ConjugateFit.copied(
        () -> {
          Tensor rate = sample("rate", Gamma.of(number(1), number(1)));
          plate("data", observed.length, () -> observe("x", likelihood.apply(rate), data));
        });
  }

  private static Model<Integer> guide(Gradient gradient, double alpha, double beta) {
    return ConjugateFit.copied(() -> sample("rate", gradient.of(gamma(alpha, beta))));
  }

  /** Starts as far off the posterior as Pyro's tests do. */
  private static Gamma gamma(double alpha, double beta) {
    return Gamma.of(
        param("alpha", number(alpha * Math.exp(0.17)), Constraints.positive()),
        param("beta", number(beta / Math.exp(0.143)), Constraints.positive()));
  }

  private static Tensor number(double number) {
    return Tensor.scalar(number, DataType.FLOAT64);
  }

  /** The counts 1, 2, 3 give Gamma(7, 4). */
  @ParameterizedTest
  @MethodSource("estimators")
  void ofCountsIsFound(Estimator by) {
    Model<Integer> model = model(Poisson::of, 1, 2, 3);

    ConjugateFit fit = new ConjugateFit(model, guide(by.gradient(), 7, 4), -5.6097160, 0.03, by);

    assertThat(fit.number("alpha")).isEqualTo(7, within(0.2));
    assertThat(fit.number("beta")).isEqualTo(4, within(0.15));
    assertThat(fit.loss()).isEqualTo(5.6097160, within(0.01));
  }

  /** The same with Pyro's optimizer, steps and single particle, and no averaging. */
  @Test
  void ofCountsIsFoundAsPyroTestsIt() {
    Adam adam = Adam.withLearningRate(2e-4).betas(0.97, 0.999);
    Model<Integer> model = model(Poisson::of, 1, 2, 3);
    SVI<Integer> svi = SVI.of(model, guide(Gradient.PATHWISE, 7, 4), adam, TraceELBO.create());
    for (int i = 0; i < 10_000; i++) {
      svi.step(1);
    }
    assertThat(svi.params().get("alpha").item()).isEqualTo(7, within(0.2));
    assertThat(svi.params().get("beta").item()).isEqualTo(4, within(0.15));
  }

  /** The times 3, 2 give Gamma(3, 6). */
  @ParameterizedTest
  @MethodSource("estimators")
  void ofTimesIsFound(Estimator by) {
    Model<Integer> model = model(Exponential::of, 3, 2);

    ConjugateFit fit = new ConjugateFit(model, guide(by.gradient(), 3, 6), -4.6821312, 0.03, by);

    assertThat(fit.number("alpha")).isEqualTo(3, within(0.2));
    assertThat(fit.number("beta")).isEqualTo(6, within(0.25));
    assertThat(fit.loss()).isEqualTo(4.6821312, within(0.01));
  }
}
