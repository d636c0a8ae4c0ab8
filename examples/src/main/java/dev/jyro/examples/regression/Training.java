package dev.jyro.examples.regression;

import dev.jyro.examples.report.Estimate;
import dev.jyro.examples.stage.Course;
import dev.jyro.examples.stage.Plan;
import dev.jyro.examples.stage.Stage;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.optim.LearningRate;
import dev.jyro.inference.predictive.Draws;
import dev.jyro.inference.predictive.Predictive;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.ppl.Model;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Learns each guide of a {@link Regression}, and compares it with the exact posterior. */
final class Training {
  /** The numbers of the posterior, in the order of the columns of x; the variance follows. */
  static final List<String> NUMBERS = List.of("intercept", "slope", "group", "interaction");

  private final Config config;
  private final Stage stage;
  private final Points points;
  private final Points heldOut;
  private final Exact exact;

  private Training(Config config, Stage stage) {
    this.config = config;
    this.stage = stage;
    Noise noise = Noise.of(config.seed());
    this.points = Points.simulated(config.points(), noise.at("points"));
    this.heldOut = Points.simulated(config.heldOut(), noise.at("held out"));
    this.exact = Exact.of(points);
  }

  /** Learns, compares and draws. */
  static Result run(Config config, Stage stage) {
    try (TensorScope scope = TensorScope.open()) {
      return new Training(config, stage).all();
    }
  }

  private Result all() {
    Gallery gallery = new Gallery(stage.report(), points, exact);
    Map<String, Fit> fits = new LinkedHashMap<>();
    Guides.all()
        .forEach(
            (name, guide) -> {
              SVI<Points> svi = stage.timed(name, () -> learned(name, guide));
              fits.put(name, fit(Predictive.of(Regression::model, svi.params(), guide)));
              gallery.bands(name, predictive(svi, guide));
            });
    var result = new Result(config.steps(), truth(), exact.logEvidence(), exactCoverage(), fits);
    gallery.compare(result);
    return result;
  }

  private Predictive<Points> predictive(SVI<Points> svi, Model<Points> guide) {
    return Predictive.of(Regression::model, svi.params(), guide).draws(config.draws()).sideBySide();
  }

  // region regression-training
  private SVI<Points> learned(String name, Model<Points> guide) {
    LearningRate rate =
        step -> config.learningRate() * (1 - (double) step / config.steps()); // ends at 0
    SVI<Points> svi =
        SVI.of(
            Regression::model,
            guide,
            Adam.withLearningRate(rate),
            TraceELBO.vectorized(config.particles()),
            SVI.Options.defaults().seed(config.seed()));
    Course course = stage.course(name, svi, Plan.ofSteps(config.steps()));
    svi.run(List.of(points), course, course);
    return svi;
  }

  // endregion

  // region regression-predictions
  private Fit fit(Predictive<Points> fitted) {
    Predictive<Points> predictive = fitted.draws(config.draws()).sideBySide();
    Draws draws = predictive.draw(heldOut, config.seed()); // weights, variance and y
    Bands bands = Bands.of(draws.get(Regression.HEIGHT_SITE));
    Estimate elbo = Estimate.ofMean(predictive.importance(points, config.seed()).logWeights());
    double gap = exact.logEvidence() - elbo.mean();
    return new Fit(posterior(draws), elbo, gap, bands.coverage(heldOut.y()));
  }

  // endregion

  private static Map<String, Estimate> posterior(Draws draws) {
    Map<String, Estimate> found = new LinkedHashMap<>();
    Tensor weights = draws.get(Regression.WEIGHT_SITE);
    for (int i = 0; i < Regression.WEIGHTS; i++) {
      found.put(NUMBERS.get(i), Estimate.of(weights.select(-1, i).toDoubles()));
    }
    found.put("variance", Estimate.of(draws.get(Regression.VARIANCE_SITE).toDoubles()));
    return found;
  }

  private Map<String, Estimate> truth() {
    Map<String, Estimate> known = new LinkedHashMap<>();
    for (int i = 0; i < Regression.WEIGHTS; i++) {
      known.put(NUMBERS.get(i), exact.weight(i));
    }
    known.put("variance", exact.variance());
    return known;
  }

  private Map<String, Double> exactCoverage() {
    return Bands.of(exact.predicted(heldOut)).coverage(heldOut.y());
  }
}
