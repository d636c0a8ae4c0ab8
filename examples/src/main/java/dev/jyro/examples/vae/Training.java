package dev.jyro.examples.vae;

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
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import io.vavr.control.Option;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Trains a {@link Vae}: steps over shuffled batches, and after each epoch the test images. */
final class Training {
  private static final String TEST_ELBO = "test_elbo";
  private static final int TEST_BATCH = 1000;

  private final Images train;
  private final Images test;
  private final Batches<Tensor> batches;
  private final SVI<Tensor> svi;
  private final Course course;

  private Training(Config config, Vae vae, Images train, Images test, Stage stage) {
    this.train = train;
    this.test = test;
    this.batches = train.batches(config.batchSize()).shuffled(config.seed());
    this.svi =
        SVI.of(
            vae::model,
            vae::guide,
            Adam.withLearningRate(config.learningRate()),
            TraceELBO.create(),
            SVI.Options.defaults().seed(config.seed()));
    this.course = stage.course(svi, plan(config));
  }

  private Plan plan(Config config) {
    return Plan.ofBatches(config.epochs(), config.steps(), train.count(), config.batchSize());
  }

  /** Trains, evaluates and draws. */
  static Result run(Config config, Mnist digits, Stage stage) {
    Images train = Images.of(digits.train());
    Images test = Images.of(digits.test());
    Vae vae = new Vae(train.size(), config.hidden(), config.latent());
    Training training = new Training(config, vae, train, test, stage);
    stage.timed("training", training::loop);
    Option<CodeMap> map =
        new Gallery(vae, training.svi.params(), stage)
            .draw(test, digits.test(), training.course.journal(), config);
    return training.result(map.map(CodeMap::agreement).getOrElse(Double.NaN));
  }

  // region vae-loop
  private Course loop() {
    try (Feed<Tensor> feed = batches.from(svi.steps())) {
      while (course.goesOn()) {
        try (TensorScope scope = TensorScope.open()) {
          Tensor images = feed.next();
          course.step(() -> svi.step(images));
        }
        course.atEpochsEnd(this::evaluate);
      }
    }
    return course;
  }

  private double testElbo() {
    double loss = 0;
    try (Feed<Tensor> feed = test.batches(TEST_BATCH).epoch(0)) {
      while (feed.hasNext()) {
        try (TensorScope scope = TensorScope.open()) {
          loss += svi.evaluateLoss(feed.next());
        }
      }
    }
    return -loss / test.count();
  }

  // endregion

  private void evaluate(Epoch epoch) {
    double testElbo = testElbo();
    course.journal().note(TEST_ELBO, (double) epoch.number(), testElbo);
    String line =
        String.format(
            Locale.ROOT,
            "epoch %2d   train ELBO %8.3f   test ELBO %8.3f   %6.2f ms a step   %5.1f s",
            epoch.number(),
            epoch.elbo(),
            testElbo,
            epoch.stepMillis(),
            epoch.seconds());
    course.tell(line, numbers(epoch, testElbo));
  }

  private static Map<String, Object> numbers(Epoch epoch, double testElbo) {
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("epoch", epoch.number());
    numbers.put("step_ms_median", rounded(epoch.stepMillis()));
    numbers.put("epoch_s", rounded(epoch.seconds()));
    numbers.put(Course.ELBO, rounded(epoch.elbo()));
    numbers.put(TEST_ELBO, rounded(testElbo));
    return numbers;
  }

  private Result result(double agreement) {
    var train = course.journal().curve(Course.ELBO).y();
    var test = course.journal().curve(TEST_ELBO).y();
    return new Result(svi.steps(), train.get(train.size() - 1), test, agreement);
  }

  private static double rounded(double number) {
    return Math.round(number * 1e3) / 1e3;
  }
}
