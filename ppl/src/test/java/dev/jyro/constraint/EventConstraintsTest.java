package dev.jyro.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.tensor.ShapeException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The sets of vectors and of matrices. */
final class EventConstraintsTest {
  private static final double NAN = Double.NaN;
  private static final double H = Math.sqrt(0.75);

  private static Stream<Arguments> vectors() {
    return Stream.of(
        row(Constraints.simplex(), v(0.2, 0.3, 0.5), v(0, 0, 1), v(0.5, 0.6, -0.1), v(1, 1, 1)),
        row(Constraints.orderedVector(), v(-1, 0, 7), v(1, 2, 3), v(1, 1, 2), v(3, 2, 1)),
        row(
            Constraints.positiveOrderedVector(),
            v(0.1, 0.2, 1),
            v(1, 2, 3),
            v(0, 1, 2),
            v(-1, 2, 3)),
        row(Constraints.sphere(), v(0.6, 0, -0.8), v(0, 1, 0), v(1, 1, 0), v(0, 0, 0)),
        row(Constraints.oneHot(), v(0, 1, 0), v(0, 0, 1), v(1, 1, 0), v(0.5, 0.5, 0)),
        row(Constraints.permutation(), v(2, 0, 1), v(0, 1, 2), v(0, 1, 1), v(1, 2, 3)),
        row(Constraints.multinomial(5), v(2, 0, 3), v(0, 1, 2), v(4, 2, 0), v(1.5, 0.5, 1)),
        row(
            Constraints.stack(-1, Constraints.positive(), Constraints.real(), Constraints.bool()),
            v(2, -3, 1),
            v(0.1, 0, 0),
            v(0, 1, 1),
            v(1, 1, 2)),
        row(
            Constraints.cat(-1, new long[] {2, 1}, Constraints.simplex(), Constraints.positive()),
            v(0.5, 0.5, 1),
            v(1, 0, 3),
            v(0.5, 0.6, 1),
            v(0.5, 0.5, 0)));
  }

  private static Stream<Arguments> matrices() {
    return Stream.of(
        row(Constraints.symmetric(), v(1, 2, 2, 1), v(0, 0, 0, 0), v(1, 2, 3, 4), v(1, 0, 1, 1)),
        row(
            Constraints.positiveSemidefinite(),
            v(1, 1, 1, 1),
            v(0, 0, 0, 2),
            v(1, 2, 2, 1),
            v(1, 0, 1, 1)),
        row(
            Constraints.positiveDefinite(),
            v(2, 1, 1, 2),
            v(1, 0, 0, 1e-6),
            v(1, 2, 2, 1),
            v(0, 0, 0, 0)),
        row(
            Constraints.lowerTriangular(),
            v(1, 0, -2, 0),
            v(0, 0, 0, 0),
            v(1, 1, 0, 1),
            v(1, 1e-9, 0, 1)),
        row(
            Constraints.lowerCholesky(),
            v(1, 0, -2, 3),
            v(1, 0, 0, 1e-9),
            v(1, 0, 0, 0),
            v(1, 1, 0, 1)),
        row(
            Constraints.softplusLowerCholesky(),
            v(1, 0, -2, 3),
            v(1, 0, 0, 1),
            v(1, 0, 0, -1),
            v(1, 1, 0, 1)),
        row(
            Constraints.corrCholesky(),
            v(1, 0, 0.5, H),
            v(1, 0, 0, 1),
            v(1, 0, 0.5, 0.5),
            v(2, 0, 0, 1)),
        row(
            Constraints.corrMatrix(),
            v(1, 0.5, 0.5, 1),
            v(1, 0, 0, 1),
            v(1, 1.5, 1.5, 1),
            v(2, 0.5, 0.5, 1)));
  }

  private static Arguments row(
      Constraint set, double[] one, double[] another, double[] outside, double[] further) {
    return Arguments.of(set, one, another, outside, further);
  }

  private static double[] v(double... numbers) {
    return numbers;
  }

