package dev.jyro.inference.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.distribution.Normal;
import dev.jyro.inference.predictive.Draws;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The code of docs/diagnostics.md. */
final class DiagnosticsPageTest {
  @Test
  void summarises() {
    Map<String, Tensor> byName = new LinkedHashMap<>();
    byName.put("loc", Noise.of(1).normal(Shapes.of(4, 500), DataType.FLOAT64).mul(0.3).add(1));
    byName.put("theta", Noise.of(6).normal(Shapes.of(4, 500, 3), DataType.FLOAT64).mul(20));
    Draws draws = Draws.ofChains(byName);
    // region diagnostics-summary
    Summary summary = Summary.of(draws, 2); // at most two elements of each site
    System.out.println(summary);
    // endregion
    assertThat(summary.toString())
        .isEqualTo(
            """
                             mean      sd  median       5%     95%  n_eff  r_hat
            loc             0.996   0.308   0.991    0.497   1.518   2058   1.00
            theta[0]        0.2    20.0     0.2    -33.2    32.5     1845   1.00
            theta[1]       -0.4    20.4    -1.1    -32.6    33.4     1999   1.00
            theta: 1 more""");

    // region diagnostics-chains
    double[] sizes = EffectiveSampleSize.tail(draws, "theta"); // one for each element
    double[] rHats = RHat.of(draws, "theta");
    double[] errors = StandardError.ofMean(draws, "theta");
    List<Interval> intervals = Interval.highestDensity(draws, "theta", 0.9);
    // endregion
    assertThat(sizes).hasSize(3);
    assertThat(rHats).hasSize(3);
    assertThat(errors).hasSize(3);
    assertThat(intervals).hasSize(3);
  }

  /** The posterior is N(0, 1); a guide at 0.9 of its width has k-hat 1 - 0.81 at most. */
  @Test
  void judgesAGuide() {
    Normal posterior = Normal.standard();
    Normal guide = Normal.of(0, 0.9);
    // region diagnostics-psis
    Tensor z = Noise.of(3).normal(Shapes.of(10_000), DataType.FLOAT64).mul(0.9); // of the guide
    Tensor logWeights = posterior.logProb(z).sub(guide.logProb(z));
    PSIS psis = PSIS.of(logWeights.toDoubles());
    if (!psis.isReliable()) {
      System.out.println(psis.advice());
    }
    double[] weights = psis.smoothed(); // log weights; the weights sum to 1
    // endregion
    assertThat(psis.isReliable()).isTrue();
    assertThat(weights).hasSize(10_000);
  }

  @Test
  void comparesModels() {
    Tensor data = Noise.of(4).normal(Shapes.of(30), DataType.FLOAT64);
    Tensor loc = Noise.of(5).normal(Shapes.of(1000, 1), DataType.FLOAT64).mul(0.18);
    double[][] one = rows(Normal.of(loc, loc.constant(1)).logProb(data));
    double[][] three = rows(Normal.of(loc, loc.constant(3)).logProb(data));
    // region diagnostics-loo
    LOO narrow = LOO.of(one); // double[draws][data], log likelihoods
    LOO wide = LOO.of(three);
    System.out.println(Comparison.of(Map.of("scale 1", narrow, "scale 3", wide)));
    narrow.warnings().forEach(System.out::println);
    // endregion
    assertThat(Comparison.of(Map.of("scale 1", narrow, "scale 3", wide)).toString())
        .isEqualTo(
            """
            model      elpd    se     p  difference  se of difference  warnings
            scale 1  -47.74  5.84  1.27        0.00              0.00
            scale 3  -62.70  0.63  0.02      -14.96              5.21""");
    assertThat(narrow.warnings()).isEmpty();
    assertThat(narrow.total()).isCloseTo(WAIC.of(one).total(), within(0.1));
  }

  private static double[][] rows(Tensor logLikelihoods) {
    int draws = (int) logLikelihoods.size(0);
    double[][] rows = new double[draws][];
    for (int draw = 0; draw < draws; draw++) {
      rows[draw] = logLikelihoods.select(0, draw).toDoubles();
    }
    return rows;
  }
}
