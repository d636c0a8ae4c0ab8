package dev.jyro.inference.optim;

/** A schedule that moves on once every so many steps. */
record Every(LearningRate rate, int steps) implements LearningRate {
  Every {
    Hyper.need("steps for which a rate stays", steps, steps > 0, "1 or more");
  }

  @Override
  public double at(int step) {
    return rate.at(step / steps);
  }
}
