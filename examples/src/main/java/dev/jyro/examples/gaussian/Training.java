package dev.jyro.examples.gaussian;

import dev.jyro.examples.data.Images;
import dev.jyro.examples.data.Mnist;
import dev.jyro.examples.stage.Course;
import dev.jyro.examples.stage.Epoch;
import dev.jyro.examples.stage.Plan;
import dev.jyro.examples.stage.Stage;
import dev.jyro.inference.data.Batches;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceMeanFieldELBO;
import dev.jyro.inference.training.Ended;
import dev.jyro.inference.training.Step;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Trains a {@link GaussianVae} and measures it. */
final class Training {
  static final String TEST_ELBO = "test_elbo";
  private static final String TEST_DIVERGENCE = "test_divergence";
  private static final int TEST_BATCH = 1000;

  /** Source: Burda, Grosse and Salakhutdinov 2016, Importance Weighted Autoencoders. */
  private static final double IN_USE = 0.01;

  private final Config config;
  private final Images train;
  private final Images test;
  private final GaussianVae vae;
  private final SVI<Tensor> svi;
  private final Course course;
  private final Film film;

  private Training(Config config, Images train, Images test, Stage stage) {
    this.config = config;
    this.train = train;
    this.test = test;
    this.vae = new GaussianVae(train.size(), config.hidden(), config.latent(), config.likelihood());
    this.svi =
        SVI.of(
            vae::model,
            vae::guide,
            Adam.withLearningRate(config.learningRate()),
            TraceMeanFieldELBO.create(),
            SVI.Options.defaults().seed(config.seed()));
    this.course = stage.course(svi, plan());
    this.film = new Film(vae, svi.params(), train, config, stage.folder());
  }

  /** Trains, measures and draws. */
  static Result run(Config config, Mnist digits, Stage stage) {
    Images train = Images.of(digits.train());
    Images test = Images.of(digits.test());
    Training training = new Training(config, train, test, stage);
    stage.timed("training", training::train);
    new Gallery(training.vae, training.svi.params(), test, stage)
        .draw(training.course.journal(), training.film, training.svi.steps(), config);
    return training.result();
  }

  private Plan plan() {
    return Plan.ofBatches(config.epochs(), config.steps(), train.count(), config.batchSize());
  }

  // region vae-gaussian-run
  private Ended train() {
    Batches<Tensor> batches = train.batches(config.batchSize()).shuffled(config.seed());
    return svi.run(batches, course.eachEpoch(this::evaluate).and(this::film), course);
  }

  // endregion

  private void film(Step step) {
    film.atStep(step.number(), plan().steps());
  }

  private void evaluate(Epoch epoch) {
    double divergence = 0;
    double loss = 0;
    for (long i = 0; i < test.batches(TEST_BATCH).perEpoch(); i++) {
      try (TensorScope scope = TensorScope.open()) {
        var parts = svi.lossBySite(test.batches(TEST_BATCH).at(i));
        divergence += parts.of(GaussianVae.CODE) / test.count();
        loss += parts.total() / test.count();
      }
    }
    course.journal().note(TEST_ELBO, (double) epoch.number(), -loss);
    course.journal().note(TEST_DIVERGENCE, (double) epoch.number(), divergence);
    tell(epoch, -loss, divergence);
  }

  private void tell(Epoch epoch, double testElbo, double divergence) {
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("epoch", epoch.number());
    numbers.put("step", svi.steps());
    numbers.put(Course.ELBO, epoch.elbo());
    numbers.put(TEST_ELBO, testElbo);
    numbers.put(TEST_DIVERGENCE, divergence);
    course.tell(
        String.format(
            Locale.ROOT,
            "epoch %2d, step %5d   ELBO: train %8.2f, test %8.2f, of it KL %5.2f   %4.1f s",
            epoch.number(),
            svi.steps(),
            epoch.elbo(),
            testElbo,
            divergence,
            epoch.seconds()),
        numbers);
  }

  private Result result() {
    try (TensorScope scope = TensorScope.open()) {
      Tensor images = test.pixels();
      Tensor error = vae.reconstruct(svi.params(), images).sub(images).square().sum(-1).mean();
      Tensor spread = vae.codes(svi.params(), images).mean().variance(0);
      return new Result(
          svi.steps(),
          last(noted(Course.ELBO)),
          noted(TEST_ELBO),
          last(noted(TEST_DIVERGENCE)),
          error.item(),
          (int) spread.gt(IN_USE).to(spread.dataType()).sum().item());
    }
  }

  private List<Double> noted(String curve) {
    return course.journal().curve(curve).y();
  }

  private static double last(List<Double> numbers) {
    return numbers.get(numbers.size() - 1);
  }
}
