package dev.jyro.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.tensor.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The first example of each family in Pyro's tests, recomputed with SciPy to ten digits. */
final class FirstExamplesTest {
  @ParameterizedTest
  @MethodSource("examples")
  void hasThisLogDensity(String title, Distribution distribution, double value, double expected) {
    Tensor at = Tensor.scalar(value, DataType.FLOAT64);
    assertThat(distribution.logProb(at).item()).as(title).isCloseTo(expected, within(1e-9));
  }

  private static Stream<Arguments> examples() {
    return Stream.of(
        Arguments.of("Uniform", Uniform.of(2.0, 2.5), 2.2, 0.6931471806),
        Arguments.of("Exponential", Exponential.of(2.4), 5.5, -12.3245312626),
        Arguments.of("Gamma", Gamma.of(2.4, 3.2), 5.5, -12.6386500498),
        Arguments.of("Gamma, equal", Gamma.of(2.4, 2.4), 5.5, -8.9290870237),
        Arguments.of("Gamma, larger", Gamma.of(3.2, 3.2), 4.4, -7.9837922457),
        Arguments.of("Beta", Beta.of(2.4, 3.6), 0.4, 0.6467554653),
        Arguments.of("Beta, reversed", Beta.of(3.7, 2.5), 0.6, 0.6658783087),
        Arguments.of("LogNormal", LogNormal.of(1.4, 0.4), 5.5, -1.9976190177),
        Arguments.of("LogNormal, wider", LogNormal.of(0.4, 0.5), 6.4, -6.3236970165),
        Arguments.of("Normal", Normal.of(2.0, 4.0), 2, -2.3052328943),
        Arguments.of("Normal, wide", Normal.of(50.0, 100.0), 50, -5.5241087192),
        Arguments.of("HalfCauchy", HalfCauchy.of(1.2), 1, -1.1612591878),
        Arguments.of("HalfCauchy, further", HalfCauchy.of(1.2), 2, -1.9630402094),
        Arguments.of("Bernoulli", Bernoulli.of(0.25), 1, -1.3862943611));
  }
}
