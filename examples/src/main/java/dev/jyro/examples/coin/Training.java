package dev.jyro.examples.coin;

import dev.jyro.distribution.Beta;
import dev.jyro.distribution.KLDivergence;
import dev.jyro.examples.report.Estimate;
import dev.jyro.examples.stage.Course;
import dev.jyro.examples.stage.Epoch;
import dev.jyro.examples.stage.Plan;
import dev.jyro.examples.stage.Stage;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.predictive.Predictive;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.List;

/** Learns the guide of a {@link Coin}, and compares it with the posterior. */
final class Training {
  /** The curve of the divergence of the guide from the posterior. */
  static final String DIVERGENCE = "divergence";

  private static final int DRAWS = 10_000;
  private static final int POINTS = 200;

  private final Config config;
  private final Exact exact;
  private final SVI<Tensor> svi;
  private final Course course;

  private Training(Config config, Stage stage) {
    this.config = config;
    this.exact = new Exact(config.heads(), config.tails());
    this.svi =
        SVI.of(
            Coin::model,
            Coin::guide,
            Adam.withLearningRate(config.learningRate()),
            TraceELBO.vectorized(config.particles()),
            SVI.Options.defaults().seed(config.seed()));
    this.course = stage.course(svi, Plan.ofSteps(config.steps()));
  }

  /** Learns, compares and draws. */
  static Result run(Config config, Stage stage) {
    Training training = new Training(config, stage);
    try (TensorScope scope = TensorScope.open()) {
      Tensor tosses = Coin.tosses(config.heads(), config.tails());
      stage.timed("training", () -> training.learn(tosses));
      Result result = training.compare(tosses);
      new Gallery(stage.report()).draw(training.exact, training.fitted(), training.course, result);
      return result;
    }
  }

  // region coin-training
  private Course learn(Tensor tosses) {
    svi.run(List.of(tosses), course.eachEpoch(this::noteDivergence), course);
    return course;
  }

  // endregion

  private void noteDivergence(Epoch step) {
    if (step.number() % Math.max(1, config.steps() / POINTS) == 0) {
      course.journal().note(DIVERGENCE, (double) step.number(), divergence());
    }
  }

  /** What the guide has become. */
  private Beta fitted() {
    return Exact.beta(svi.params().get(Coin.ALPHA).item(), svi.params().get(Coin.BETA).item());
  }

  private double divergence() {
    return KLDivergence.kl(fitted(), exact.posterior()).item();
  }

  // region coin-compare
  private Result compare(Tensor tosses) {
    double[] logWeights =
        Predictive.<Tensor>of(Coin::model, svi.params(), Coin::guide)
            .draws(DRAWS)
            .sideBySide()
            .importance(tosses, config.seed())
            .logWeights(); // log p(tosses, fairness) - log q(fairness), for each draw
    return new Result(
        svi.steps(),
        Exact.estimate(fitted()),
        Exact.estimate(exact.posterior()),
        Estimate.ofMean(logWeights),
        exact.logEvidence(),
        divergence());
  }

  // endregion
}
