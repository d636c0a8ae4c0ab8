package dev.jyro.examples.bench;

import java.util.Locale;

/** The parts of a training step. */
enum Phase {
  /** Model and guide run: parameters, draws, and what the programs compute. */
  PROGRAMS,
  /** Log densities and their sum. */
  DENSITIES,
  /** Torch goes back through the graph; its operations there are not told of. */
  BACKWARD,
  /** The optimizer. */
  UPDATE,
  /** The rest: checks of the loss, freeing of tensors. */
  AROUND;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
