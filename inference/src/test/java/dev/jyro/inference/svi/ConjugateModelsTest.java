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
import dev.jyro.distribution.Exponential;
import dev.jyro.distribution.Gamma;
import dev.jyro.distribution.Normal;
import dev.jyro.distribution.Poisson;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.optim.SGD;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Posteriors that are known in closed form, found by SVI with a guide of the posterior's own
 * family.
 *
 * <p>Parameters are averaged over the last two thirds of the steps, which takes out most of the
 * noise that a constant rate leaves. At the posterior {@code log p - log q} is the log evidence for
 * each draw, so the loss has no noise there, and its excess is the KL divergence of the guide that
 * was found from the posterior. The distances that are accepted are Pyro's own, or closer.
 */
final class ConjugateModelsTest {
  private static final String NOTHING = "";

  static Stream<Arguments> estimators() {
    return Stream.of(
        Arguments.of(Gradient.PATHWISE, "several side by side", TraceELBO.vectorized(20), 400),
        Arguments.of(Gradient.SCORE, "several side by side", TraceELBO.vectorized(2000), 500));
  }

  static Stream<Arguments> estimatorsWithFewParticles() {
    return Stream.concat(
        estimators(),
        Stream.of(
            Arguments.of(Gradient.PATHWISE, "one particle", TraceELBO.create(), 2000),
            Arguments.of(Gradient.PATHWISE, "several in a loop", TraceELBO.withParticles(3), 600),
            Arguments.of(Gradient.SCORE, "several in a loop", TraceELBO.withParticles(10), 600)));
  }

  private static ParamStore fit(
      Model<String> model, Model<String> guide, double rate, ELBO elbo, int steps) {
    Adam adam = Adam.withLearningRate(step -> step < steps / 3 ? rate : rate / 3).betas(0.9, 0.99);
    SVI<String> svi = SVI.of(model, guide, adam, elbo, SVI.Options.defaults().seed(1));
    Map<String, double[]> sums = new HashMap<>();
    for (int i = 0; i < steps; i++) {
      svi.step(NOTHING);
      if (i >= steps / 3) {
        add(svi.params(), sums);
      }
    }
    int averaged = steps - steps / 3;
    sums.forEach(
        (name, sum) ->
            svi.params()
                .find(name)
                .get()
                .leaf()
                .set(Tensor.of(sum).div(averaged).reshape(sizes(svi, name))));
    return svi.params();
  }

  private static long[] sizes(SVI<String> svi, String name) {
    return svi.params().unconstrained(name).shape().getShape();
  }

  private static void add(ParamStore params, Map<String, double[]> sums) {
    for (String name : params.names()) {
      double[] free = params.unconstrained(name).toDoubles();
      double[] sum = sums.computeIfAbsent(name, n -> new double[free.length]);
      Arrays.setAll(sum, i -> sum[i] + free[i]);
    }
  }

  /** The guide's distance from the posterior, and nothing but it. */
  private static void assertLoss(
      Model<String> model,
      Model<String> guide,
      ParamStore params,
      double logEvidence,
      double accepted) {
    SVI<String> svi =
        SVI.of(
            model,
            guide,
            SGD.withLearningRate(0),
            TraceELBO.vectorized(10_000),
            SVI.Options.defaults().params(params).seed(2));
    assertThat(svi.evaluateLoss(NOTHING)).isEqualTo(-logEvidence, within(accepted));
  }

  /** Pyro's NormalNormalTests: a mean with precision 0.1, four rows with precisions 6 and 4. */
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("estimatorsWithFewParticles")
  void normalMean(Gradient gradient, String words, ELBO elbo, int steps) {
    Tensor data = Tensor.of(new double[] {-0.1, 0.3, 0, 0.4, 0.2, 0.5, 0.1, 0.7}, Shapes.of(4, 2));
    Tensor priorLoc = Tensor.of(0, 0.5);
    Tensor priorScale = Tensor.of(Math.pow(0.1, -0.5), Math.pow(0.1, -0.5));
    Tensor noise = Tensor.of(Math.pow(6, -0.5), 0.5);
    Model<String> model =
        nothing -> {
          Tensor mean = sample("mean", Normal.of(priorLoc, priorScale).toEvent(1));
          plate("rows", 4, () -> observe("x", Normal.of(mean, noise).toEvent(1), data));
        };
    Model<String> guide =
        nothing ->
            sample(
                "mean",
                gradient.of(
                    Normal.of(
                            param("loc", Tensor.of(0.5, 0.0)),
                            param("logScale", Tensor.of(-1.0, -1.0)).exp())
                        .toEvent(1)));

    ParamStore params = fit(model, guide, 0.05, elbo, steps);

    double[] loc = params.get("loc").toDoubles();
    double[] logScale = params.get("logScale").toDoubles();
    assertThat(squares(loc, 0.0497925, 0.4751553)).isLessThan(0.05);
    assertThat(squares(logScale, -1.5911059, -1.3894096)).isLessThan(0.05);
    assertLoss(model, guide, params, -6.6036568, 0.05);
  }

