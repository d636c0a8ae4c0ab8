package dev.jyro.inference.svi;

import dev.jyro.distribution.Distribution;

/** How a guide's draws carry their gradient. */
enum Gradient {
  /** Through the draw. */
  PATHWISE {
    @Override
    Distribution of(Distribution distribution) {
      return distribution;
    }
  },
  /** By the score function. */
  SCORE {
    @Override
    Distribution of(Distribution distribution) {
      return distribution.notReparameterized();
    }
  };

  abstract Distribution of(Distribution distribution);
}
