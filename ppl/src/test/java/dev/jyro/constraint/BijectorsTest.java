package dev.jyro.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import dev.jyro.JyroException;
import dev.jyro.distribution.Numbers;
import dev.jyro.tensor.Shapes;
import dev.jyro.tensor.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class BijectorsTest {
  private static Stream<Constraint> ofNumbers() {
    return Stream.of(
        Constraints.real(),
        Constraints.positive(),
        Constraints.nonNegative(),
        Constraints.greaterThan(3),
        Constraints.lessThan(-2),
        Constraints.unitInterval(),
        Constraints.openUnitInterval(),
        Constraints.interval(-1, 4),
        Constraints.interval(2, 3));
  }

  private final Tensor points = Tensor.of(-4, -1.5, 0, 0.3, 2, 5);

  @ParameterizedTest
  @MethodSource("ofNumbers")
  void leadsIntoItsCodomain(Constraint constraint) {
    Bijector bijector = Bijectors.to(constraint);
    assertThat(constraint.check(bijector.forward(points)).toBooleans()).containsOnly(true);
    Tensor far = Tensor.of(-80f, 80f);
    assertThat(bijector.codomain().check(bijector.forward(points)).toBooleans()).containsOnly(true);
    assertThat(Constraints.real().check(bijector.forward(far)).toBooleans()).containsOnly(true);
  }

  @ParameterizedTest
  @MethodSource("ofNumbers")
  void isUndoneByItsInverse(Constraint constraint) {
    Bijector bijector = Bijectors.to(constraint);
    Numbers.assertClose(
        bijector.inverse(bijector.forward(points)), points, 1e-10, constraint.name());
  }

  @ParameterizedTest
  @MethodSource("ofNumbers")
  void knowsHowItStretches(Constraint constraint) {
    Bijector bijector = Bijectors.to(constraint);
    double[] slopes = Numbers.slopes(x -> bijector.forward(x).sum().item(), points);
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] = Math.log(Math.abs(slopes[i]));
    }
    Tensor found = bijector.logAbsDetJacobian(points, bijector.forward(points));
    Numbers.assertClose(found.toDoubles(), slopes, 1e-6, constraint.name());
  }

  @ParameterizedTest
  @MethodSource("ofNumbers")
  void sumsTheStretchOverTheDimensionsOfAValue(Constraint constraint) {
    Bijector single = Bijectors.to(constraint);
    Bijector rows = Bijectors.to(Constraints.independent(constraint, 1));
    Tensor matrix = points.reshape(2, 3);
    Tensor image = rows.forward(matrix);
    Numbers.assertClose(image, single.forward(matrix), 0, "forward");
    Numbers.assertClose(rows.inverse(image), matrix, 1e-10, "inverse");
    Numbers.assertClose(
        rows.logAbsDetJacobian(matrix, image),
        single.logAbsDetJacobian(matrix, image).sum(-1),
        1e-12,
        "volume");
    assertThat(rows.codomain().eventDim()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("ofNumbers")
  void keepsTheType(Constraint constraint) {
    Bijector bijector = Bijectors.to(constraint);
    for (DataType type : new DataType[] {DataType.FLOAT32, DataType.FLOAT64}) {
      Tensor x = points.to(type);
      Tensor y = bijector.forward(x);
      assertThat(y.dataType()).isEqualTo(type);
      assertThat(bijector.inverse(y).dataType()).isEqualTo(type);
      assertThat(bijector.logAbsDetJacobian(x, y).dataType()).isEqualTo(type);
    }
  }

  @Nested
  final class AsInPyro {
    @Test
    void positiveNumbersGoThroughTheLogarithm() {
      assertThat(Bijectors.to(Constraints.positive()).inverse(Tensor.of(1f)).item()).isZero();
      assertThat(Bijectors.to(Constraints.positive()).forward(Tensor.of(1.0)).item())
          .isEqualTo(Math.E);
    }

    @Test
    void aHalfInTheUnitIntervalIsZero() {
      assertThat(Bijectors.to(Constraints.unitInterval()).inverse(Tensor.of(0.5f)).item()).isZero();
    }
  }

  @Test
  void anIntervalMayHaveEndsForEachElement() {
    Tensor low = Tensor.of(0.0, -10);
    Tensor high = Tensor.of(1.0, 10);
    Bijector bijector = Bijectors.to(Constraints.interval(low, high));
    Tensor x = Tensor.of(-1.0, 2);
    Tensor y = bijector.forward(x);
    assertThat(bijector.codomain().check(y).toBooleans()).containsOnly(true);
    Numbers.assertClose(bijector.inverse(y), x, 1e-10, "inverse");
    Tensor volumes = bijector.logAbsDetJacobian(x, y);
    assertThat(volumes.shape()).isEqualTo(Shapes.of(2));
    Bijector second = Bijectors.to(Constraints.interval(-10, 10));
    Numbers.assertClose(
        volumes.toDoubles()[1],
        second.logAbsDetJacobian(x, second.forward(x)).toDoubles()[1],
        1e-12,
        "volume");
  }

  @Test
  void aBoundMayBeOneForEachElement() {
    Bijector bijector = Bijectors.to(Constraints.greaterThan(Tensor.of(-2.0, 10)));
    Tensor x = Tensor.of(-1.0, 2);
    Tensor y = bijector.forward(x);
    assertThat(bijector.codomain().check(y).toBooleans()).containsOnly(true);
    Numbers.assertClose(bijector.inverse(y), x, 1e-10, "inverse");
    Numbers.assertClose(bijector.logAbsDetJacobian(x, y), x, 1e-12, "volume");
  }

  @Test
  void thereIsNoneToDiscreteSets() {
    assertThatThrownBy(() -> Bijectors.to(Constraints.bool()))
        .isInstanceOf(JyroException.class)
        .hasMessage("No bijector is known to boolean: discrete values have none.");
  }

  @Test
  void anUnknownSetIsRefusedByName() {
    assertThatThrownBy(() -> Bijectors.to(Constraints.weights()))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("No bijector is known to weights")
        .hasMessageContaining("write a Bijector");
  }
}
