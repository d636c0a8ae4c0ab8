package dev.jyro.inference.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.jyro.JyroException;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ReduceOnPlateauTest {
  @Test
  void fallsAtTheThirdConstantMetricWithAPatienceOfOne() {
    ReduceOnPlateau rate = ReduceOnPlateau.from(1).factor(0.1).patience(1);
    assertThat(rates(rate, 5, 5, 5, 5, 5)).containsExactly(1, 1, 0.1, 0.1, 0.1 * 0.1);
  }

  @Test
  void staysWhileTheMetricFalls() {
    ReduceOnPlateau rate = ReduceOnPlateau.from(1).patience(0);
    assertThat(rates(rate, 3, 2, 1, 0, -1, -2)).containsOnly(1);
  }

  @Test
  void fallsThoughMetricsAreNegative() {
    ReduceOnPlateau rate = ReduceOnPlateau.from(1).patience(0).threshold(0.01);
    assertThat(rates(rate, -100, -100.5, -102)).containsExactly(1, 0.1, 0.1);
  }

  @Test
  void takesAMetricThatIsNoNumberForNoBetter() {
    ReduceOnPlateau rate = ReduceOnPlateau.from(1).patience(0);
    assertThat(rates(rate, 1, Double.NaN)).containsExactly(1, 0.1);
    assertThat(rate.standing().best()).isEqualTo(1);
  }

  @Test
  void countsNothingWhileItCoolsDown() {
    ReduceOnPlateau rate = ReduceOnPlateau.from(1).factor(0.5).patience(0).cooldown(2);
    assertThat(rates(rate, 1, 1, 1, 1, 1)).containsExactly(1, 0.5, 0.5, 0.5, 0.25);
  }

  @Test
  void fallsNoFurtherThanToTheLowest() {
    ReduceOnPlateau rate = ReduceOnPlateau.from(1).factor(0.5).patience(0).lowest(0.3);
    assertThat(rates(rate, 1, 1, 1, 1)).containsExactly(1, 0.5, 0.3, 0.3);
    ReduceOnPlateau low = ReduceOnPlateau.from(0.1).patience(0).lowest(0.3);
    assertThat(rates(low, 1, 1)).containsExactly(0.1, 0.1);
  }

  @Test
  void doesNotMoveBySteps() {
    ReduceOnPlateau rate = ReduceOnPlateau.from(0.5);
    Problem problem = Problem.float64();
    Optimizer.Course course = SGD.withLearningRate(rate).start();
    for (int t = 0; t < 20; t++) {
      problem.step(course, t);
    }
    assertThat(rate.at(20)).isEqualTo(0.5);
  }

  @Test
  void goesOnFromWhereAnotherStood() {
    ReduceOnPlateau whole = ReduceOnPlateau.from(1).patience(2).cooldown(1);
    ReduceOnPlateau first = whole.factor(0.1);
    ReduceOnPlateau second = whole.factor(0.1);
    rates(whole, 1, 1, 1);
    rates(first, 1, 1, 1);
    second.restore(first.standing());
    assertThat(rates(second, 1, 1, 1, 1, 1)).containsExactly(rates(whole, 1, 1, 1, 1, 1));
  }

  static Stream<Supplier<ReduceOnPlateau>> badSettings() {
    return Stream.of(
        () -> ReduceOnPlateau.from(-1),
        () -> ReduceOnPlateau.from(1).factor(1),
        () -> ReduceOnPlateau.from(1).factor(0),
        () -> ReduceOnPlateau.from(1).patience(-1),
        () -> ReduceOnPlateau.from(1).threshold(Double.NaN),
        () -> ReduceOnPlateau.from(1).cooldown(-1),
        () -> ReduceOnPlateau.from(1).lowest(-1));
  }

  @ParameterizedTest
  @MethodSource("badSettings")
  void refusesSettingsThatMakeNoSense(Supplier<ReduceOnPlateau> bad) {
    assertThatThrownBy(bad::get).isInstanceOf(JyroException.class).hasMessageContaining("Needed: ");
  }

  private static double[] rates(ReduceOnPlateau rate, double... metrics) {
    return DoubleStream.of(metrics)
        .map(
            metric -> {
              rate.report(metric);
              return rate.at(0);
            })
        .toArray();
  }
}
