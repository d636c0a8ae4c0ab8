package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Large terms that cancel are summed in double precision, and rounded once: float32 arguments give
 * what the same arguments in float64 give, up to the last digits of the result.
 */
final class LargeTermsTest {
  private static final double ULPS = 2;

  @ParameterizedTest(name = "{0}")
  @MethodSource({"counts", "shares"})
  void theDensityIsRoundedOnce(
      String title, Function<Tensor, Distribution> maker, Tensor parameter, Tensor value) {
    Tensor found = maker.apply(parameter).logProb(value);
    assertThat(found.dataType()).isEqualTo(DataType.FLOAT32);
    assertNearlyEqual(found, maker.apply(wide(parameter)).logProb(wide(value)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"counts", "shares"})
  void theGradientIsRoundedOnce(
      String title, Function<Tensor, Distribution> maker, Tensor parameter, Tensor value) {
    Function<List<Tensor>, Tensor> density = x -> maker.apply(x.get(0)).logProb(x.get(1));
    List<Tensor> found = Gradients.grad(density, List.of(parameter, value));
    List<Tensor> needed = Gradients.grad(density, List.of(wide(parameter), wide(value)));
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).dataType()).isEqualTo(DataType.FLOAT32);
      assertNearlyEqual(found.get(i), needed.get(i));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shares")
  void theEntropyIsRoundedOnce(
      String title, Function<Tensor, Distribution> maker, Tensor parameter, Tensor value) {
    Tensor found = maker.apply(parameter).entropy();
    assertThat(found.dataType()).isEqualTo(DataType.FLOAT32);
    assertNearlyEqual(found, maker.apply(wide(parameter)).entropy());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("divergences")
  void theDivergenceIsRoundedOnce(
      String title, Function<Tensor, Distribution> maker, Tensor p, Tensor q) {
    Tensor found = KLDivergence.kl(maker.apply(p), maker.apply(q));
    assertThat(found.dataType()).isEqualTo(DataType.FLOAT32);
    assertNearlyEqual(found, KLDivergence.kl(maker.apply(wide(p)), maker.apply(wide(q))));
  }

  private static void assertNearlyEqual(Tensor found, Tensor needed) {
    double[] numbers = found.toDoubles();
    double[] exact = needed.toDoubles();
    for (int i = 0; i < exact.length; i++) {
      assertThat(numbers[i]).isCloseTo(exact[i], within(ULPS * Math.ulp((float) exact[i])));
    }
  }

  private static Tensor wide(Tensor x) {
    return x.to(DataType.FLOAT64);
  }

  private static Stream<Arguments> counts() {
    return Stream.of(
        row("even trials", p -> Binomial.of(1e7, p.get(0)), Tensor.of(0.5f), 5e6f),
        row("uneven trials", p -> Binomial.of(1e5, p.get(0)), Tensor.of(0.3f), 29_900),
        row(
            "a total as a tensor",
            p -> Binomial.of(p.get(0), p.get(1)),
            Tensor.of(1e6f, 0.8f),
            800_400),
        row("trials by logits", p -> Binomial.ofLogits(1e7, p.get(0)), Tensor.of(-1.25f), 2.2e6f),
        row(
            "until a million failures",
            p -> NegativeBinomial.of(p.get(0), p.get(1)),
            Tensor.of(1e6f, 0.7f),
            2_333_000),
        row(
            "until failures by logits",
            p -> NegativeBinomial.ofLogits(p.get(0), p.get(1)),
            Tensor.of(1e7f, -2.25f),
            1_054_000),
        row(
            "a Poisson number of a gamma rate",
            p -> GammaPoisson.of(p.get(0), p.get(1)),
            Tensor.of(1e6f, 3.7f),
            270_300),
        row("places", p -> Multinomial.of(1e7, p), Tensor.of(2f, 3f, 5f), 2e6f, 3.001e6f, 4.999e6f),
        row(
            "places by logits",
            p -> Multinomial.ofLogits(1e5, p),
            Tensor.of(1f, 1.7f, -0.3f),
            30_000,
            61_000,
            9_000));
  }

  private static Stream<Arguments> shares() {
    return Stream.of(
        row("a beta number", p -> Beta.of(p.get(0), p.get(1)), Tensor.of(5e6f, 5e6f), 0.5001f),
        row(
            "a small beta number",
            p -> Beta.of(p.get(0), p.get(1)),
            Tensor.of(1e5f, 1e7f),
            0.0099f),
        row("one concentration of two", p -> Beta.of(1e6, p.get(0)), Tensor.of(3e6f), 0.2503f),
        row(
            "a beta number by its mean",
            p -> BetaProportion.of(p.get(0), p.get(1)),
            Tensor.of(0.3f, 1e6f),
            0.301f),
        row(
            "a Dirichlet vector",
            Dirichlet::of,
            Tensor.of(2e6f, 3e6f, 5e6f),
            0.2f,
            0.3001f,
            0.4999f));
  }

  private static Stream<Arguments> divergences() {
    Function<Tensor, Distribution> beta = c -> Beta.of(c.get(0), c.get(1));
    Function<Tensor, Distribution> gamma = c -> Gamma.of(c.get(0), c.get(1));
    Function<Tensor, Distribution> inverse = c -> InverseGamma.of(c.get(0), c.get(1));
    Function<Tensor, Distribution> chi2 = df -> Chi2.of(df.get(0));
    Function<Tensor, Distribution> dirichlet = Dirichlet::of;
    Tensor even = Tensor.of(5e6f, 5e6f);
    Tensor uneven = Tensor.of(5.001e6f, 5e6f);
    return Stream.of(
        Arguments.of("beta", beta, even, uneven),
        Arguments.of("gamma", gamma, even, uneven),
        Arguments.of("inverse gamma", inverse, even, uneven),
        Arguments.of("chi-squared", chi2, even, uneven),
        Arguments.of("Dirichlet", dirichlet, even, uneven));
  }

  private static Arguments row(
      String title, Function<Tensor, Distribution> maker, Tensor parameter, float... value) {
    Tensor at = value.length == 1 ? Tensor.of(value).get(0) : Tensor.of(value);
    return Arguments.of(title, maker, parameter, at);
  }
}
