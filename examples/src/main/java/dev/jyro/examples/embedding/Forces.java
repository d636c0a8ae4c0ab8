package dev.jyro.examples.embedding;

import io.vavr.Tuple2;

/**
 * The gradient of the divergence: {@code 4 Σ_j (p_ij - q_ij) (y_i - y_j) / (1 + |y_i - y_j|²)}, of
 * which neighbours pull the first part and all points push the second.
 */
final class Forces {
  private final Affinities affinities;
  private final Axis x;
  private final Axis y;
  private final QuadTree tree;
  private final Repulsion repulsion;
  private final Workers workers;

  Forces(Affinities affinities, Tuple2<Axis, Axis> plane, double theta, Workers workers) {
    this.affinities = affinities;
    this.x = plane._1();
    this.y = plane._2();
    this.tree = new QuadTree(affinities.points(), theta);
    this.repulsion = new Repulsion(affinities.points());
    this.workers = workers;
  }

  /** Writes the gradient into the axes, for affinities that are so many times too large. */
  void act(double exaggeration) {
    double total = repel();
    workers.forEach(
        affinities.points(),
        point -> {
          x.clear(point);
          y.clear(point);
          affinities.pull(point, x, y, 4 * exaggeration);
          repulsion.push(point, x, y, -4 / total);
        });
  }

  /** The divergence where the points are now, in nats. */
  double divergence() {
    return affinities.divergence(x, y, repel());
  }

  private double repel() {
    double[] across = x.places();
    double[] down = y.places();
    tree.build(across, down);
    workers.forEach(
        affinities.points(), place -> tree.push(tree.inOrder(place), across, down, repulsion));
    return repulsion.total();
  }

  int points() {
    return affinities.points();
  }

  void step(double rate, double momentum) {
    x.step(rate, momentum);
    y.step(rate, momentum);
  }

  Embedding embedding() {
    return new Embedding(x.toList(), y.toList(), divergence());
  }
}
