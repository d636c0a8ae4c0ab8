package dev.jyro.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QuadTreeTest {

  private static Axis push(double[] x, double[] y, double theta) {
    var tree = new QuadTree(x.length, theta);
    tree.build(x, y);
    var repulsion = new Repulsion(x.length);
    var alongX = new Axis(x.clone());
    var alongY = new Axis(y.clone());
    for (int i = 0; i < x.length; i++) {
      tree.push(i, x, y, repulsion);
      repulsion.push(i, alongX, alongY, 1);
    }
    return alongX;
  }

  private static double total(double[] x, double[] y) {
    var tree = new QuadTree(x.length, 0.5);
    tree.build(x, y);
    var repulsion = new Repulsion(x.length);
    IntStream.range(0, x.length).forEach(i -> tree.push(i, x, y, repulsion));
    return repulsion.total();
  }

  /** What each other point adds to the push along x. */
  private static double[] terms(double[] x, double[] y, int i) {
    return IntStream.range(0, x.length)
        .mapToDouble(j -> (x[i] - x[j]) / square(1 + square(x[i] - x[j]) + square(y[i] - y[j])))
        .toArray();
  }

  private static double square(double value) {
    return value * value;
  }

  /**
   * A sum of n terms is wrong by at most n roundings of the sum of their sizes, and a term by a
   * few; here are two such sums.
   */
  @ParameterizedTest(name = "stretched by {0}")
  @ValueSource(doubles = {1e-150, 1e-4, 1, 1e4})
  void addsUpAllPointsIfNoneMayActTogether(double scale) {
    double[] x = Clouds.coordinates(1, 300, scale);
    double[] y = Clouds.coordinates(2, 300, scale);
    double[] found = push(x, y, 0).gradient();
    for (int i = 0; i < x.length; i++) {
      double[] terms = terms(x, y, i);
      double sizes = Arrays.stream(terms).map(Math::abs).sum();
      double rounding = 2 * (300 + 10) * 0x1p-53 * sizes;
      assertThat(found[i]).isCloseTo(Arrays.stream(terms).sum(), within(rounding));
    }
  }

  @Test
  void holdsPointsThatCoincide() {
    double[] x = new double[1000];
    Arrays.fill(x, 0.1);
    assertThat(total(x, x)).as("pairs").isCloseTo(1000.0 * 999, within(1e-6));
  }

  @Test
  void partsNeighboursAmongTheDoubles() {
    double[] x = {1, Math.nextUp(1.0), 1, Math.nextUp(1.0)};
    double[] y = {5, 5, Math.nextDown(5.0), Math.nextDown(5.0)};
    assertThat(total(x, y)).isCloseTo(4 * 3, within(1e-14));
  }

  /** Each is half as far as the one before, down to the smallest double: 1,075 cells deep. */
  @Test
  void isAsDeepAsItMustBe() {
    double[] x = IntStream.range(0, 1075).mapToDouble(i -> Math.scalb(1.0, -i)).toArray();
    assertThat(total(x, new double[1075])).isPositive();
  }

  @Test
  void ordersEachPointOnce() {
    var tree = new QuadTree(100, 0.5);
    tree.build(Clouds.coordinates(3, 100, 1), Clouds.coordinates(4, 100, 1));
    assertThat(IntStream.range(0, 100).map(tree::inOrder).sorted())
        .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
  }
}
