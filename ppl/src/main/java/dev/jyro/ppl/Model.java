package dev.jyro.ppl;

/**
 * A probabilistic program: plain Java that calls {@link Primitives}.
 *
 * <p>Models and guides are the same thing. Several inputs are a record; a program without input
 * takes anything and ignores it. A program should do the same each time but for its draws: what it
 * reads from outside must not change between the runs of one training step.
 *
 * @param <A> what it is given
 */
@FunctionalInterface
public interface Model<A> {
  /** Runs the program once. */
  void run(A data);
}