  @ParameterizedTest
  @MethodSource({"vectors", "matrices"})
  void tellsWhatLiesInside(
      Constraint set, double[] one, double[] another, double[] outside, double[] further) {
    double[] lost = one.clone();
    lost[1] = NAN;
    for (DataType type : new DataType[] {DataType.FLOAT32, DataType.FLOAT64}) {
      Tensor values = batch(set, one, another, outside, further, lost).to(type);
      assertThat(set.check(values).toBooleans()).containsExactly(true, true, false, false, false);
      assertThat(set.check(values).shape()).isEqualTo(Shapes.of(5));
    }
  }

  @ParameterizedTest
  @MethodSource({"vectors", "matrices"})
  void isNoSetOfNumbers(
      Constraint set, double[] one, double[] another, double[] outside, double[] further) {
    assertThat(set.contains(1)).isFalse();
    assertThatThrownBy(() -> set.check(Tensor.scalar(1))).isInstanceOf(ShapeException.class);
    assertThat(set.eventDim()).isEqualTo(one.length == 3 ? 1 : 2);
    assertThat(set).hasToString(set.name());
  }

  @ParameterizedTest
  @MethodSource({"vectors", "matrices"})
  void knowsAValueInside(
      Constraint set, double[] one, double[] another, double[] outside, double[] further) {
    Tensor like = batch(set, one, another);
    Tensor feasible = set.feasible(like).expand(like.shape());
    assertThat(set.check(feasible).toBooleans()).containsExactly(true, true);
    assertThat(feasible.dataType()).isEqualTo(DataType.FLOAT64);
  }

  @ParameterizedTest
  @MethodSource("matrices")
  void holdsNoMatrixThatIsNotSquare(
      Constraint set, double[] one, double[] another, double[] outside, double[] further) {
    assertThat(set.check(Tensor.ones(4, 2, 3)).toBooleans())
        .containsExactly(false, false, false, false);
  }

  @Test
  void squareMatricesAreThat() {
    assertThat(Constraints.square().check(Tensor.zeros(2, 3, 3)).toBooleans())
        .containsExactly(true, true);
    assertThat(Constraints.square().check(Tensor.zeros(1, 3, 2)).toBooleans())
        .containsExactly(false);
  }

  @Test
  void countsAreDiscrete() {
    assertThat(Constraints.oneHot().isDiscrete()).isTrue();
    assertThat(Constraints.permutation().isDiscrete()).isTrue();
    assertThat(Constraints.multinomial(3).isDiscrete()).isTrue();
    assertThat(Constraints.simplex().isDiscrete()).isFalse();
    assertThat(Constraints.stack(-1, Constraints.bool()).isDiscrete()).isTrue();
  }

  @Test
  void wholeNumbersMayBeOfTheirOwnType() {
    assertThat(Constraints.permutation().check(Tensor.of(2L, 0L, 1L)).item()).isEqualTo(1);
    assertThat(Constraints.multinomial(3).check(Tensor.of(2L, 0L, 1L)).item()).isEqualTo(1);
    assertThat(Constraints.oneHot().check(Tensor.of(0L, 0L, 1L)).item()).isEqualTo(1);
  }

  @Test
  void toleratesTheRoundingOfManyClasses() {
    Tensor many = Tensor.linspace(-3, 3, 20_000, DataType.FLOAT32).softmax(-1);
    assertThat(Constraints.simplex().check(many).item()).isEqualTo(1);
  }

  @Test
  void piecesMustFit() {
    assertThatThrownBy(
            () -> Constraints.cat(-1, new long[] {2}, Constraints.real(), Constraints.real()))
        .isInstanceOf(JyroException.class)
        .hasMessageStartingWith("cat: lengths [2] for 2 constraints.");
    assertThatThrownBy(() -> Constraints.stack(0, Constraints.real()))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("counted from the right");
    Constraint pair = Constraints.stack(-1, Constraints.real(), Constraints.real());
    assertThatThrownBy(() -> pair.check(Tensor.zeros(3)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("stack(-1, real, real)")
        .hasMessageContaining("(3)");
  }

  private static Tensor batch(Constraint set, double[]... rows) {
    double[] all = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    long size = set.eventDim() == 1 ? rows[0].length : 2;
    return set.eventDim() == 1
        ? Tensor.of(all, Shapes.of(rows.length, size))
        : Tensor.of(all, Shapes.of(rows.length, size, size));
  }
}
