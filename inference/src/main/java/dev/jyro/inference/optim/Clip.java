package dev.jyro.inference.optim;

import dev.jyro.tensor.FusedUpdates;
import dev.jyro.tensor.Leaf;
import java.util.List;

/**
 * How gradients are clipped before a step.
 *
 * @param of what must not be too large
 * @param largest how large it may be
 */
record Clip(Of of, double largest) {
  Clip {
    Hyper.need("clip", largest, largest > 0, "a positive number");
  }

  /** What is bounded. */
  enum Of {
    NORM,
    EACH_NORM,
    VALUE
  }

  void apply(List<Leaf> leaves) {
    switch (of) {
      case NORM -> FusedUpdates.clipNorm(leaves, largest);
      case EACH_NORM -> FusedUpdates.clipEachNorm(leaves, largest);
      case VALUE -> FusedUpdates.clipValues(leaves, largest);
    }
  }
}
