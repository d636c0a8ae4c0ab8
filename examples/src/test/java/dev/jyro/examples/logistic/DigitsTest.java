package dev.jyro.examples.logistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.jyro.examples.data.DataException;
import dev.jyro.examples.data.ImageSet;
import dev.jyro.examples.data.Mnist;
import org.junit.jupiter.api.Test;

final class DigitsTest {
  private final ImageSet set = Mnist.embedded().test();

  @Test
  void areTheThreesAndEightsOfTheTestSet() {
    Digits digits = Digits.of(set, Integer.MAX_VALUE);
    assertThat(digits.count()).isEqualTo(1010 + 974); // MNIST's own counts
    assertThat(digits.eight().sum().item()).isEqualTo(974);
  }

  @Test
  void haveTheirInkInTiles() {
    Digits digits = Digits.of(set, 1);
    int first = 0;
    while (set.label(first) != 3 && set.label(first) != 8) {
      first++;
    }
    double ink = 0;
    for (int row = 8; row < 12; row++) {
      for (int column = 12; column < 16; column++) {
        ink += set.pixel(first, row, column) / (16 * 255.0);
      }
    }
    // Rounded once to float32, whose spacing below 1 is 6e-8.
    assertThat(digits.ink().get(0, 2 * 7 + 3).item()).isCloseTo(ink, within(6e-8));
  }

  @Test
  void areRefusedWhereThereAreNone() {
    assertThatThrownBy(() -> Digits.of(set, 0))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("found   0 threes and eights", "28 x 28", "Fix: ");
  }
}
