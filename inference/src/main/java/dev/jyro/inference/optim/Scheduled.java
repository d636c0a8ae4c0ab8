package dev.jyro.inference.optim;

import ai.djl.training.tracker.Tracker;
import java.util.Arrays;

/** Makes a function of the step out of a schedule that may have a memory of its own. */
final class Scheduled implements LearningRate {
  private final Tracker schedule;
  private float[] rates = new float[64];
  private int known;

  Scheduled(Tracker schedule) {
    this.schedule = schedule;
  }

  @Override
  public synchronized double at(int step) {
    while (known <= step) {
      if (known == rates.length) {
        rates = Arrays.copyOf(rates, 2 * known);
      }
      rates[known] = schedule.getNewValue(known);
      known++;
    }
    return rates[step];
  }
}
