package dev.jyro.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.JyroException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConstraintNamesTest {
  static Stream<Constraint> constraints() {
    Stream<Constraint> numbers =
        Stream.of(
            Constraints.real(),
            Constraints.positive(),
            Constraints.nonNegative(),
            Constraints.unitInterval(),
            Constraints.interval(-1, 1),
            Constraints.interval(0.1, 1e300),
            Constraints.interval(-1e-7, 1.0 / 3),
            Constraints.interval(Double.NEGATIVE_INFINITY, 0),
            Constraints.greaterThan(0),
            Constraints.greaterThan(-2.5),
            Constraints.lessThan(1e20),
            Constraints.bool(),
            Constraints.nonNegativeInteger(),
            Constraints.integerInterval(-3, 9),
            Constraints.greaterThanEq(-2.5),
            Constraints.lessThanEq(-2.5),
            Constraints.halfOpenInterval(0, 2 * Math.PI),
            Constraints.multinomial(12),
            Constraints.simplex(),
            Constraints.cat(
                -1, new long[] {3, 2}, Constraints.simplex(), Constraints.interval(0, 3)),
            Constraints.stack(
                -2,
                Constraints.independent(Constraints.lessThan(2), 1),
                Constraints.weights(),
                Constraints.stack(-1, Constraints.real(), Constraints.positive())));
    return numbers.flatMap(
        c -> Stream.of(c, Constraints.independent(Constraints.independent(c, 1), 2)));
  }

  static Stream<Constraint> constraintsWithoutArguments() {
    return Arrays.stream(Constraints.class.getMethods())
        .filter(method -> method.getReturnType() == Constraint.class)
        .filter(method -> method.getParameterCount() == 0)
        .map(ConstraintNamesTest::called);
  }

  private static Constraint called(Method method) {
    try {
      return (Constraint) method.invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(method.toString(), e);
    }
  }

  /** A new one must be added to {@link ConstraintNames}, or its parameters cannot be loaded. */
  @ParameterizedTest
  @MethodSource("constraintsWithoutArguments")
  void readsEveryConstraintWithoutArguments(Constraint constraint) {
    assertThat(Constraints.parse(constraint.name())).isEqualTo(constraint);
  }

  @ParameterizedTest
  @MethodSource("constraints")
  void readsWhatAConstraintWrites(Constraint constraint) {
    Constraint read = Constraints.parse(constraint.name());
    assertThat(read).isEqualTo(constraint);
    assertThat(read.name()).isEqualTo(constraint.name());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "(",
        "()",
        ")",
        "Positive",
        "positive()",
        " real",
        "interval",
        "interval(",
        "interval()",
        "interval(1)",
        "interval(1, 0)",
        "interval(0, 1)",
        "interval(1, 2, 3)",
        "interval(1,2)",
        "interval(a, b)",
        "interval(NaN, 1)",
        "interval(1, 2d)",
        "integerInterval(0, 99999999999)",
        "greaterThan(1.0)",
        "lessThan(0x1p3)",
        "independent(real)",
        "independent(real, -1)",
        "independent(real, 0)",
        "independent(real, 1",
        "independent(simple, 1)",
        "cat(-1)",
        "cat(-1, real)",
        "cat(0, real 1)",
        "stack(-1, real 2)",
        "stack(real, -1)",
        "halfOpenInterval(2, 1)"
      })
  void refusesWhatNoConstraintWrites(String name) {
    assertThatThrownBy(() -> Constraints.parse(name))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("is not the name of a constraint");
  }

  @Test
  void refusesANameWithoutEnd() {
    String deep = "independent(".repeat(100_000) + "real" + ", 1)".repeat(100_000);
    assertThatThrownBy(() -> Constraints.parse(deep))
        .isInstanceOf(JyroException.class)
        .hasMessageContaining("…");
  }
}
