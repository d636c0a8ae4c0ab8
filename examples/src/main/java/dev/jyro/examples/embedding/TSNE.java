package dev.jyro.examples.embedding;

import dev.jyro.inference.parallel.Crew;
import dev.jyro.random.Noise;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;

/**
 * t-distributed stochastic neighbour embedding: places points of many dimensions in the plane, so
 * that neighbours stay neighbours.
 *
 * <p>A point takes another for its neighbour with a probability, {@code p(j|i) ∝ exp(-β_i |x_i -
 * x_j|²)} over its {@code 3 * perplexity} nearest points, with {@code β_i} such that these
 * probabilities have the entropy of {@code perplexity} equal ones. Both ways together, {@code p_ij
 * = (p(j|i) + p(i|j)) / 2n}. In the plane {@code q_ij ∝ 1 / (1 + |y_i - y_j|²)}. The embedding
 * descends {@code KL(p || q) = Σ p_ij log(p_ij / q_ij)}.
 *
 * <p>The gradient's sum over all pairs is taken by Barnes and Hut's method: a cell of the plane
 * whose width is less than {@code theta} times its distance acts as one point, so that an iteration
 * takes {@code O(n log n)}; with theta 0 the sum is exact. The descent starts from the plane of the
 * first two principal components, shrunk, with seeded noise that parts points that coincide. It is
 * the customary one: for its first quarter, at most 250 iterations, the {@code p} are 12 times too
 * large and the momentum is 0.5, then 0.8; the learning rate is {@code n / 12}, at least 200, for a
 * quarter of the gradient; each coordinate has a gain of its own.
 *
 * <p>Shapes: points are {@code (n, dimension)}, flattened, the dimension running fastest. The
 * distances of all pairs are computed, {@code n² dimension} of work: meant for some ten thousand
 * points.
 *
 * <p>Errors: {@link IllegalArgumentException} for settings outside their range, numbers that are
 * not finite, an array that holds no whole number of points, and too few points for the perplexity.
 *
 * <p>Threads: immutable; the result does not depend on how many threads share the work.
 *
 * <p>Source: van der Maaten and Hinton 2008, Visualizing Data using t-SNE; van der Maaten 2014,
 * Accelerating t-SNE using Tree-Based Algorithms.
 *
 * @param perplexity about how many neighbours a point listens to, more than 1
 * @param iterations how many steps are made, at least 1
 * @param theta how coarse the sum is, from 0 to 0.7
 * @param seed of the noise at the start
 * @param crew who works
 */
public record TSNE(double perplexity, int iterations, double theta, long seed, Crew crew) {
  /** Beyond it, a cell could act as one point on a point of its own. */
  private static final double COARSEST = 0.7;

  /** Checks the settings. */
  public TSNE {
    need(perplexity > 1, "perplexity", perplexity, "more than 1");
    need(iterations >= 1, "number of iterations", iterations, "at least 1");
    need(theta >= 0 && theta <= COARSEST, "theta", theta, "from 0 to " + COARSEST);
  }

  /**
   * With theta 0.5, on the caller's thread. Customary are a perplexity of 30 and 1000 iterations.
   */
  public static TSNE of(double perplexity, int iterations, long seed) {
    return new TSNE(perplexity, iterations, 0.5, seed, Crew.CALLER);
  }

  /** The same with a finer (smaller) or coarser sum. */
  public TSNE theta(double coarseness) {
    return new TSNE(perplexity, iterations, coarseness, seed, crew);
  }

  /** The same on so many threads, the caller's and others of this executor. */
  public TSNE parallel(Executor executor, int threads) {
    return new TSNE(perplexity, iterations, theta, seed, new Crew(executor, threads));
  }

  /**
   * Embeds points.
   *
   * @param points of shape {@code (n, dimension)}, flattened
   */
  public Embedding embed(float[] points, int dimension) {
    return embed(points, dimension, iteration -> {});
  }

  /**
   * Embeds points, and tells how far it is.
   *
   * @param points of shape {@code (n, dimension)}, flattened
   * @param progress is told the number of each iteration, from 1, when it is done; an exception
   *     that it throws ends the work and reaches the caller
   */
  public Embedding embed(float[] points, int dimension, IntConsumer progress) {
    Points given = Points.of(points, dimension);
    needEnough(given.count());
    Workers workers = new Workers(crew);
    Affinities affinities = Affinities.of(given, new Perplexity(perplexity), workers);
    PrincipalPlane start = new PrincipalPlane(given, Noise.of(seed));
    Forces forces = new Forces(affinities, start.axes(), theta, workers);
    return new Descent(forces, iterations).run(progress);
  }

  private void needEnough(int count) {
    long needed = new Perplexity(perplexity).neighbours() + 1L;
    if (count < needed) {
      throw new IllegalArgumentException(
          "t-SNE: %d points. Needed: at least %d, for 3 neighbours per unit of the perplexity, %s. Fix: more points, or a perplexity of at most %s."
              .formatted(count, needed, perplexity, (count - 1) / 3.0));
    }
  }

  private static void need(boolean isSo, String name, Number found, String needed) {
    if (!isSo) {
      throw new IllegalArgumentException(
          "t-SNE: the %s is %s. Needed: %s.".formatted(name, found, needed));
    }
  }
}
