package dev.jyro.examples.betavae;

import dev.jyro.examples.data.Images;
import dev.jyro.examples.stage.Course;
import dev.jyro.examples.stage.Journal;
import dev.jyro.examples.stage.Plan;
import dev.jyro.examples.stage.Stage;
import dev.jyro.inference.data.Batches;
import dev.jyro.inference.data.Feed;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.svi.SVI;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.function.BiConsumer;

/**
 * A training of a {@link BetaVae}, over whole batches of shuffled images. At the steps 1, 2, 4, 8,
 * … both parts of the loss are noted, as they are before the step, on its batch.
 */
final class Training {
  /** The curve of the reconstruction loss, nats a pixel. */
  static final String RECONSTRUCTION = "reconstruction";

  /** The curve of the divergence, nats a number of the code. */
  static final String KL = "kl";

  /** The curve of what is descended. */
  static final String TOTAL = "total";

  private final Config config;
  private final BetaVae vae;
  private final Batches<Tensor> batches;
  private final SVI<Tensor> svi;
  private final Meter meter;
  private final Course course;

  /**
   * One that is to be run.
   *
   * @param name tells it from others of this stage; empty for the only one
   */
  Training(String name, Config config, Images images, Stage stage) {
    this.config = config;
    this.vae = new BetaVae(images.size(), config.hidden(), config.latent());
    this.batches = images.batches(config.batchSize()).shuffled(config.seed()).droppingShort();
    this.svi =
        Objectives.training(
            vae, config.beta(), config.learningRate(), SVI.Options.defaults().seed(config.seed()));
    this.meter = new Meter(vae, svi.params(), config.seed());
    this.course = stage.course(name, svi, plan()).showing("minus the loss");
  }

  private Plan plan() {
    long perEpoch = batches.perEpoch();
    long enough = (config.steps() + perEpoch - 1) / perEpoch;
    int epochs = config.epochs() > 0 ? config.epochs() : Math.toIntExact(enough);
    return Plan.ofBatches(
        epochs, config.steps(), perEpoch * config.batchSize(), config.batchSize());
  }

  /** Trains, and tells both parts of the loss whenever they are noted, by the step. */
  Training run(BiConsumer<Integer, Losses> noted) {
    try (Feed<Tensor> feed = batches.from(svi.steps())) {
      while (course.goesOn()) {
        try (TensorScope scope = TensorScope.open()) {
          Tensor images = feed.next();
          if (Integer.bitCount(svi.steps() + 1) == 1) {
            note(svi.steps() + 1, meter.losses(images), noted);
          }
          // The course counts sums over the batch; this loss is a mean.
          course.step(() -> images.size(0) * svi.step(images));
        }
        course.atEpochsEnd(epoch -> {});
      }
    }
    return this;
  }

  private void note(int step, Losses losses, BiConsumer<Integer, Losses> noted) {
    journal().note(TOTAL, step, losses.total(config.beta()));
    journal().note(RECONSTRUCTION, step, losses.reconstruction());
    journal().note(KL, step, losses.kl());
    noted.accept(step, losses);
  }

  /** What is trained. */
  BetaVae vae() {
    return vae;
  }

  /** Its parameters. */
  ParamStore params() {
    return svi.params();
  }

  /** The steps taken so far. */
  int steps() {
    return svi.steps();
  }

  /** The curves of the loss and its parts. */
  Journal journal() {
    return course.journal();
  }

  /** How well it fits these images. */
  Fit fit(Images images) {
    return meter.fit(config.beta(), config.latent(), images);
  }
}
