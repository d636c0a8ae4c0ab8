package dev.jyro.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.jyro.JyroException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TensorTest {
  @Nested
  final class IsMade {
    @Test
    void fromNumbersOfEachType() {
      assertThat(Tensor.of(1.5f, 2).dataType()).isEqualTo(DataType.FLOAT32);
      assertThat(Tensor.of(1.5, 2).dataType()).isEqualTo(DataType.FLOAT64);
      assertThat(Tensor.of(1L, 2).dataType()).isEqualTo(DataType.INT64);
      assertThat(Tensor.of(true, false).dataType()).isEqualTo(DataType.BOOLEAN);
    }

    @Test
    void rowByRowIntoAShape() {
      assertThat(Tensor.of(new double[] {1, 2, 3, 4}, new Shape(2, 2)).get(1).toDoubles())
          .containsExactly(3, 4);
      assertThat(Tensor.of(new boolean[] {true, false}, new Shape(1, 2)).shape())
          .isEqualTo(new Shape(1, 2));
      assertThat(Tensor.of(new float[][] {{1, 2}, {3, 4}, {5, 6}}).shape())
          .isEqualTo(new Shape(3, 2));
      assertThat(Tensor.of(new double[][] {{1, 2}, {3, 4}}).toDoubles())
          .containsExactly(1, 2, 3, 4);
    }

    @Test
    void fromNothing() {
      assertThat(Tensor.of(new float[0]).shape()).isEqualTo(new Shape(0));
      assertThat(Tensor.of(new float[0][]).shape()).isEqualTo(new Shape(0, 0));
      assertThat(Tensor.zeros(2, 0).toDoubles()).isEmpty();
      assertThat(Tensor.arange(0).toLongs()).isEmpty();
    }

    @Test
    void asACopyOfTheArray() {
      double[] numbers = {1, 2};
      Tensor tensor = Tensor.of(numbers);
      numbers[0] = 9;
      assertThat(tensor.toDoubles()).containsExactly(1, 2);
      tensor.toDoubles()[1] = 9;
      assertThat(tensor.toDoubles()).containsExactly(1, 2);
    }

    @Test
    void filledWithOneValue() {
      assertThat(Tensor.full(2.5, DataType.FLOAT64, 2).toDoubles()).containsExactly(2.5, 2.5);
      assertThat(Tensor.ones(new Shape(2), DataType.INT64).toLongs()).containsExactly(1, 1);
      assertThat(Tensor.zeros(new Shape(), DataType.FLOAT64).item()).isZero();
      assertThat(Tensor.scalar(3).shape()).isEqualTo(new Shape());
    }

    @Test
    void filledFromASupplier() {
      int[] count = {0};
      Tensor filled = Tensor.filled(new Shape(2, 2), DataType.FLOAT64, () -> count[0]++);
      assertThat(filled.toDoubles()).containsExactly(0, 1, 2, 3);
    }

    @ParameterizedTest
    @EnumSource(
        value = DataType.class,
        names = {"INT64", "BOOLEAN", "FLOAT16"})
    void fromASupplierOnlyInFloatingPoint(DataType type) {
      assertThatThrownBy(() -> Tensor.filled(new Shape(2), type, () -> 1))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining(type.toString());
    }

    @Test
    void notAtAllIfTheSupplierFails() {
      try (TensorScope scope = TensorScope.open()) {
        assertThatThrownBy(
                () ->
                    Tensor.filled(
                        new Shape(2),
                        DataType.FLOAT32,
                        () -> {
                          throw new IllegalStateException("dry");
                        }))
            .hasMessage("dry");
        assertThat(scope.size()).isEqualTo(1); // freed with the scope
      }
    }

    @Test
    void inSteps() {
      assertThat(Tensor.linspace(0, 1, 5).toDoubles()).containsExactly(0, 0.25, 0.5, 0.75, 1);
      assertThat(Tensor.linspace(3, 9, 1).toDoubles()).containsExactly(3);
      assertThat(Tensor.linspace(-1, 1, 3, DataType.FLOAT64).dataType())
          .isEqualTo(DataType.FLOAT64);
      assertThat(Tensor.arange(3).toLongs()).containsExactly(0, 1, 2);
      assertThat(Tensor.eye(2, DataType.FLOAT64).toDoubles()).containsExactly(1, 0, 0, 1);
    }

    @Test
    void onceForCountsMetOften() {
      assertThat(Tensor.indices(5)).isSameAs(Tensor.indices(5));
      assertThat(Tensor.indices(5).toLongs()).containsExactly(0, 1, 2, 3, 4);
      assertThat(Tensor.indices(69).numel()).isEqualTo(69); // the same place in the table
      assertThat(Tensor.indices(5).numel()).isEqualTo(5);
    }

    @Test
    void inAnUnknownTypeNotAtAll() {
      assertThatThrownBy(() -> Tensor.full(1, DataType.COMPLEX64))
          .isInstanceOf(JyroException.class)
          .hasMessageContaining("complex64")
          .hasMessageContaining("FLOAT64");
    }
  }

  @Nested
  final class IsRead {
    @Test
    void inItsOwnOrderHoweverItLies() {
      Tensor x = Tensor.arange(6).reshape(2, 3);
      assertThat(x.mT().toLongs()).containsExactly(0, 3, 1, 4, 2, 5);
      assertThat(x.select(1, 2).toLongs()).containsExactly(2, 5);
      assertThat(Tensor.of(7L).expand(3).toLongs()).containsExactly(7, 7, 7);
      assertThat(x.flip(1).select(0, 0).toLongs()).containsExactly(2, 1, 0);
    }

    @ParameterizedTest
    @EnumSource(
        value = DataType.class,
        names = {"FLOAT16", "FLOAT32", "FLOAT64", "UINT8", "INT8", "INT32", "INT64", "BOOLEAN"})
    void fromEveryTypeIntoEveryType(DataType type) {
      Tensor x = Tensor.of(0.0, 1).to(type);
      assertThat(x.dataType()).isEqualTo(type);
      assertThat(x.toDoubles()).containsExactly(0, 1);
      assertThat(x.toFloats()).containsExactly(0, 1);
      assertThat(x.toLongs()).containsExactly(0, 1);
      assertThat(x.toBooleans()).containsExactly(false, true);
      assertThat(x.select(0, 1).item()).isEqualTo(1);
      assertThat(x.toString()).contains("[0.0, 1.0]");
    }

    @Test
    void withAllDigitsOfALong() {
      long odd = (1L << 60) + 1;
      assertThat(Tensor.of(odd).toLongs()).containsExactly(odd);
    }

    @Test
    void withFractionsCut() {
      assertThat(Tensor.of(-1.7, 2.9).toLongs()).containsExactly(-1, 2);
    }

    @Test
    void byPeople() {
      assertThat(Tensor.of(1.5, 2)).hasToString("Tensor(2) float64 [1.5, 2.0]");
      assertThat(Tensor.zeros(3, 3)).hasToString("Tensor(3, 3) float32");
    }
  }

  @Nested
  final class Tells {
    @Test
    void itsShape() {
      Tensor x = Tensor.zeros(2, 3);
      assertThat(x.shape()).isEqualTo(new Shape(2, 3));
      assertThat(x.dim()).isEqualTo(2);
      assertThat(x.numel()).isEqualTo(6);
      assertThat(x.size(-1)).isEqualTo(3);
      assertThat(x.isFloating()).isTrue();
    }

    @Test
    void itsDevice() {
      assertThat(Tensor.zeros(1).device()).isEqualTo(Device.cpu());
      assertThat(Tensor.zeros(1).to(Device.cpu()).numel()).isEqualTo(1);
    }

    @Test
    void whetherAGradientFlows() {
      Leaf leaf = Leaf.of(Tensor.of(1.0));
      Tensor through = Gradients.recording(() -> leaf.value().mul(2));
      assertThat(leaf.value().requiresGradient()).isTrue();
      assertThat(through.requiresGradient()).isTrue();
      assertThat(through.detach().requiresGradient()).isFalse();
      assertThat(Tensor.of(1.0).requiresGradient()).isFalse();
    }
  }

  @Nested
  final class AConstant {
    @Test
    void isOneForAll() {
      assertThat(Tensor.constant(0.7, DataType.FLOAT32))
          .isSameAs(Tensor.constant(0.7, DataType.FLOAT32));
      assertThat(Tensor.constant(0.7, DataType.FLOAT64).item()).isEqualTo(0.7);
    }

    @Test
    void keepsTheSignOfZero() {
      assertThat(1 / Tensor.constant(-0.0, DataType.FLOAT64).item()).isNegative();
      assertThat(1 / Tensor.constant(0.0, DataType.FLOAT64).item()).isPositive();
    }

    @Test
    void maybeNoNumber() {
      assertThat(Tensor.constant(Double.NaN, DataType.FLOAT64).item()).isNaN();
    }

    @Test
    void holdsItsValueThoughManyOthersCome() {
      Tensor held = Tensor.constant(0.7, DataType.FLOAT64);
      for (int i = 0; i < 10_000; i++) {
        assertThat(Tensor.constant(i + 0.1, DataType.FLOAT64).item()).isEqualTo(i + 0.1);
      }
      assertThat(held.item()).isEqualTo(0.7);
    }
  }
}
