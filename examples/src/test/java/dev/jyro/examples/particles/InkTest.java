package dev.jyro.examples.particles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jyro.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Black and white from grey; seeds 0 and 1. */
final class InkTest {
  private static final int PIXELS = 10_000;

  private final Ink ink = Ink.of(0, "train");
  private final Tensor grey = Tensor.full(0.3, Tensor.scalar(0).dataType(), 1, PIXELS);

  private static float[] drawn(Ink ink, Tensor grey, long time) {
    return ink.drawn(grey, time).toFloats();
  }

  @Test
  void isTheSameAgainAtTheSameTime() {
    assertThat(drawn(Ink.of(0, "train"), grey, 7)).containsExactly(drawn(ink, grey, 7));
  }

  @Test
  void isAnotherAtAnotherTime() {
    assertThat(drawn(ink, grey, 8)).isNotEqualTo(drawn(ink, grey, 7));
  }

  @Test
  void isAnotherBySeedAndName() {
    assertThat(drawn(Ink.of(1, "train"), grey, 7)).isNotEqualTo(drawn(ink, grey, 7));
    assertThat(drawn(Ink.of(0, "test"), grey, 7)).isNotEqualTo(drawn(ink, grey, 7));
  }

  @Test
  void comesUpAsOftenAsTheGreyValueSays() {
    // The mean of n draws has the standard error √(p (1 - p) / n); 4.5 of them.
    double error = Math.sqrt(0.3 * 0.7 / PIXELS);
    assertThat(ink.drawn(grey, 0).mean().item()).isCloseTo(0.3, within(4.5 * error));
  }

  @Test
  void leavesBlackAndWhiteAsTheyAre() {
    Tensor plain = Tensor.of(new float[][] {{0, 1, 1, 0}});
    for (int time = 0; time < 1000; time++) {
      assertThat(drawn(ink, plain, time)).containsExactly(0, 1, 1, 0);
    }
  }
}
