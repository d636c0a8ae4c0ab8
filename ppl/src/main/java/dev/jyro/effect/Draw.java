package dev.jyro.effect;

import dev.jyro.tensor.Tensor;

/** How a sample site comes to its value. */
public sealed interface Draw {
  /** It is to be drawn. */
  record Free() implements Draw {
    static final Free INSTANCE = new Free();
  }

  /** It has this value, chosen elsewhere: replayed, scored, but not data. */
  record Pinned(Tensor value) implements Draw {}

  /** It is data. */
  record Observed(Tensor value) implements Draw {}

  /** To be drawn. */
  static Draw free() {
    return Free.INSTANCE;
  }
}
