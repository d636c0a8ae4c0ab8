package dev.jyro.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ConstraintsTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  private static Stream<Arguments> sets() {
    return Stream.of(
        row("real", Constraints.real(), List.of(-1e30, 0.0, 7.5, INF), List.of()),
        row("positive", Constraints.positive(), List.of(1e-30, 3.0, INF), List.of(0.0, -1.0)),
        row("nonNegative", Constraints.nonNegative(), List.of(0.0, 3.0), List.of(-1e-30)),
        row("unitInterval", Constraints.unitInterval(), List.of(0.0, 0.5, 1.0), List.of(-0.1, 1.1)),
        row(
            "interval(-1, 2.5)",
            Constraints.interval(-1, 2.5),
            List.of(-1.0, 2.5),
            List.of(-1.01, 2.51, INF)),
        row("lessThanEq(3)", Constraints.lessThanEq(3), List.of(3.0, -INF), List.of(3.1, INF)),
        row(
            "greaterThanEq(bound)",
            Constraints.greaterThanEq(Tensor.of(3.0)),
            List.of(3.0, INF),
            List.of(2.9, -INF)),
        row(
            "lessThanEq(bound)",
            Constraints.lessThanEq(Tensor.of(3.0)),
            List.of(3.0, -INF),
            List.of(3.1, INF)),
        row("greaterThan(3)", Constraints.greaterThan(3), List.of(3.1, INF), List.of(3.0, 0.0)),
        row(
            "openUnitInterval",
            Constraints.openUnitInterval(),
            List.of(1e-30, 0.5, 0.999),
            List.of(0.0, 1.0, -0.1)),
        row("lessThan(-3)", Constraints.lessThan(-3), List.of(-3.1, -INF), List.of(-3.0, 0.0)),
        row("boolean", Constraints.bool(), List.of(0.0, 1.0), List.of(0.5, -1.0, 2.0)),
        row(
            "nonNegativeInteger",
            Constraints.nonNegativeInteger(),
            List.of(0.0, 7.0),
            List.of(-1.0, 0.5)),
        row(
            "integerInterval(1, 6)",
            Constraints.integerInterval(1, 6),
            List.of(1.0, 6.0),
            List.of(0.0, 7.0, 2.5)));
  }

  private static Arguments row(
      String name, Constraint constraint, List<Double> inside, List<Double> outside) {
    return Arguments.of(name, constraint, inside, outside);
  }

  @ParameterizedTest
  @MethodSource("sets")
  void tellsWhatLiesInside(
      String name, Constraint constraint, List<Double> inside, List<Double> outside) {
    assertThat(constraint.check(tensor(inside)).toBooleans()).containsOnly(true);
    assertThat(inside).allMatch(constraint::contains);
    assertThat(constraint.check(tensor(outside)).toBooleans()).doesNotContain(true);
    assertThat(outside).noneMatch(constraint::contains);
  }

  @ParameterizedTest
  @MethodSource("sets")
  void hasNoPlaceForNaN(
      String name, Constraint constraint, List<Double> inside, List<Double> outside) {
    assertThat(constraint.check(Tensor.of(Double.NaN)).toBooleans()).containsExactly(false);
    assertThat(constraint.contains(Double.NaN)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("sets")
  void isKnownByName(
      String name, Constraint constraint, List<Double> inside, List<Double> outside) {
    assertThat(constraint.name()).isEqualTo(name);
    assertThat(constraint).hasToString(name);
  }

  @ParameterizedTest
  @MethodSource("sets")
  void knowsAValueInside(
      String name, Constraint constraint, List<Double> inside, List<Double> outside) {
    for (DataType type : List.of(DataType.FLOAT32, DataType.FLOAT64)) {
      Tensor feasible = constraint.feasible(Tensor.full(0, type, 3));
      assertThat(feasible.dataType()).isEqualTo(type);
      assertThat(constraint.check(feasible).toBooleans()).containsExactly(true);
    }
  }

  @Test
  void thoseOfOneDescriptionAreEqual() {
    assertThat(Constraints.integerInterval(0, 3))
        .isEqualTo(Constraints.integerInterval(0, 3))
        .hasSameHashCodeAs(Constraints.integerInterval(0, 3))
        .isNotEqualTo(Constraints.integerInterval(0, 4));
    assertThat(Constraints.interval(0, 1)).isEqualTo(Constraints.unitInterval());
    assertThat(Constraints.interval(0, 2)).isEqualTo(Constraints.interval(0, 2));
    assertThat(Constraints.greaterThan(0)).isEqualTo(Constraints.positive());
    assertThat(Constraints.independent(Constraints.real(), 0)).isEqualTo(Constraints.real());
  }

  @Test
  void countableSetsSaySo() {
    assertThat(Constraints.bool().isDiscrete()).isTrue();
    assertThat(Constraints.independent(Constraints.nonNegativeInteger(), 2).isDiscrete()).isTrue();
    assertThat(Constraints.unitInterval().isDiscrete()).isFalse();
  }

  @Test
  void anIntervalNeedsItsEndsInOrder() {
    assertThatThrownBy(() -> Constraints.interval(1, 1))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("Needed: the first less than the second");
  }

  @Test
  void anIntervalMayHaveEndsForEachElement() {
    Constraint rows = Constraints.interval(Tensor.of(0f, 10f), Tensor.of(1f, 20f));
    assertThat(rows.check(Tensor.of(1f, 9f)).toBooleans()).containsExactly(true, false);
    assertThat(rows.check(rows.feasible(Tensor.zeros(2))).toBooleans()).containsOnly(true);
    assertThat(rows.name()).isEqualTo("interval(low, high)");
    double inf = Double.POSITIVE_INFINITY;
    Tensor low = Tensor.of(0, -inf, -inf, -1.5e308);
    Tensor high = Tensor.of(inf, 3, inf, 1.5e308);
    Tensor feasible = Constraints.interval(low, high).feasible(Tensor.zeros(4));
    assertThat(feasible.toFloats()).containsExactly(1, 2, 0, 0);
  }

  @Test
  void aBoundMayBeOneForEachElement() {
    Constraint rows = Constraints.greaterThan(Tensor.of(0f, 10f));
    assertThat(rows.check(Tensor.of(1f, 10f)).toBooleans()).containsExactly(true, false);
    assertThat(rows.check(rows.feasible(Tensor.zeros(2))).toBooleans()).containsOnly(true);
    assertThat(rows).hasToString("greaterThan(bound)");
  }

  @Test
  void independentNumbersAreOneValue() {
    Constraint rows = Constraints.independent(Constraints.positive(), 1);
    Tensor matrix = Tensor.of(new double[] {1, 2, 3, -4}, Shapes.of(2, 2));
    assertThat(rows.eventDim()).isEqualTo(1);
    assertThat(rows.name()).isEqualTo("independent(positive, 1)");
    assertThat(rows.check(matrix).toBooleans()).containsExactly(true, false);
    assertThat(rows.check(rows.feasible(matrix).expand(2, 2)).toBooleans()).containsOnly(true);
    assertThat(Constraints.independent(rows, 1).check(matrix).item()).isZero();
  }

  @Test
  void weightsAreNotNegativeAndNotAllZero() {
    Tensor rows = Tensor.of(new double[] {0, 1, 0, 0, 2, -1}, Shapes.of(3, 2));
    assertThat(Constraints.weights().check(rows).toBooleans()).containsExactly(true, false, false);
    assertThat(Constraints.weights().eventDim()).isEqualTo(1);
  }

  @Test
  void aSimplexHasRowsThatSumToOne() {
    Tensor rows = Tensor.of(new double[] {0.2, 0.8, 0, 1, 0.5, 0.6, -0.5, 1.5}, Shapes.of(4, 2));
    assertThat(Constraints.simplex().check(rows).toBooleans())
        .containsExactly(true, true, false, false);
    Tensor many = Tensor.full(1e-4, DataType.FLOAT32, 10_000);
    assertThat(Constraints.simplex().check(many).item()).isEqualTo(1);
  }

  @Test
  void aSphereHasRowsOfLengthOne() {
    Tensor rows = Tensor.of(new double[] {0.6, -0.8, 0.6, 0.6}, Shapes.of(2, 2));
    assertThat(Constraints.sphere().check(rows).toBooleans()).containsExactly(true, false);
  }

  @Test
  void aCholeskyFactorIsTriangularWithAPositiveDiagonal() {
    Tensor matrices =
        Tensor.of(new double[] {2, 0, -1, 3, 2, 1, -1, 3, 2, 0, 1, 0}, Shapes.of(3, 2, 2));
    assertThat(Constraints.lowerCholesky().check(matrices).toBooleans())
        .containsExactly(true, false, false);
  }

  @Test
  void aFactorOfACorrelationHasRowsOfLengthOne() {
    Tensor matrices = Tensor.of(new double[] {1, 0, -0.6, 0.8, 1, 0, 0.6, 0.6}, Shapes.of(2, 2, 2));
    assertThat(Constraints.corrCholesky().check(matrices).toBooleans())
        .containsExactly(true, false);
  }

  @Test
  void aPositiveDefiniteMatrixIsSymmetricToo() {
    Tensor matrices =
        Tensor.of(
            new double[] {2, 1, 1, 2, 1, 2, 2, 1, 2, 1, 0.5, 2, 1, 1, 1, 1}, Shapes.of(4, 2, 2));
    assertThat(Constraints.positiveDefinite().check(matrices).toBooleans())
        .containsExactly(true, false, false, false);
  }

  @Test
  void setsOfVectorsAndMatricesKnowAValueInside() {
    for (DataType type : List.of(DataType.FLOAT32, DataType.FLOAT64)) {
      Tensor square = Tensor.full(0, type, 3, 3);
      for (Constraint set :
          List.of(
              Constraints.simplex(),
              Constraints.sphere(),
              Constraints.lowerCholesky(),
              Constraints.corrCholesky(),
              Constraints.positiveDefinite())) {
        Tensor feasible = set.feasible(square).expand(3, 3);
        assertThat(feasible.dataType()).isEqualTo(type);
        assertThat(set.check(feasible).toBooleans()).as(set.name()).containsOnly(true);
        assertThat(set.check(square.mul(Double.NaN)).toBooleans()).containsOnly(false);
        assertThat(set.contains(1)).isFalse();
      }
    }
  }

  @Test
  void aUsersOwnNeedsOnlyACheckAndAName() {
    Constraint even =
        new Constraint() {
          @Override
          public Tensor check(Tensor value) {
            return value.remainder(2).eq(0);
          }

          @Override
          public String name() {
            return "even";
          }
        };
    assertThat(even.contains(4)).isTrue();
    assertThat(even.contains(5)).isFalse();
    assertThat(even.isDiscrete()).isFalse();
    Tensor like = Tensor.of(3f);
    assertThat(even.feasible(like)).isSameAs(like);
  }

  private static Tensor tensor(List<Double> numbers) {
    return Tensor.of(numbers.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