  /** Pyro's PoissonGammaTests: Gamma(1, 1) and the counts 1, 2, 3 give Gamma(7, 4). */
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("estimators")
  void poissonRate(Gradient gradient, String words, ELBO elbo, int steps) {
    Tensor data = Tensor.of(1.0, 2, 3);
    Model<String> model =
        nothing -> {
          Tensor rate = sample("rate", Gamma.of(one(), one()));
          plate("counts", 3, () -> observe("x", Poisson.of(rate), data));
        };
    Model<String> guide = nothing -> sample("rate", gradient.of(gamma(7, 4)));

    ParamStore params = fit(model, guide, 0.03, elbo, steps);

    assertThat(params.get("alpha").item()).isEqualTo(7, within(0.2));
    assertThat(params.get("beta").item()).isEqualTo(4, within(0.15));
    assertLoss(model, guide, params, -5.6097160, 0.01);
  }

  /** The same with Pyro's optimizer, steps and single particle, and no averaging. */
  @Test
  void poissonRateAsPyroTestsIt() {
    Tensor data = Tensor.of(1.0, 2, 3);
    Model<String> model =
        nothing -> {
          Tensor rate = sample("rate", Gamma.of(one(), one()));
          plate("counts", 3, () -> observe("x", Poisson.of(rate), data));
        };
    Adam adam = Adam.withLearningRate(2e-4).betas(0.97, 0.999);
    SVI<String> svi =
        SVI.of(model, nothing -> sample("rate", gamma(7, 4)), adam, TraceELBO.create());
    for (int i = 0; i < 10_000; i++) {
      svi.step(NOTHING);
    }
    assertThat(svi.params().get("alpha").item()).isEqualTo(7, within(0.2));
    assertThat(svi.params().get("beta").item()).isEqualTo(4, within(0.15));
  }

  /** Pyro's test_exponential_gamma: Gamma(1, 1) and the times 3, 2 give Gamma(3, 6). */
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("estimators")
  void exponentialRate(Gradient gradient, String words, ELBO elbo, int steps) {
    Tensor data = Tensor.of(3.0, 2);
    Model<String> model =
        nothing -> {
          Tensor rate = sample("rate", Gamma.of(one(), one()));
          plate("times", 2, () -> observe("x", Exponential.of(rate), data));
        };
    Model<String> guide = nothing -> sample("rate", gradient.of(gamma(3, 6)));

    ParamStore params = fit(model, guide, 0.03, elbo, steps);

    assertThat(params.get("alpha").item()).isEqualTo(3, within(0.2));
    assertThat(params.get("beta").item()).isEqualTo(6, within(0.25));
    assertLoss(model, guide, params, -4.6821312, 0.01);
  }

  /** Pyro's BernoulliBetaTests: Beta(1, 1) and 0, 1, 1, 1 give Beta(4, 2). */
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("estimators")
  void bernoulliProbability(Gradient gradient, String words, ELBO elbo, int steps) {
    Model<String> model = coin(0.0, 1, 1, 1);
    Model<String> guide =
        nothing ->
            sample(
                "p",
                gradient.of(
                    Beta.of(
                        param("logAlpha", start(Math.log(4) + 0.17)).exp(),
                        param("logBeta", start(Math.log(2) - 0.143)).exp())));

    ParamStore params = fit(model, guide, 0.03, elbo, steps);

    double error =
        Math.abs(params.get("logAlpha").item() - Math.log(4))
            + Math.abs(params.get("logBeta").item() - Math.log(2));
    assertThat(error).isLessThan(0.08);
    assertLoss(model, guide, params, Math.log(1.0 / 20), 0.01);
  }

  /** NumPyro's test: eight of ten under Beta(1, 1) have the mean 9/12. */
  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("estimators")
  void probabilityOfEightInTen(Gradient gradient, String words, ELBO elbo, int steps) {
    Model<String> model = coin(1, 1, 1, 1, 1, 1, 1, 1, 0, 0);
    Model<String> guide =
        nothing ->
            sample(
                "p",
                gradient.of(
                    Beta.of(
                        param("alpha", start(1), Constraints.positive()),
                        param("beta", start(1), Constraints.positive()))));

    ParamStore params = fit(model, guide, 0.1, elbo, steps);

    double alpha = params.get("alpha").item();
    double beta = params.get("beta").item();
    assertThat(alpha / (alpha + beta)).isEqualTo(9.0 / 12, within(0.03));
  }

  private static double squares(double[] found, double... expected) {
    return IntStream.range(0, found.length)
        .mapToDouble(i -> (found[i] - expected[i]) * (found[i] - expected[i]))
        .sum();
  }

  private static Model<String> coin(double... tosses) {
    Tensor data = Tensor.of(tosses);
    return nothing -> {
      Tensor p = sample("p", Beta.of(one(), one()));
      plate("tosses", tosses.length, () -> observe("x", Bernoulli.of(p), data));
    };
  }

  /** Starts as far off as Pyro's tests do. */
  private static Gamma gamma(double alpha, double beta) {
    return Gamma.of(
        param("alpha", start(alpha * Math.exp(0.17)), Constraints.positive()),
        param("beta", start(beta / Math.exp(0.143)), Constraints.positive()));
  }

  private static Tensor start(double value) {
    return Tensor.scalar(value, DataType.FLOAT64);
  }

  private static Tensor one() {
    return start(1);
  }
}
