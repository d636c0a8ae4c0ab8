package dev.jyro.inference.optim;

/** One rate for all steps; a record, so that optimizers of equal settings are equal. */
record ConstantRate(double rate) implements LearningRate {
  ConstantRate {
    Hyper.rate(rate);
  }

  @Override
  public double at(int step) {
    return rate;
  }
}
