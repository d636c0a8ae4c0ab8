package dev.jyro.examples.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.examples.picture.Curve;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HistogramTest {
  @Test
  void hasTheShareOfEachBinEmptyOnesIncluded() {
    Curve curve = Histogram.of("x", List.of(0.0, 4.9, 5.0, 17.0));
    assertThat(curve.x()).containsExactly(2.5, 7.5, 12.5, 17.5);
    assertThat(curve.y()).containsExactly(0.5, 0.25, 0.0, 0.25);
  }
}
