package dev.jyro.tensor;

import static ai.djl.ndarray.types.DataType.BOOLEAN;
import static ai.djl.ndarray.types.DataType.FLOAT32;
import static ai.djl.ndarray.types.DataType.FLOAT64;
import static ai.djl.ndarray.types.DataType.INT64;
import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which type comes of two: Torch's rules. */
final class PromotionTest {
  static Stream<Arguments> pairs() {
    return Stream.of(
        Arguments.of("floats", FLOAT32, FLOAT32, FLOAT32),
        Arguments.of("floats and doubles", FLOAT32, FLOAT64, FLOAT64),
        Arguments.of("doubles and whole numbers", FLOAT64, INT64, FLOAT64),
        Arguments.of("floats and whole numbers", FLOAT32, INT64, FLOAT32),
        Arguments.of("floats and truths", FLOAT32, BOOLEAN, FLOAT32),
        Arguments.of("whole numbers and truths", INT64, BOOLEAN, INT64),
        Arguments.of("whole numbers", INT64, INT64, INT64));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pairs")
  void ofTwoTensors(String name, DataType left, DataType right, DataType result) {
    Tensor x = Tensor.ones(2).to(left);
    Tensor y = Tensor.ones(2).to(right);
    assertThat(x.mul(y).dataType()).isEqualTo(result);
    assertThat(y.mul(x).dataType()).isEqualTo(result);
    assertThat(x.mul(y).toDoubles()).containsExactly(1, 1);
  }

  static Stream<Arguments> numbers() {
    return Stream.of(
        Arguments.of("a float with a fraction", FLOAT32, 0.5, FLOAT32),
        Arguments.of("a float with a whole number", FLOAT32, 2, FLOAT32),
        Arguments.of("a double with a fraction", FLOAT64, 0.5, FLOAT64),
        Arguments.of("a whole number with a whole number", INT64, 2, INT64),
        Arguments.of("a whole number with a fraction", INT64, 0.5, FLOAT32),
        Arguments.of("a whole number with infinity", INT64, 1 / 0.0, FLOAT32),
        Arguments.of("a whole number with a huge one", INT64, 1e300, FLOAT32),
        Arguments.of("a truth with a whole number", BOOLEAN, 2, INT64),
        Arguments.of("a truth with a fraction", BOOLEAN, 0.5, FLOAT32));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("numbers")
  void ofATensorAndANumber(String name, DataType type, double number, DataType result) {
    assertThat(Tensor.ones(2).to(type).add(number).dataType()).isEqualTo(result);
    assertThat(Tensor.scalar(1).to(type).add(number).dataType()).isEqualTo(result);
  }

  @ParameterizedTest(name = "a number keeps its digits beside {0}")
  @MethodSource("digits")
  void aNumberKeepsItsDigits(DataType type, double expected) {
    assertThat(Tensor.zeros(1).to(type).add(0.1).item()).isEqualTo(expected);
  }

  static Stream<Arguments> digits() {
    return Stream.of(
        Arguments.of(FLOAT64, 0.1),
        Arguments.of(FLOAT32, (double) 0.1f),
        Arguments.of(INT64, (double) 0.1f));
  }

  @Test
  void aNumberBeyondTheTypeBecomesInfinite() {
    Tensor x = Tensor.of(1f, 2f);
    assertThat(x.add(1e300).toDoubles()).containsOnly(Double.POSITIVE_INFINITY);
    assertThat(x.maximum(-Double.MAX_VALUE).toDoubles()).containsExactly(1, 2);
    assertThat(x.clamp(-1e300, 1e300).toDoubles()).containsExactly(1, 2);
    assertThat(x.mul(1e-300).toDoubles()).containsOnly(0);
  }

  static Stream<Arguments> functions() {
    return Stream.of(
        Arguments.of("division of whole numbers", FLOAT32, op(x -> x.div(x))),
        Arguments.of("the sum of truths", INT64, op(x -> x.gt(0).sum())),
        Arguments.of("the sum of whole numbers", INT64, op(Tensor::sum)),
        Arguments.of("a function of whole numbers", FLOAT32, op(Tensor::exp)),
        Arguments.of("a comparison", BOOLEAN, op(x -> x.gt(1.5))),
        Arguments.of("a choice between a whole number and 1", INT64, op(x -> x.gt(1).where(x, 1))),
        Arguments.of("a place", INT64, op(x -> x.argMax(0))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("functions")
  void ofAFunction(String name, DataType result, UnaryOperator<Tensor> function) {
    assertThat(function.apply(Tensor.of(1L, 2)).dataType()).isEqualTo(result);
  }

  private static UnaryOperator<Tensor> op(UnaryOperator<Tensor> function) {
    return function;
  }
}
