package dev.jyro.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** New memory, through what is filled from Java. */
final class BlankTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 8, 1024, 1025, 5000})
  void ofOneShapeIsNeverTheSameMemory(long count) {
    Tensor first = filled(1, count);
    Tensor second = filled(2, count);
    assertThat(first.toDoubles()).hasSize((int) count).containsOnly(1);
    assertThat(second.toDoubles()).hasSize((int) count).containsOnly(2);
  }

  /** More shapes than the table has places. */
  @Test
  void hasTheShapeAndTypeThatTorchSays() {
    for (int i = 0; i < 1000; i++) {
      Shape shape = new Shape(i % 25, 1 + i / 25 % 20, 1 + i % 3);
      for (DataType type : List.of(DataType.FLOAT32, DataType.FLOAT64)) {
        Tensor blank = Blank.of(shape, type);
        assertThat(blank.shape()).isEqualTo(shape).isEqualTo(Memory.shape(blank));
        assertThat(blank.dataType()).isEqualTo(type).isEqualTo(Memory.type(blank));
      }
    }
  }

  @Test
  void keepsItsShapeWhenTheArrayThatNamedItIsChanged() {
    long[] sizes = {3, 2};
    Tensor blank = Blank.of(new Shape(sizes), DataType.FLOAT32);
    sizes[0] = 9;
    assertThat(blank.shape()).isEqualTo(new Shape(3, 2));
  }

  @Test
  void isNoPartOfARecording() {
    Tensor made = Gradients.recording(() -> filled(1, 3));
    assertThat(made.requiresGradient()).isFalse();
    assertThat(made.isTracked()).isFalse();
  }

  @Test
  void isFreedWithItsScopeWhenFillingFails() {
    Tensor before = filled(1, 3);
    try (TensorScope scope = TensorScope.open()) {
      assertThatThrownBy(
              () ->
                  Tensor.filled(
                      new Shape(3),
                      DataType.FLOAT32,
                      () -> {
                        throw new IllegalArgumentException("no");
                      }))
          .hasMessage("no");
      assertThat(scope.size()).isOne();
    }
    assertThat(before.toDoubles()).containsOnly(1);
  }

  @Test
  void isMadeByManyThreadsAtOnce() {
    List<double[]> made =
        IntStream.range(0, 2000)
            .parallel()
            .mapToObj(
                i -> {
                  try (TensorScope scope = TensorScope.open()) {
                    return filled(i, 1 + i % 40).toDoubles();
                  }
                })
            .toList();
    for (int i = 0; i < 2000; i++) {
      assertThat(made.get(i)).hasSize(1 + i % 40).containsOnly(i);
    }
  }

  private static Tensor filled(double value, long count) {
    return Tensor.filled(new Shape(count), DataType.FLOAT32, () -> value);
  }
}
