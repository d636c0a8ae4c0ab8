package dev.jyro.inference.guide;

import static dev.jyro.ppl.Primitives.sample;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.constraint.Bijector;
import dev.jyro.constraint.Bijectors;
import dev.jyro.constraint.Constraints;
import dev.jyro.distribution.Dirichlet;
import dev.jyro.distribution.Distribution;
import dev.jyro.distribution.ImproperUniform;
import dev.jyro.distribution.LKJCholesky;
import dev.jyro.distribution.Normal;
import dev.jyro.distribution.Transformed;
import dev.jyro.distribution.Uniform;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.ppl.Model;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Densities and summaries of guides where values are bounded, in float64. Densities are compared
 * with the change of variables; both sides are sums of some logarithms, of which 1e-9 is rounding.
 */
final class SupportsTest {
  private static final double ROUNDING = 1e-9;

  private static Tensor number(double value) {
    return Tensor.scalar(value, DataType.FLOAT64);
  }

  private static Distribution positive() {
    return Transformed.of(Normal.of(number(0), 1), Bijectors.exp());
  }

  static Stream<Arguments> priors() {
    return Stream.of(
        Arguments.of("positive", positive()),
        Arguments.of("interval", Uniform.of(number(-1), number(3))),
        Arguments.of("simplex", Dirichlet.of(Tensor.ones(3).to(DataType.FLOAT64))),
        Arguments.of("corrCholesky", LKJCholesky.of(3, Tensor.scalar(1, DataType.FLOAT64))));
  }

  private static double free(Tensor x, double scale) {
    Tensor loc = x.zerosLike();
    return Normal.of(loc, number(scale)).logProb(x).sum().item();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("priors")
  void densitiesAreThoseOfTheChangeOfVariables(String name, Distribution prior) {
    Model<String> model = data -> sample("z", prior);
    AutoNormal<String> guide = AutoNormal.of(model).scale(0.7);
    ParamStore params = ParamStore.create();
    Trace trace = Trace.of(params.given(guide), "");
    Tensor z = trace.value("z");
    Bijector bijector = Bijectors.to(prior.support());
    Tensor x = bijector.inverse(z);
    double expected = free(x, 0.7) - bijector.logAbsDetJacobian(x, z).sum().item();
    assertThat(trace.logDensity().item()).isEqualTo(expected, within(ROUNDING));
    assertThat(prior.support().check(z).all().item()).isNotZero();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("priors")
  void jointGuidesAgreeWithThem(String name, Distribution prior) {
    Model<String> model = data -> sample("z", prior);
    AutoDiagonalNormal<String> guide =
        AutoDiagonalNormal.of(model).scale(0.7).initialization(Initialization.feasible());
    Trace trace = Trace.of(ParamStore.create().given(guide), "");
    Tensor z = trace.value("z");
    Bijector bijector = Bijectors.to(prior.support());
    Tensor x = bijector.inverse(z);
    double expected = free(x, 0.7) - bijector.logAbsDetJacobian(x, z).sum().item();
    assertThat(trace.logDensity().item()).isEqualTo(expected, within(ROUNDING));
  }

  @Test
  void densitiesOfPositiveNumbersAreLogNormal() {
    Model<String> model = data -> sample("z", positive());
    Trace trace = Trace.of(ParamStore.create().given(AutoNormal.of(model).scale(0.7)), "");
    double z = trace.value("z").item();
    double log = Math.log(z) / 0.7;
    double expected = -log * log / 2 - Math.log(0.7 * z) - Math.log(2 * Math.PI) / 2;
    assertThat(trace.logDensity().item()).isEqualTo(expected, within(ROUNDING));
  }

  private static Map<String, Tensor> asked(
      Distribution prior, BiFunction<AutoNormal<String>, ParamStore, Map<String, Tensor>> what) {
    Model<String> model = data -> sample("z", prior);
    AutoNormal<String> guide = AutoNormal.of(model).scale(0.7);
    ParamStore params = ParamStore.create();
    params.run(guide, "");
    return what.apply(guide, params);
  }

  private static double[] of(Map<String, Tensor> values) {
    return requireNonNull(values.get("z")).toDoubles();
  }

  @Test
  void summariesOfPositiveNumbersAreThoseOfTheLogNormal() {
    assertThat(of(asked(positive(), AutoNormal::median))[0]).isEqualTo(1, within(ROUNDING));
    assertThat(of(asked(positive(), AutoNormal::mean))[0])
        .isEqualTo(Math.exp(0.7 * 0.7 / 2), within(ROUNDING));
    double[] quantiles =
        of(asked(positive(), (guide, params) -> guide.quantiles(params, 0.025, 0.5)));
    assertThat(quantiles[0]).isEqualTo(Math.exp(-0.7 * 1.959963984540054), within(ROUNDING));
    assertThat(quantiles[1]).isEqualTo(1, within(ROUNDING));
  }

  @Test
  void quantilesRiseWhereTheMapFalls() {
    Distribution negative = ImproperUniform.of(Constraints.lessThan(0));
    double[] quantiles =
        of(asked(negative, (guide, params) -> guide.quantiles(params, 0, 0.1, 0.9, 1)));
    // float32
    assertThat(quantiles[0]).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(quantiles[1]).isEqualTo(-Math.exp(0.7 * 1.2815515655446), within(1e-5));
    assertThat(quantiles[2]).isEqualTo(-Math.exp(-0.7 * 1.2815515655446), within(1e-5));
    assertThat(quantiles[3]).isEqualTo(0);
  }

  @Test
  void theMiddleOfASimplexIsInIt() {
    Distribution simplex = Dirichlet.of(Tensor.ones(3).to(DataType.FLOAT64));
    assertThat(of(asked(simplex, AutoNormal::median)))
        .containsOnly(new double[] {1 / 3.0}, within(ROUNDING));
    double[] mean = of(asked(simplex, AutoNormal::mean));
    assertThat(mean[0] + mean[1] + mean[2]).isEqualTo(1, within(ROUNDING));
    assertThat(
            requireNonNull(asked(simplex, (g, p) -> g.quantiles(p, 0.1, 0.9)).get("z"))
                .shape()
                .getShape())
        .containsExactly(2, 3);
  }

  @Test
  void drawsComeFromTheSameDistributionAsTheDensity() {
    Model<String> model = data -> sample("z", positive());
    AutoNormal<String> guide = AutoNormal.of(model).scale(0.7);
    ParamStore params = ParamStore.create();
    params.run(guide, "");
    double[] logs = guide.sample(params, 4000, Noise.of(3)).get("z").log().toDoubles();
    double mean = Arrays.stream(logs).average().orElseThrow();
    // 4.5 standard errors
    assertThat(mean).isEqualTo(0, within(4.5 * 0.7 / Math.sqrt(4000)));
  }
}
