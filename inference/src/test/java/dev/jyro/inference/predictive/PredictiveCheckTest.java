package dev.jyro.inference.predictive;

import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jyro.JyroException;
import dev.jyro.distribution.Normal;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PredictiveCheckTest {
  private static final int REPLICATIONS = 4000;

  private static final Model<String> FOUR =
      any -> plate("data", 4, () -> sample("y", Normal.of(0, 1)));

  /** The mean of four standard normals is above 0.5 with the probability of a normal above 1. */
  @Test
  void hasTheKnownPValueOfAMean() {
    Draws draws = Predictive.prior(FOUR).draws(REPLICATIONS).sideBySide().draw("", 1);
    Tensor observed = Tensor.of(0.2f, 0.4f, 0.6f, 0.8f);
    PredictiveCheck check = PredictiveCheck.of(draws, "y", observed, y -> y.mean().item());

    double known = 0.158655253931457; // 1 - Φ(1)
    double error = Math.sqrt(known * (1 - known) / REPLICATIONS);
    assertThat(check.pValue()).isEqualTo(known, within(4.5 * error));
    assertThat(check.observed()).isEqualTo(0.5, within(0x1p-22));
    assertThat(check.replicated()).hasSize(REPLICATIONS);
  }

  /** The largest of four is below 0 with the probability 1/16. */
  @Test
  void hasTheKnownPValueOfAMaximum() {
    Draws draws = Predictive.prior(FOUR).draws(REPLICATIONS).sideBySide().draw("", 2);
    PredictiveCheck check =
        PredictiveCheck.of(draws, "y", Tensor.of(0f, -1f, -1f, -1f), y -> y.max().item());

    double known = 15 / 16.;
    double error = Math.sqrt(known * (1 - known) / REPLICATIONS);
    assertThat(check.pValue()).isEqualTo(known, within(4.5 * error));
  }

  @Test
  void countsReplicationsThatAreLikeTheData() {
    Draws draws = Draws.of(Map.of("y", Tensor.of(0.0, 1.0, 1.0, 2.0)));
    PredictiveCheck check = PredictiveCheck.of(draws, "y", Tensor.scalar(1), Tensor::item);
    assertThat(check.pValue()).isEqualTo(0.75);
    assertThat(check).hasToString("observed 1.0, p-value 0.75 of 4 replications");
  }

  @Test
  void refusesDataOfAnotherShape() {
    Draws draws = Draws.of(Map.of("y", Tensor.of(0.0, 1.0)));
    assertThatThrownBy(
            () -> PredictiveCheck.of(draws, "y", Tensor.of(0.0, 1.0), y -> y.mean().item()))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("the data have the shape (2), and the replications ()");
  }

  @Test
  void refusesAStatisticThatIsNoNumber() {
    Draws draws = Draws.of(Map.of("y", Tensor.of(0.0, -1.0)));
    assertThatThrownBy(() -> PredictiveCheck.of(draws, "y", Tensor.scalar(1), y -> y.log().item()))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("the statistic of replication 1 is NaN");
  }
}
