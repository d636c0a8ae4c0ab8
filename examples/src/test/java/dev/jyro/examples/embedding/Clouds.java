package dev.jyro.examples.embedding;

import dev.jyro.inference.parallel.Crew;
import java.util.Random;
import java.util.stream.IntStream;

/** Points to test with. */
final class Clouds {
  static final Workers ALONE = new Workers(Crew.CALLER);

  private Clouds() {}

  /** Standard normal numbers. */
  static float[] normal(long seed, int count) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Standard normal numbers, stretched. */
  static double[] coordinates(long seed, int count, double scale) {
    Random random = new Random(seed);
    return IntStream.range(0, count).mapToDouble(i -> scale * random.nextGaussian()).toArray();
  }

  static Affinities affinities(float[] points, int dimension, double perplexity) {
    return Affinities.of(Points.of(points, dimension), new Perplexity(perplexity), ALONE);
  }

  static double[][] dense(SparseMatrix matrix) {
    double[][] all = new double[matrix.size()][matrix.size()];
    for (int row = 0; row < matrix.size(); row++) {
      for (int entry = matrix.start(row); entry < matrix.start(row + 1); entry++) {
        all[row][matrix.column(entry)] += matrix.value(entry);
      }
    }
    return all;
  }
}
