package dev.jyro.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TSNETest {
  private static final float[] CLOUD = Clouds.normal(5, 100 * 5);

  /** Ten clusters of 30 points: normal, their centres 10 along a dimension of their own. */
  private static final int DIMENSION = 20;

  private static final int CLUSTERS = 10;
  private static final int CLUSTER = 30;

  private static float[] clusters() {
    float[] points = Clouds.normal(4, CLUSTERS * CLUSTER * DIMENSION);
    for (int i = 0; i < CLUSTERS * CLUSTER; i++) {
      points[i * DIMENSION + i / CLUSTER] += 10;
    }
    return points;
  }

  /** The part of the points whose nearest one in the plane is of their cluster. */
  private static double kept(Embedding plane) {
    int count = plane.x().size();
    return IntStream.range(0, count).filter(i -> nearest(plane, i) / CLUSTER == i / CLUSTER).count()
        / (double) count;
  }

  private static int nearest(Embedding plane, int point) {
    return IntStream.range(0, plane.x().size())
        .filter(other -> other != point)
        .boxed()
        .min(Comparator.comparingDouble(other -> distance(plane, point, other)))
        .orElseThrow();
  }

  private static double distance(Embedding plane, int one, int other) {
    return Math.hypot(
        plane.x().get(one) - plane.x().get(other), plane.y().get(one) - plane.y().get(other));
  }

  @Nested
  final class AnEmbedding {
    /**
     * The centres are 10 √2 apart: two points of a cluster are about √40 = 6.3 from each other, two
     * of different ones about √240 = 15, both with a deviation near 1. So no affinity is between
     * clusters, and what strays is chance: a twentieth of the points is allowed to.
     */
    @Test
    void keepsTheNeighboursOfClusters() {
      assertThat(between(Clouds.affinities(clusters(), DIMENSION, 9).matrix())).isZero();
      assertThat(kept(TSNE.of(9, 300, 0).embed(clusters(), DIMENSION))).isGreaterThan(0.95);
    }

    /** It shows two of nine directions: the test of clusters is not passed by where they start. */
    @Test
    void keepsMoreThanThePrincipalPlane() {
      assertThat(kept(TSNE.of(9, 1, 0).embed(clusters(), DIMENSION))).isLessThan(0.95);
    }

    /** How many affinities there are between clusters. */
    private static long between(SparseMatrix matrix) {
      return IntStream.range(0, matrix.size())
          .mapToLong(i -> entries(matrix, i).filter(j -> j / CLUSTER != i / CLUSTER).count())
          .sum();
    }

    private static IntStream entries(SparseMatrix matrix, int row) {
      return IntStream.range(matrix.start(row), matrix.start(row + 1)).map(matrix::column);
    }

    @Test
    void losesLessThanItsStart() {
      double start = TSNE.of(10, 1, 0).embed(CLOUD, 5).divergence();
      double end = TSNE.of(10, 300, 0).embed(CLOUD, 5).divergence();
      assertThat(end).isBetween(0.0, start / 2);
    }

    @Test
    void isAboutTheOrigin() {
      Embedding plane = TSNE.of(10, 50, 0).embed(CLOUD, 5);
      assertThat(plane.x().stream().mapToDouble(x -> x).sum()).isCloseTo(0, within(1e-10));
      assertThat(plane.y().stream().mapToDouble(y -> y).sum()).isCloseTo(0, within(1e-10));
    }

    @Test
    void isTheSameOnAnyNumberOfThreads() {
      TSNE settings = TSNE.of(10, 100, 7);
      assertThat(settings.parallel(ForkJoinPool.commonPool(), 2).embed(CLOUD, 5))
          .isEqualTo(settings.embed(CLOUD, 5));
    }

    @Test
    void isAnotherWithAnotherSeed() {
      assertThat(TSNE.of(10, 100, 7).embed(CLOUD, 5))
          .isNotEqualTo(TSNE.of(10, 100, 8).embed(CLOUD, 5));
    }

    @ParameterizedTest(name = "of {0} different points")
    @ValueSource(ints = {1, 2, 50})
    void existsForPointsThatCoincide(int different) {
      float[] points = repeated(Arrays.copyOf(CLOUD, different * 5), 100 * 5);
      Embedding plane = TSNE.of(10, 100, 0).embed(points, 5);
      assertThat(plane.x()).hasSize(100).allMatch(Double::isFinite);
      assertThat(plane.y()).hasSize(100).allMatch(Double::isFinite);
    }

    private static float[] repeated(float[] some, int length) {
      float[] all = new float[length];
      for (int i = 0; i < length; i++) {
        all[i] = some[i % some.length];
      }
      return all;
    }

    @Test
    void existsForPointsOfOneDimension() {
      assertThat(TSNE.of(10, 50, 0).embed(CLOUD, 1).y()).allMatch(Double::isFinite);
    }
  }

  @Nested
  final class Progress {
    @Test
    void isToldAfterEachIteration() {
      List<Integer> told = new ArrayList<>();
      TSNE.of(10, 4, 0).embed(CLOUD, 5, told::add);
      assertThat(told).containsExactly(1, 2, 3, 4);
    }

    @Test
    void mayEndTheWork() {
      List<Integer> told = new ArrayList<>();
      assertThatThrownBy(() -> TSNE.of(10, 1000, 0).embed(CLOUD, 5, one -> stopAtThree(told, one)))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThat(told).containsExactly(1, 2, 3);
    }

    private static void stopAtThree(List<Integer> told, int iteration) {
      told.add(iteration);
      if (iteration == 3) {
        throw new UnsupportedOperationException();
      }
    }
  }

  @Nested
  final class Nonsense {
    @ParameterizedTest(name = "{0}")
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void isANumberThatIsNotFinite(float value) {
      float[] points = CLOUD.clone();
      points[7 * 5 + 3] = value;
      refused(() -> TSNE.of(10, 1, 0).embed(points, 5), "number 3 of point 7 is " + value, "Fix: ");
    }

    @Test
    void isAPerplexityForMorePointsThanThere() {
      refused(
          () -> TSNE.of(35, 1, 0).embed(CLOUD, 5),
          "100 points",
          "at least 106",
          "perplexity, 35.0",
          "Fix: more points, or a perplexity of at most 33.0");
    }

    @Test
    void isAPerplexityBeyondAllNumbers() {
      refused(() -> TSNE.of(Double.POSITIVE_INFINITY, 1, 0).embed(CLOUD, 5), "100 points");
    }

    @Test
    void isNotTheLargestPerplexityThatItNames() {
      assertThat(TSNE.of(33, 1, 0).embed(CLOUD, 5).x()).hasSize(100);
    }

    @ParameterizedTest(name = "{0} numbers a point")
    @ValueSource(ints = {-1, 0, 3})
    void isAnArrayOfNoWholeNumberOfPoints(int dimension) {
      refused(
          () -> TSNE.of(10, 1, 0).embed(CLOUD, dimension),
          "500 numbers",
          "dimension " + dimension,
          "Needed: ");
    }

    @Test
    void isNoPointAtAll() {
      refused(() -> TSNE.of(10, 1, 0).embed(new float[0], 5), "0 numbers");
    }

    @Test
    void isASettingOutsideItsRange() {
      refused(() -> TSNE.of(1, 1, 0), "perplexity is 1.0", "more than 1");
      refused(() -> TSNE.of(Double.NaN, 1, 0), "perplexity is NaN");
      refused(() -> TSNE.of(10, 0, 0), "number of iterations is 0", "at least 1");
      refused(() -> TSNE.of(10, 1, 0).theta(0.8), "theta is 0.8", "from 0 to 0.7");
      refused(() -> TSNE.of(10, 1, 0).theta(-0.1), "theta is -0.1");
    }

    private static void refused(ThrowingCallable work, String... said) {
      assertThatThrownBy(work)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContainingAll(said);
    }
  }
}
