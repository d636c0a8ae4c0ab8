package dev.jyro.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vavr.Tuple;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ForcesTest {
  private static final int FEW = 60;
  private static final int MANY = 2000;

  private static Affinities affinities(int count) {
    return Clouds.affinities(Clouds.normal(1, count * 5), 5, 10);
  }

  private static Axis x(int count) {
    return new Axis(Clouds.coordinates(2, count, 5));
  }

  private static Axis y(int count) {
    return new Axis(Clouds.coordinates(3, count, 5));
  }

  /** The gradient along x of points at random places. */
  private static double[] gradient(int count, double theta, double exaggeration) {
    Axis along = x(count);
    new Forces(affinities(count), Tuple.of(along, y(count)), theta, Clouds.ALONE).act(exaggeration);
    return along.gradient();
  }

  /** All that the definition says, pair by pair. */
  private static final class Direct {
    private final double[][] p;
    private final Axis x;
    private final Axis y;
    private double total;

    Direct(int count) {
      p = Clouds.dense(affinities(count).matrix());
      x = x(count);
      y = y(count);
      sum();
    }

    void move(int point, double by) {
      x.places()[point] += by;
      sum();
    }

    private void sum() {
      total = 0;
      for (int i = 0; i < p.length; i++) {
        for (int j = 0; j < p.length; j++) {
          total += i == j ? 0 : closeness(i, j);
        }
      }
    }

    private double closeness(int i, int j) {
      return 1 / (1 + Math.pow(x.gap(i, j), 2) + Math.pow(y.gap(i, j), 2));
    }

    double gradient(int i, double exaggeration) {
      double sum = 0;
      for (int j = 0; j < p.length; j++) {
        double difference = exaggeration * p[i][j] - closeness(i, j) / total;
        sum += 4 * difference * closeness(i, j) * x.gap(i, j);
      }
      return sum;
    }

    double divergence() {
      double sum = 0;
      for (int i = 0; i < p.length; i++) {
        for (int j = 0; j < p.length; j++) {
          sum += p[i][j] > 0 ? p[i][j] * Math.log(p[i][j] * total / closeness(i, j)) : 0;
        }
      }
      return sum;
    }
  }

  /** A divided difference: its error is of the order of 1e-10 by the step and 1e-11 by rounding. */
  @Test
  void areTheGradientOfTheDivergence() {
    double[] gradient = gradient(FEW, 0, 1);
    for (int i = 0; i < FEW; i++) {
      var direct = new Direct(FEW);
      direct.move(i, 1e-5);
      double further = direct.divergence();
      direct.move(i, -2e-5);
      assertThat((further - direct.divergence()) / 2e-5).isCloseTo(gradient[i], within(1e-9));
    }
  }

  /** To rounding: of two sums of 60 terms, whose sizes add up to less than 1. */
  @Test
  void areExactIfNothingIsTakenTogether() {
    var direct = new Direct(FEW);
    double[] gradient = gradient(FEW, 0, 1);
    double[] exaggerated = gradient(FEW, 0, 12);
    for (int i = 0; i < FEW; i++) {
      assertThat(gradient[i]).isCloseTo(direct.gradient(i, 1), within(FEW * 0x1p-52));
      assertThat(exaggerated[i]).isCloseTo(direct.gradient(i, 12), within(FEW * 0x1p-52));
    }
  }

  /**
   * The force of a uniform cell of width w on a point is that of its mean but for {@code w²/24}
   * times the Laplacian, which for {@code r⁻³} is {@code 9 r⁻⁵}: at the least distance, 2 w, a
   * tenth. Most cells are farther away, and around a point they err in all directions: a few
   * hundredths are left.
   */
  @Test
  void areAlmostExactIfFarCellsActAsOne() {
    double[] exact = gradient(MANY, 0, 1);
    double[] found = gradient(MANY, 0.5, 1);
    assertThat(distance(exact, found) / distance(exact, new double[MANY])).isBetween(1e-6, 0.03);
  }

  @Test
  void areTheMoreExactTheSmallerTheta() {
    double[] exact = gradient(MANY, 0, 1);
    double fine = distance(exact, gradient(MANY, 0.2, 1));
    assertThat(distance(exact, gradient(MANY, 0.7, 1))).isGreaterThan(3 * fine);
  }

  private static double distance(double[] one, double[] other) {
    double[] gaps = one.clone();
    Arrays.setAll(gaps, i -> one[i] - other[i]);
    return Math.sqrt(Arrays.stream(gaps).map(gap -> gap * gap).sum());
  }

  @Test
  void knowTheDivergence() {
    var forces = new Forces(affinities(FEW), Tuple.of(x(FEW), y(FEW)), 0, Clouds.ALONE);
    assertThat(forces.divergence()).isCloseTo(new Direct(FEW).divergence(), within(1e-13));
  }
}
