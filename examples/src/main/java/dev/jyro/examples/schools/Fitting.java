package dev.jyro.examples.schools;

import dev.jyro.examples.picture.Cloud;
import dev.jyro.examples.stage.Course;
import dev.jyro.examples.stage.Plan;
import dev.jyro.examples.stage.Stage;
import dev.jyro.inference.diagnostic.PSIS;
import dev.jyro.inference.diagnostic.Summary;
import dev.jyro.inference.guide.AutoGuide;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.predictive.Draws;
import dev.jyro.inference.predictive.Importance;
import dev.jyro.inference.predictive.Predictive;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fits a guide to the schools and asks it.
 *
 * @param schools the data
 * @param config how
 * @param stage where
 */
record Fitting(Schools schools, Config config, Stage stage) {
  private static final int AT_ONCE = 1000;

  /** So many draws make a picture. */
  static final int SHOWN = 1000;

  /**
   * Trains a guide, then weighs its draws.
   *
   * @param name tells the training from others
   */
  Fitted of(String name, Model<Schools> model, AutoGuide<Schools> guide) {
    stage.tell(name, Map.of("training", name));
    // region schools-fit
    SVI<Schools> svi =
        SVI.of(
            model,
            guide,
            Adam.withLearningRate(this::rate),
            TraceELBO.vectorized(config.particles()),
            SVI.Options.defaults().seed(config.seed()));
    Course course = stage.course(name, svi, Plan.ofSteps(config.steps()));
    stage.timed(name, () -> svi.run(List.of(schools), course, course));

    Importance weighed =
        Predictive.of(model, svi.params(), guide)
            .draws(config.draws())
            .sites("mu", "tau", "theta")
            .sideBySide(AT_ONCE)
            .importance(schools, config.seed());
    // endregion
    return new Fitted(fit(weighed), funnel(name, weighed.draws()));
  }

  /** Falls evenly on a logarithmic scale, so that the last steps hardly shake. */
  private double rate(long step) {
    return config.learningRate() * Math.pow(0.01, (double) step / config.steps());
  }

  private static Fit fit(Importance weighed) {
    double[] logWeights = weighed.logWeights();
    double[] logTau = logTau(weighed.draws());
    return new Fit(
        mean(logWeights),
        sd(logWeights) / Math.sqrt(logWeights.length),
        weighed.logEvidence(),
        weighed.logEvidenceError(),
        PSIS.of(logWeights).kHat(),
        mean(logTau),
        sd(logTau),
        posterior(weighed.draws()));
  }

  private static double[] logTau(Draws draws) {
    try (TensorScope scope = TensorScope.open()) {
      Tensor tau = draws.get("tau");
      return tau.log().toDoubles();
    }
  }

  private static Cloud funnel(String name, Draws draws) {
    try (TensorScope scope = TensorScope.open()) {
      double[] theta = draws.get("theta").select(-1, 0).toDoubles();
      return new Cloud(name, first(theta), first(logTau(draws)));
    }
  }

  private static List<Double> first(double... numbers) {
    return Arrays.stream(numbers).limit(SHOWN).boxed().toList();
  }

  private static Map<String, Marginal> posterior(Draws draws) {
    Map<String, Marginal> all = new LinkedHashMap<>();
    for (String site : List.of("mu", "tau", "theta")) {
      Summary.of(draws.only(site)).rows().forEach(row -> all.put(row.name(), Marginal.of(row)));
    }
    return all;
  }

  private static double mean(double[] numbers) {
    return Arrays.stream(numbers).average().orElseThrow();
  }

  private static double sd(double[] numbers) {
    double mean = mean(numbers);
    double squares = Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).sum();
    return Math.sqrt(squares / (numbers.length - 1));
  }
}
