package dev.jyro.examples.particles;

import dev.jyro.examples.data.Images;
import dev.jyro.examples.data.Mnist;
import dev.jyro.examples.stage.Course;
import dev.jyro.examples.stage.Epoch;
import dev.jyro.examples.stage.Plan;
import dev.jyro.examples.stage.Stage;
import dev.jyro.inference.data.Batches;
import dev.jyro.inference.data.Feed;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.svi.SVI;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Trains an {@link Autoencoder}, and then scores test images. */
final class Training {
  private static final int PAIRS = 30;

  private final Config config;
  private final Autoencoder vae;
  private final Batches<Tensor> batches;
  private final Ink ink;
  private final SVI<Tensor> svi;
  private final Course course;
  private final Gallery gallery;

  private Training(Config config, Images train, Stage stage) {
    this.config = config;
    this.vae = new Autoencoder(train.size(), config.hidden(), config.latent());
    this.batches = train.batches(config.batchSize()).shuffled(config.seed());
    this.ink = Ink.of(config.seed(), "train");
    this.svi = svi();
    this.course = stage.course(svi, plan(train)).showing("lower bound");
    this.gallery = new Gallery(vae, svi.params(), train, config.seed(), stage);
  }

  /** Trains, scores and draws. */
  static Result run(Config config, Mnist digits, Stage stage) {
    Training training = new Training(config, Images.of(digits.train()), stage);
    stage.timed("training", training::loop);
    try (TensorScope scope = TensorScope.open()) {
      Tensor x = training.testImages(Images.of(digits.test()));
      training.gallery.finish(first(x, PAIRS), training.course.journal(), config.bound());
      return training.result(stage.timed("scoring", () -> training.scored(x, stage)));
    }
  }

  private SVI<Tensor> svi() {
    return SVI.of(
        vae::modelGivenX,
        config.bound().prepared(vae::guide),
        Adam.withLearningRate(config.learningRate()),
        config.bound().of(config.particles()),
        SVI.Options.defaults().seed(config.seed()));
  }

  private Course loop() {
    try (Feed<Tensor> feed = batches.from(svi.steps())) {
      while (course.goesOn()) {
        try (TensorScope scope = TensorScope.open()) {
          Tensor grey = feed.next();
          course.step(() -> svi.step(ink.drawn(grey, svi.steps())));
        }
        course.atEpochsEnd(this::tell);
      }
    }
    return course;
  }

  private Plan plan(Images train) {
    return Plan.ofBatches(config.epochs(), config.steps(), train.count(), config.batchSize());
  }

  private void tell(Epoch epoch) {
    String line =
        String.format(
            Locale.ROOT,
            "Epoch %d (%.1fs): Lower bound = %.1f",
            epoch.number(),
            epoch.seconds(),
            epoch.elbo());
    course.tell(line, numbers(epoch));
    if (epoch.number() % config.saveEvery() == 0) {
      gallery.save(epoch.number());
    }
  }

  private static Map<String, Object> numbers(Epoch epoch) {
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("epoch", epoch.number());
    numbers.put("epoch_s", epoch.seconds());
    numbers.put("step_ms_median", epoch.stepMillis());
    numbers.put("lower_bound", epoch.elbo());
    return numbers;
  }

  /** In black and white once and for all, so that runs can be compared. */
  private Tensor testImages(Images test) {
    return Ink.of(config.seed(), "test").drawn(test.first(config.testImages()), 0);
  }

  private static Tensor first(Tensor x, int images) {
    return x.narrow(0, 0, Math.min(images, x.size(0)));
  }

  private List<Evidence> scored(Tensor x, Stage stage) {
    return Scoring.of(
            vae::modelGivenX, svi.params(), vae::guide, config.testParticles(), config.seed())
        .all(x, stage);
  }

  private Result result(List<Evidence> scored) {
    List<Double> bounds = course.journal().curve(Course.ELBO).y();
    return Result.of(svi.steps(), bounds, scored, config.testParticles());
  }
}
