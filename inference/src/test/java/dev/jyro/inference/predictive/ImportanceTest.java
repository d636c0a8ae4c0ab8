package dev.jyro.inference.predictive;

import static dev.jyro.ppl.Primitives.factor;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static dev.jyro.ppl.Primitives.sampleAuxiliary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.distribution.MultivariateNormal;
import dev.jyro.distribution.Normal;
import dev.jyro.effect.SiteException;
import dev.jyro.handler.Handlers;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A normal mean with a normal prior, and data with deviation {@value #SPREAD}: all is known.
 *
 * <p>Estimates are accepted within 4.5 of their standard errors, as the weights tell them.
 */
final class ImportanceTest {
  private static final double SPREAD = 0.5;
  private static final double[] DATA = {0.3, 1.1, 0.6};
  private static final int DRAWS = 4000;

  private static final Model<Tensor> MODEL =
      y -> {
        Tensor mean = sample("mean", Normal.of(0, 1));
        plate("data", y.size(0), () -> observe("y", Normal.of(mean, SPREAD), y));
      };

  /** Near the posterior, and wider. */
  private static final Model<Tensor> GUIDE = y -> sample("mean", Normal.of(0.5, 0.4));

  private final Tensor data = Tensor.of(DATA).to(DataType.FLOAT32);

  private static double posteriorMean() {
    return Arrays.stream(DATA).sum() / (SPREAD * SPREAD) * posteriorVariance();
  }

  private static double posteriorVariance() {
    return 1 / (1 + DATA.length / (SPREAD * SPREAD));
  }

  /** By {@code p(x) = p(x | z) p(z) / p(z | x)} at z = 0. */
  private static double logEvidence() {
    double likelihood = Arrays.stream(DATA).map(x -> logNormal(x, SPREAD * SPREAD)).sum();
    return likelihood + logNormal(0, 1) - logNormal(posteriorMean(), posteriorVariance());
  }

  private static double logNormal(double offset, double variance) {
    return -offset * offset / (2 * variance) - Math.log(2 * Math.PI * variance) / 2;
  }

  static Stream<Arguments> proposals() {
    return Stream.of(
        Arguments.of("the prior, in a loop", way(p -> p), true),
        Arguments.of("the prior, side by side", way(Predictive::sideBySide), true),
        Arguments.of("a guide, in a loop", way(p -> p), false),
        Arguments.of("a guide, side by side", way(p -> p.sideBySide(999)), false));
  }

  private static UnaryOperator<Predictive<Tensor>> way(UnaryOperator<Predictive<Tensor>> way) {
    return way;
  }

  private static Predictive<Tensor> from(Model<Tensor> guide) {
    return Predictive.of(MODEL, ParamStore.create(), guide).draws(DRAWS);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("proposals")
  void estimatesEvidenceAndPosterior(
      String name, UnaryOperator<Predictive<Tensor>> way, boolean isPrior) {
    Predictive<Tensor> plain = isPrior ? Predictive.prior(MODEL).draws(DRAWS) : from(GUIDE);
    Importance found = way.apply(plain).importance(data, 1);

    assertThat(found.draws().names()).as(name).containsExactly("mean");
    assertThat(found.logEvidenceError()).isLessThan(0.03);
    assertThat(found.logEvidence())
        .isEqualTo(logEvidence(), within(4.5 * found.logEvidenceError()));
    double[] weights = found.weights();
    double[] means = found.draws().get("mean").toDoubles();
    double error = 0;
    for (int i = 0; i < DRAWS; i++) {
      error += Math.pow(weights[i] * (means[i] - posteriorMean()), 2);
    }
    assertThat(found.mean("mean").item())
        .isEqualTo(posteriorMean(), within(4.5 * Math.sqrt(error)));
    Draws resampled = found.resampled(DRAWS, 3);
    // as far off as independent draws of the posterior would be, or less
    assertThat(resampled.get("mean").mean().item())
        .isEqualTo(found.mean("mean").item(), within(4.5 * Math.sqrt(posteriorVariance() / DRAWS)));
  }

  @Test
  void isExactIfTheGuideIs() {
    Model<Tensor> exact =
        y -> sample("mean", Normal.of(posteriorMean(), Math.sqrt(posteriorVariance())));
    Importance found = from(exact).sideBySide().importance(data, 1);
    // each weight is the evidence, but for roundings in float32 of densities up to 10
    assertThat(found.logEvidence()).isEqualTo(logEvidence(), within(10 * 8 * 0x1p-24));
    assertThat(found.effectiveSize()).isEqualTo(DRAWS, within(1.0));
  }

  /** In float32 the value keeps nothing of the noise in its narrow direction. */
  @Test
  void weighsADrawByTheNoiseItWasMadeOf() {
    Tensor factor = Tensor.of(1e3f, 0f, 1e3f, 1e-3f).reshape(2, 2);
    Model<Tensor> wide = y -> sample("z", Normal.of(Tensor.of(0f, 0f), 1e3).toEvent(1));
    Model<Tensor> narrow =
        y -> sample("z", MultivariateNormal.ofScaleTril(Tensor.of(0f, 0f), factor));
    Importance found =
        Predictive.of(wide, ParamStore.create(), narrow)
            .draws(DRAWS)
            .sideBySide()
            .importance(data, 1);
    // z = (1e3 a, 1e3 a + 1e-3 b), so log w = -2 log 1e3 + log |det L| + (b² - a²) / 2
    double mean = Arrays.stream(found.logWeights()).average().orElseThrow();
    assertThat(mean).isEqualTo(-2 * Math.log(1e3), within(4.5 / Math.sqrt(DRAWS)));
  }

  @Test
  void countsFactorsScalesAndLatentSitesThatTheGuideLacks() {
    Model<Tensor> model =
        y -> {
          Tensor a = sample("a", Normal.of(0, 1));
          sample("free", Normal.of(a, 1));
          factor("pull", a.neg());
        };
    Model<Tensor> guide =
        y -> {
          sample("a", Normal.of(0, 2));
          sampleAuxiliary("extra", Normal.of(0, 1));
        };
    Predictive<Tensor> predictive =
        Predictive.of(Handlers.scale(model, 3), ParamStore.create(), guide).draws(4);
    for (Predictive<Tensor> way : List.of(predictive, predictive.sideBySide())) {
      Importance found = way.sites("a").importance(data, 1);
      double[] as = found.draws().get("a").toDoubles();
      double[] rest = new double[4];
      Arrays.setAll(
          rest,
          i -> found.logWeights()[i] - 3 * (logNormal(as[i], 1) - as[i]) + logNormal(as[i], 4));
      // what is left is -log q(extra) of a standard normal, at least log √(2π), but for roundings
      // in float32 of numbers up to 72
      double least = 0.5 * Math.log(2 * Math.PI) - 72 * 8 * 0x1p-24;
      assertThat(Arrays.stream(rest).min().getAsDouble()).isGreaterThan(least);
    }
  }

  @Nested
  final class Weights {
    private final Draws three = Draws.of(Map.of("z", Tensor.of(1.0, 2.0, 4.0)));

    @Test
    void areNormalisedWithoutOverflow() {
      Importance found = Importance.of(three, 1000, 1000 + Math.log(2), Double.NEGATIVE_INFINITY);
      assertThat(found.weights()).containsExactly(new double[] {1 / 3., 2 / 3., 0}, within(1e-12));
      assertThat(found.logEvidence()).isEqualTo(1000, within(1e-12));
      assertThat(found.effectiveSize()).isEqualTo(9 / 5., within(1e-12));
      assertThat(found.mean("z").item()).isEqualTo(5 / 3., within(1e-12));
    }

    @Test
    void areFractionsOfWholeNumbersToo() {
      Draws counts = Draws.of(Map.of("n", Tensor.of(1L, 2L)));
      assertThat(Importance.of(counts, 0, 0).mean("n").item()).isEqualTo(1.5);
    }

    @Test
    void ofZeroAreNotTaken() {
      double none = Double.NEGATIVE_INFINITY;
      Draws resampled = Importance.of(three, none, 0, none).resampled(1000, 1);
      assertThat(resampled.get("z").toDoubles()).containsOnly(2.0);
    }

    @Test
    void decideHowOftenADrawIsTakenAgain() {
      Importance found = Importance.of(three, Math.log(0.5), Math.log(0.25), Math.log(0.25));
      assertThat(found.resampled(8, 5).get("z").toDoubles())
          .containsExactly(1, 1, 1, 1, 2, 2, 4, 4);
    }

    @Test
    void mayNotAllBeZero() {
      double none = Double.NEGATIVE_INFINITY;
      Importance found = Importance.of(three, none, none, none);
      assertThat(found.logEvidence()).isEqualTo(none);
      assertThatThrownBy(found::weights)
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("all 3 weights are zero");
    }

    @Test
    void mustBeNumbersAndAsManyAsDraws() {
      assertThatThrownBy(() -> Importance.of(three, 0, Double.NaN, 0))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("the log weight of draw 1 is NaN");
      assertThatThrownBy(() -> Importance.of(three, 0, 0))
          .hasMessageContaining("2 log weights for 3 draws");
    }
  }

  @Test
  void refusesAGuideWithAnotherSite() {
    Model<Tensor> misspelt = y -> sample("meen", Normal.of(0, 1));
    assertThatThrownBy(() -> from(misspelt).importance(data, 1))
        .isInstanceOf(SiteException.class)
        .hasMessageContaining("Site 'meen': the guide draws it")
        .hasMessageContaining("Did you mean 'mean'?");
  }

  @Test
  void refusesDrawsWhoseDensityNobodyKnows() {
    Draws posterior = Draws.of(Map.of("mean", Tensor.of(1f)));
    assertThatThrownBy(() -> Predictive.of(MODEL, posterior).importance(data, 1))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("Needed: a guide or the prior");
  }
}
