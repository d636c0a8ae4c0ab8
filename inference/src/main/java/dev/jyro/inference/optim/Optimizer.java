package dev.jyro.inference.optim;

import dev.jyro.JyroException;
import dev.jyro.tensor.Leaf;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How parameters follow their gradients: settings, which are immutable and may be shared.
 *
 * <p>What an optimizer remembers between steps belongs to one training, its {@link Course}.
 */
public interface Optimizer {
  /** A course of training at its start. */
  Course start();

  /**
   * Each parameter by an optimizer of its own choice.
   *
   * <pre>{@code
   * Optimizer slow = SGD.withLearningRate(0);
   * Optimizer usual = Adam.withLearningRate(1e-3);
   * Optimizer frozen = Optimizer.byName(name -> name.startsWith("decoder.") ? slow : usual);
   * }</pre>
   *
   * @param choice the optimizer for a parameter's name; asked once for each. Parameters for which
   *     it gives equal optimizers are updated in one call
   */
  static Optimizer byName(Function<String, Optimizer> choice) {
    return () -> new ByName(choice);
  }

  /**
   * An optimizer that is written for DJL: a subclass of its {@code Optimizer}, by somebody else or
   * oneself.
   *
   * <pre>{@code
   * Optimizer lion = Optimizer.of(Lion::new);
   * }</pre>
   *
   * <p>Of those that come with DJL only Adam, AdamW and SGD run on Torch; the others throw {@code
   * UnsupportedOperationException} at their first step. Prefer Jyro's own where there is one: DJL's
   * have settings and rates in float32, go parameter by parameter (and here with a copy of all
   * numbers, to put back if one fails), and keep what they remember to themselves: their courses
   * have no {@link Course#state}, and DJL frees that memory only when the process ends. They count
   * steps for all parameters together, and only such in which there are parameters. Do not call a
   * step inside an {@code NDScope}, which would free what they remember.
   *
   * @param made makes the optimizer, a new one for each course of training
   */
  static Optimizer of(Supplier<? extends ai.djl.training.optimizer.Optimizer> made) {
    return new DjlOptimizer(made);
  }

  /**
   * The same, after shrinking the gradients of a step until the norm of all of them together is at
   * most this: by {@code largest / (norm + 1e-6)}, where that is less than 1. Among optimizers
   * {@link #byName}, all means all that go by this one.
   *
   * <p>Clips are applied in the order in which they are written: {@code
   * adam.clipNorm(10).clipValue(1)} shrinks first and cuts then. A norm that is not finite makes
   * the gradients zero or NaN.
   *
   * @throws JyroException if {@code largest} is not positive
   */
  default Optimizer clipNorm(double largest) {
    return Clipped.of(this, new Clip(Clip.Of.NORM, largest));
  }

  /**
   * The same as {@link #clipNorm}, but of each parameter by itself: Pyro's {@code clip_norm}.
   *
   * @throws JyroException if {@code largest} is not positive
   */
  default Optimizer clipEachNorm(double largest) {
    return Clipped.of(this, new Clip(Clip.Of.EACH_NORM, largest));
  }

  /**
   * The same, after cutting each element of each gradient to {@code [-largest, largest]}.
   *
   * @throws JyroException if {@code largest} is not positive
   */
  default Optimizer clipValue(double largest) {
    return Clipped.of(this, new Clip(Clip.Of.VALUE, largest));
  }

  /**
   * One course of training: counts its steps and keeps what the optimizer remembers. For one thread
   * at a time.
   */
  interface Course {
    /**
     * Moves the leaves by the gradients that have arrived at them, and leaves those zero. If it
     * fails, the leaves are as they were.
     *
     * @param leaves by name, each of which has received a gradient; a step without any counts too
     * @throws JyroException if a leaf has received no gradient, or the learning rate is none
     */
    void step(Map<String, Leaf> leaves);

    /**
     * The same, for courses that may break that promise: if it fails, the leaves are put back. It
     * copies all numbers; Jyro's own courses, which have no need of it, do not.
     */
    default void stepOrUndo(Map<String, Leaf> leaves) {
      Undo.unlessDone(leaves.values(), () -> step(leaves));
    }

    /**
     * What is remembered now, copied.
     *
     * @param leaves the parameters, by name; what is remembered of others, such as one whose place
     *     another leaf has taken, is left out
     */
    State state(Map<String, Leaf> leaves);

    /**
     * Remembers what another course did, in place of all that this one did: from here on both take
     * the same steps, bit for bit, if their settings and the leaves' numbers are the same.
     *
     * @param leaves the parameters, by name; what the state says of others is passed over
     * @throws JyroException if the state is of another kind of optimizer, or remembers tensors of
     *     other names, shapes or types, with all that is wrong; nothing is changed then
     */
    void restore(State state, Map<String, Leaf> leaves);
  }
}
