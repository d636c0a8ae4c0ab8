package dev.jyro.inference.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jyro.inference.diagnostic.Reference.OfChains;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What ArviZ says of the same draws. */
final class ChainsAgainstArviZTest {
  static Stream<Arguments> cases() {
    return Reference.read().chains().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void sizesAgree(String name, OfChains expected) {
    double[][] chains = expected.chains();
    agree(EffectiveSampleSize.mean(chains), expected.mean());
    agree(EffectiveSampleSize.bulk(chains), expected.bulk());
    agree(EffectiveSampleSize.tail(chains), expected.tail());
    agree(EffectiveSampleSize.quantile(chains, 0.3), expected.quantile30());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void rHatAgrees(String name, OfChains expected) {
    agree(RHat.of(expected.chains()), expected.rHat());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void standardErrorsAgree(String name, OfChains expected) {
    double[][] chains = expected.chains();
    agree(StandardError.ofMean(chains), expected.errorOfMean());
    agree(StandardError.ofQuantile(chains, 0.1), expected.errorOfQuantile10());
    agree(StandardError.ofQuantile(chains, 0.5), expected.errorOfMedian());
  }

  private static void agree(double found, double expected) {
    assertThat(found).isCloseTo(expected, within(Reference.rounding(expected)));
  }
}
