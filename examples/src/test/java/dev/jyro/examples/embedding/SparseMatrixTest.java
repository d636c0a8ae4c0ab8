package dev.jyro.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.examples.embedding.SparseMatrix.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SparseMatrixTest {
  private static final SparseMatrix MATRIX =
      SparseMatrix.of(
          List.of(
              new Row(new int[] {1, 2}, new double[] {1, 2}),
              new Row(new int[] {}, new double[] {}),
              new Row(new int[] {0, 1, 2}, new double[] {3, 4, 5})));

  @Test
  void holdsItsRows() {
    assertThat(Clouds.dense(MATRIX))
        .isDeepEqualTo(new double[][] {{0, 1, 2}, {0, 0, 0}, {3, 4, 5}});
  }

  @Test
  void isTransposed() {
    assertThat(Clouds.dense(MATRIX.transposed()))
        .isDeepEqualTo(new double[][] {{0, 0, 3}, {1, 0, 4}, {2, 0, 5}});
  }

  @Test
  void isAddedEntryByEntry() {
    SparseMatrix sum = MATRIX.plus(MATRIX.transposed());
    assertThat(Clouds.dense(sum)).isDeepEqualTo(new double[][] {{0, 1, 5}, {1, 0, 4}, {5, 4, 10}});
    assertThat(sum.start(3)).as("entries, each once").isEqualTo(7);
  }

  @Test
  void isMultiplied() {
    assertThat(Clouds.dense(MATRIX.times(0.5)))
        .isDeepEqualTo(new double[][] {{0, 0.5, 1}, {0, 0, 0}, {1.5, 2, 2.5}});
  }
}
