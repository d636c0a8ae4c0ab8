package dev.jyro.examples.bench;

import dev.jyro.random.Noise;
import dev.jyro.tensor.FusedUpdates;
import dev.jyro.tensor.FusedUpdates.AdamSettings;
import dev.jyro.tensor.FusedUpdates.Moments;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.List;

/** Trains a handwritten loss with Adam; with SVI's seed it takes SVI's steps. */
final class HandwrittenLoop {
  private final Handwritten work;
  private final AdamSettings adam;
  private final List<Moments> moments;
  private final Noise root;
  private int steps;

  HandwrittenLoop(Handwritten work, double rate, long seed) {
    this.work = work;
    this.adam = new AdamSettings(rate, 0.9, 0.999, 1e-8, 0);
    this.moments = work.leaves().stream().map(Moments::zero).toList();
    this.root = Noise.of(seed);
  }

  /** One step; gives the loss before it. */
  double step() {
    Noise noise = root.at(steps++).at(0).at("guide");
    try (TensorScope scope = TensorScope.open()) {
      double loss = Gradients.recording(() -> descended(noise));
      FusedUpdates.adam(work.leaves(), moments, adam);
      return loss;
    }
  }

  private double descended(Noise noise) {
    Tensor loss = work.loss(noise);
    double value = loss.item();
    Gradients.backward(loss);
    return value;
  }
}
