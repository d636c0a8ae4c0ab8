package dev.jyro.inference.svi;

import dev.jyro.JyroException;
import dev.jyro.inference.optim.Optimizer;
import dev.jyro.inference.param.TrainingState;
import dev.jyro.random.Noise;
import dev.jyro.tensor.FusedUpdates;
import dev.jyro.tensor.Leaf;
import java.util.Map;

/** Where a training stands: all that a checkpoint holds beside the parameters. */
final class Standing {
  private final Optimizer.Course course;
  private final Patience patience;
  private long seed;
  private int steps;
  private int evaluations;

  Standing(Optimizer.Course course, SVI.Options options) {
    this.course = course;
    this.patience = new Patience(options.nonFinite());
    this.seed = options.seed();
  }

  /** How many steps were taken or skipped. */
  int steps() {
    return steps;
  }

  /** How many of them were skipped. */
  int skipped() {
    return patience.skipped();
  }

  /** Whether a step whose gradient is not finite would be skipped. */
  boolean isForgiving() {
    return patience.isForgiving();
  }

  /** What decides the draws of the next step. */
  Noise noise() {
    return Noise.of(seed).at(countable("steps", steps));
  }

  /** What decides the draws of the next evaluation since the last step. */
  Noise evaluation() {
    return Noise.of(seed).at("evaluate").at(steps).at(countable("evaluations", evaluations));
  }

  /** An evaluation was good; one that fails does not count. */
  void evaluated() {
    evaluations++;
  }

  /** What decides where parameters start. */
  Noise parameters() {
    return Noise.of(seed).at("param");
  }

  /** Moves the parameters. */
  void move(Map<String, Leaf> leaves) {
    patience.move(course, leaves);
  }

  /** A step was good. */
  void stepped() {
    count();
    patience.restored();
  }

  /** A step is skipped; throws the error if it is one too many. */
  void skipped(JyroException e) {
    patience.bear(e);
    count();
  }

  /** A negative count could be saved, and not be loaded again. */
  private static int countable(String what, int count) {
    if (count == Integer.MAX_VALUE) {
      throw new JyroException(
          "This training has counted %d %s. Needed: fewer. Fix: save its parameters, svi.params().save(folder), and load them into a new training."
              .formatted(count, what));
    }
    return count;
  }

  private void count() {
    steps++;
    evaluations = 0;
  }

  /** All of it, for these parameters. */
  TrainingState state(Map<String, Leaf> leaves) {
    return new TrainingState(
        steps,
        evaluations,
        seed,
        patience.pace(),
        patience.skipped(),
        patience.inARow(),
        course.state(leaves));
  }

  /** Goes on from a saved state, if the optimizer can. */
  void resume(TrainingState from, Map<String, Leaf> leaves) {
    course.restore(from.optimizer(), leaves);
    leaves.forEach((name, leaf) -> resume(leaf, from.optimizer().parameters().containsKey(name)));
    steps = from.steps();
    evaluations = from.evaluations();
    seed = from.seed();
    patience.resume(from.pace(), from.skipped(), from.inARow());
  }

  /** A parameter that was moved once is moved on by what the optimizer remembers of it. */
  private static void resume(Leaf leaf, boolean wasMoved) {
    if (wasMoved) {
      FusedUpdates.resumeTouched(leaf);
    } else {
      FusedUpdates.resumeUntouched(leaf);
    }
  }
}
