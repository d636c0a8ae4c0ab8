package dev.jyro.inference.optim;

import dev.jyro.tensor.Leaf;
import io.vavr.collection.Map;

/**
 * How parameters follow their gradients: settings, which are immutable and may be shared.
 *
 * <p>What an optimizer remembers between steps belongs to one training, its {@link Course}.
 */
public interface Optimizer {
  /** A course of training at its start. */
  Course start();

  /** One course of training: counts its steps and keeps what the optimizer remembers. */
  interface Course {
    /**
     * Moves the leaves by the gradients that have arrived at them, and leaves those zero.
     *
     * @param leaves by name, each of which has received a gradient
     */
    void step(Map<String, Leaf> leaves);
  }
}
