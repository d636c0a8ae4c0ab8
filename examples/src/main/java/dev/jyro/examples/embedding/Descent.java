package dev.jyro.examples.embedding;

import java.util.function.IntConsumer;

/** The way downhill: first with affinities too large, so that clusters form while they can meet. */
final class Descent {
  private static final double EXAGGERATION = 12;
  private static final int LONGEST_START = 250;
  private static final double LEAST_RATE = 200;

  private final Forces forces;
  private final int iterations;

  Descent(Forces forces, int iterations) {
    this.forces = forces;
    this.iterations = iterations;
  }

  Embedding run(IntConsumer progress) {
    for (int iteration = 1; iteration <= iterations; iteration++) {
      step(iteration);
      progress.accept(iteration);
    }
    return forces.embedding();
  }

  private void step(int iteration) {
    boolean early = iteration <= Math.min(iterations / 4, LONGEST_START);
    forces.act(early ? EXAGGERATION : 1);
    forces.step(rate(), early ? 0.5 : 0.8);
  }

  /** Customary rates are for a quarter of the gradient. */
  private double rate() {
    return Math.max(forces.points() / EXAGGERATION, LEAST_RATE) / 4;
  }
}
