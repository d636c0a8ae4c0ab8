package dev.jyro.examples.logistic;

import dev.jyro.examples.stage.Course;
import dev.jyro.examples.stage.Plan;
import dev.jyro.examples.stage.Stage;
import dev.jyro.inference.guide.AutoGuide;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.svi.ELBO;
import dev.jyro.inference.svi.SVI;
import dev.jyro.ppl.Model;
import java.util.List;
import java.util.Map;

/**
 * Fits guides to one model.
 *
 * @param model the model
 * @param config how
 * @param stage where
 */
record Fitting(Model<Digits> model, Config config, Stage stage) {

  /**
   * Trains a guide.
   *
   * @param name tells the training from others
   * @param digits of which a step sees a batch
   */
  SVI<Digits> fit(String name, AutoGuide<Digits> guide, ELBO objective, Digits digits) {
    stage.tell(name, Map.of("training", name));
    SVI<Digits> svi =
        SVI.of(
            model,
            guide,
            Adam.withLearningRate(this::rate),
            objective,
            SVI.Options.defaults().seed(config.seed()));
    Course course = stage.course(name, svi, Plan.ofSteps(config.steps()));
    stage.timed(name, () -> svi.run(List.of(digits), course, course));
    return svi;
  }

  /** Falls evenly on a logarithmic scale, so that the last steps hardly shake. */
  private double rate(long step) {
    return config.learningRate() * Math.pow(0.01, (double) step / config.steps());
  }
}
