package dev.jyro.inference.svi;

/** How much of model and guide is checked at each step. */
public enum Checks {
  /**
   * That model and guide have the same latent sites of the same shapes, and that every batch shape
   * fits its plates. It costs a few comparisons of small arrays a site, and reads nothing from
   * Torch.
   */
  SHAPES {
    @Override
    void inspect(Particle particle) {
      Fit.of(particle);
    }
  },
  /** Nothing. */
  NONE {
    @Override
    void inspect(Particle particle) {}
  };

  abstract void inspect(Particle particle);
}
