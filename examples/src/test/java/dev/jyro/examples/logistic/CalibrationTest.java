package dev.jyro.examples.logistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class CalibrationTest {
  /** Some sums of a few numbers in double precision. */
  private static final double ROUNDING = 1e-12;

  @Test
  void hasNoErrorWhereWhatIsSaidComesAsOften() {
    double[] said = {0.25, 0.25, 0.25, 0.25, 0.75, 0.75, 0.75, 0.75};
    double[] came = {1, 0, 0, 0, 1, 1, 1, 0};
    assertThat(Calibration.of(said, came).error()).isZero();
  }

  @Test
  void weighsTheMissOfEachBinByItsPredictions() {
    double[] said = {0.05, 0.95, 0.95, 1};
    double[] came = {1, 1, 0, 0};
    Calibration found = Calibration.of(said, came);
    assertThat(found.bins()).extracting(Calibration.Bin::count).containsExactly(1L, 3L);
    // 1/4 of |1 - 0.05|, and 3/4 of |1/3 - 2.9/3|
    assertThat(found.error()).isCloseTo(0.95 / 4 + 1.9 / 4, within(ROUNDING));
  }

  @Test
  void putsCertaintyIntoTheLastBin() {
    assertThat(Calibration.of(new double[] {1}, new double[] {1}).bins())
        .containsExactly(new Calibration.Bin(1, 1, 1));
  }
}
