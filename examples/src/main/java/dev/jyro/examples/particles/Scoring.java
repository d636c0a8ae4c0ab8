package dev.jyro.examples.particles;

import dev.jyro.examples.stage.Progress;
import dev.jyro.examples.stage.Stage;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.predictive.Predictive;
import dev.jyro.ppl.Model;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the {@link Evidence} of images, one after the other: all particles of an image go through
 * the decoder at once, and nothing of them is kept.
 */
final class Scoring {
  private final Predictive<Tensor> predictive;
  private final Noise noise;

  private Scoring(Predictive<Tensor> predictive, Noise noise) {
    this.predictive = predictive;
    this.noise = noise;
  }

  /** By so many draws of the guide for each image. */
  static Scoring of(
      Model<Tensor> modelGivenX, ParamStore params, Model<Tensor> guide, int particles, long seed) {
    // region vae-particles-evidence
    Predictive<Tensor> predictive =
        Predictive.of(modelGivenX, params, guide).draws(particles).sites("z").sideBySide();
    // endregion
    return new Scoring(predictive, Noise.of(seed).at("scoring"));
  }

  /** The evidence of one image, of shape (1, pixels). */
  Evidence evidence(Tensor x, long number) {
    return Evidence.of(predictive.importance(x, noise.at(number).seed()));
  }

  /** The evidence of each image. */
  List<Evidence> all(Tensor x, Stage stage) {
    List<Evidence> found = new ArrayList<>();
    stage.progress().start("log p(x)", Progress.Way.begin(x.size(0)));
    for (int i = 0; i < x.size(0); i++) {
      stage.throwIfStopped();
      try (TensorScope scope = TensorScope.open()) {
        found.add(evidence(x.narrow(0, i, 1), i));
      }
      stage.progress().step("log p(x)", found.get(i).logLikelihood());
    }
    return found;
  }
}
