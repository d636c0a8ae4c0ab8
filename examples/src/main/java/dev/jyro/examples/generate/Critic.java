package dev.jyro.examples.generate;

import dev.jyro.distribution.KLDivergence;
import dev.jyro.examples.vae.Vae;
import dev.jyro.handler.Handlers;
import dev.jyro.inference.data.Batches;
import dev.jyro.ppl.Model;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import dev.jyro.trace.Trace;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Tells how unlike what it has learnt an autoencoder finds images: by what they cost in nats when
 * they are told by their codes.
 *
 * @param pretrained what has learnt
 * @param draws codes drawn of an image, whose errors are averaged
 * @param seed decides the draws
 */
record Critic(Pretrained pretrained, int draws, long seed) {
  /** How many images are scored at once. */
  static final int BATCH = 1000;

  /**
   * The scores of images.
   *
   * @param images shape {@code (n, pixels)}
   * @param change what is done to a batch before it is scored
   * @param scored is told of the scores so far, after each batch
   */
  Scores of(Tensor images, BiFunction<Tensor, Noise, Tensor> change, Consumer<Scores> scored) {
    Batches<Tensor> batches = Batches.of(images, BATCH);
    Scores scores = Scores.none();
    for (long i = 0; i < batches.perEpoch(); i++) {
      try (TensorScope scope = TensorScope.open()) {
        Noise noise = Noise.of(seed).at("scores").at(i);
        add(change.apply(batches.at(i), noise), noise, scores);
      }
      scored.accept(scores);
    }
    return scores;
  }

  private void add(Tensor images, Noise noise, Scores scores) {
    Tensor error = error(images, noise.at(0).seed());
    for (int draw = 1; draw < draws; draw++) {
      error = error.add(error(images, noise.at(draw).seed()));
    }
    scores.add(error.div(draws).toDoubles(), divergence(images).toDoubles());
  }

  // region vae-generate-score
  /** What each image costs when told by a code that the guide draws: -log p(x|z). */
  Tensor error(Tensor images, long drawSeed) {
    Model<Tensor> guide = Handlers.seed(pretrained.vae()::guide, drawSeed);
    Trace codes = Trace.of(pretrained.params().given(guide), images);
    Model<Tensor> model = Handlers.replay(pretrained.vae()::model, codes);
    return Trace.of(pretrained.params().given(model), images).get(Vae.IMAGE).logProb().neg();
  }

  /** What each image's code costs: KL(q(z|x) ‖ p(z)). */
  Tensor divergence(Tensor images) {
    Model<Tensor> model = pretrained.vae()::model;
    Trace prior = Trace.of(pretrained.params().given(model), images);
    return KLDivergence.kl(pretrained.codes(images), prior.get(Vae.CODE).sample().distribution());
  }
  // endregion
}
