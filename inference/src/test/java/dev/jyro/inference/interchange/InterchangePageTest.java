package dev.jyro.inference.interchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import dev.jyro.inference.predictive.Draws;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/interchange.md. */
final class InterchangePageTest {
  /** ArviZ prints three digits behind the point. */
  private static final double PRINTED = 0.0005;

  private static final double[] MU = {3.898, 3.067};
  private static final double[][] THETA = {{3.835, 3.702}, {3.95, 3.609}, {3.88, 3.712}};

  private final Tensor y = Tensor.of(28f, 8f, -3f);

  /** Four chains of 250 independent draws. */
  static Draws draws() {
    Tensor mu = Noise.of(8).normal(Shapes.of(4, 250), DataType.FLOAT32).mul(3).add(4);
    Tensor z = Noise.of(9).normal(Shapes.of(4, 250, 3), DataType.FLOAT32);
    Map<String, Tensor> sites = new LinkedHashMap<>();
    sites.put("mu", mu);
    sites.put("theta", z.mul(2).add(mu.unsqueeze(-1)));
    return Draws.ofChains(sites);
  }

  @Test
  void writesAndReads(@TempDir Path folder) {
    Draws draws = draws();
    // region interchange-write
    InferenceData data =
        InferenceData.createdAt(Instant.parse("2026-01-01T00:00:00Z")) // or now()
            .posterior(draws)
            .observedData(Map.of("y", y))
            .dims("theta", "school")
            .dims("y", "school")
            .labels("school", "Choate", "Deerfield", "Phillips");

    new ZarrStore(folder.resolve("schools.zarr")).write(data); // a folder
    new NpzFile(folder.resolve("schools.npz")).write(data);
    new CsvFile(folder.resolve("schools.csv")).write(draws);
    // endregion

    // region interchange-read
    InferenceData read = new ZarrStore(folder.resolve("schools.zarr")).read();
    Draws again = read.draws("posterior");
    Tensor theta = again.get("theta"); // [1000, 3]
    Values schools = read.group("posterior").labels("school");
    // endregion
    assertThat(theta.shape()).isEqualTo(Shapes.of(1000, 3));
    assertThat(schools).isEqualTo(Values.of("Choate", "Deerfield", "Phillips"));
    Same.assertSame(read, data);
    Same.assertSame(new NpzFile(folder.resolve("schools.npz")).read(), data);
    assertThat(new CsvFile(folder.resolve("schools.csv")).read().get("theta").toFloats())
        .containsExactly(theta.toFloats());
  }

  @Test
  void hasTheMeansAndDeviationsThatArviZPrinted() {
    Tensor theta = draws().get("theta").to(DataType.FLOAT64);
    Tensor mu = draws().get("mu").to(DataType.FLOAT64);
    assertThat(mu.mean().item()).isCloseTo(MU[0], within(PRINTED));
    assertThat(mu.std(0).item()).isCloseTo(MU[1], within(PRINTED));
    double[] means = theta.mean(0).toDoubles();
    double[] deviations = theta.std(0).toDoubles();
    for (int i = 0; i < 3; i++) {
      assertThat(means[i]).isCloseTo(THETA[i][0], within(PRINTED));
      assertThat(deviations[i]).isCloseTo(THETA[i][1], within(PRINTED));
    }
  }
}
