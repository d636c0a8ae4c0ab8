package dev.jyro.examples.betavae;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.tensor.TensorScope;
import org.junit.jupiter.api.Test;

final class TraversalTest {
  private static float[] codes(int latent) {
    try (TensorScope scope = TensorScope.open()) {
      return new Traversal(3).codes(latent).toFloats();
    }
  }

  @Test
  void goesFromRowToRowByTheFirstNumberAndWithinRowsByTheSecond() {
    assertThat(codes(2))
        .containsExactly(-1, -1, -1, 0, -1, 1, 0, -1, 0, 0, 0, 1, 1, -1, 1, 0, 1, 1);
  }

  @Test
  void leavesAllOtherNumbersAtZero() {
    assertThat(codes(3)).startsWith(-1, -1, 0, -1, 0, 0);
  }

  @Test
  void hasEqualCodesInARowWhereThereIsOneNumberOnly() {
    assertThat(codes(1)).containsExactly(-1, -1, -1, 0, 0, 0, 1, 1, 1);
  }
}
