package dev.jyro.examples.bnn;

import dev.jyro.examples.stage.Course;
import dev.jyro.examples.stage.Plan;
import dev.jyro.examples.stage.Stage;
import dev.jyro.inference.guide.AutoNormal;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.optim.LearningRate;
import dev.jyro.inference.predictive.Predictive;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.ppl.Model;
import dev.jyro.random.Noise;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.Arrays;
import java.util.List;

/** Learns the weights of a {@link Network}, and asks how sure it is. */
final class Training {
  private static final int HELD_OUT = 1000;
  private static final int GRID = 21;

  private final Config config;
  private final Points points;
  private final Points heldOut;
  private final Model<Points> model;
  private final AutoNormal<Points> guide;
  private final SVI<Points> svi;
  private final Course course;

  private Training(Config config, Stage stage) {
    this.config = config;
    Noise noise = Noise.of(config.seed());
    this.points = Points.simulated(config.points(), noise.at("points"));
    this.heldOut = Points.simulated(HELD_OUT, noise.at("held out"));
    this.model = new Network(config.hidden(), config.width()).bayesian();
    this.guide = Network.guide(model);
    this.svi = svi();
    this.course = stage.course(svi, Plan.ofSteps(config.steps()));
  }

  private SVI<Points> svi() {
    LearningRate rate =
        step -> config.learningRate() * (1 - (double) step / config.steps()); // ends at 0
    return SVI.of(
        model,
        guide,
        Adam.withLearningRate(rate),
        TraceELBO.create(),
        SVI.Options.defaults().seed(config.seed()));
  }

  /** Learns, asks and draws. */
  static Result run(Config config, Stage stage) {
    try (TensorScope scope = TensorScope.open()) {
      Training training = new Training(config, stage);
      stage.timed("training", training::learn);
      Result result = stage.timed("asking", training::result);
      new Gallery(stage.report()).draw(training.points, training::curves, training.course);
      return result;
    }
  }

  private Course learn() {
    svi.run(List.of(points), course, course);
    return course;
  }

  // region bnn-ask
  /** Draws of the curve at these places, shape {@code (draws, places)}. */
  private Tensor curves(Points at) {
    return Predictive.of(model, svi.params(), guide)
        .draws(config.draws())
        .sites(Network.CURVE)
        .draw(at, config.seed())
        .get(Network.CURVE)
        .squeeze(-1);
  }

  // endregion

  private Result result() {
    return new Result(
        svi.steps(),
        elbo(),
        rmse(),
        Points.NOISE,
        deviation(Points.OUTER, Points.INNER),
        deviation(Points.INNER / 2, -Points.INNER / 2),
        deviation(2 * Points.OUTER, 1.5 * Points.OUTER));
  }

  private double elbo() {
    double[] logWeights =
        Predictive.of(model, svi.params(), guide)
            .draws(config.draws())
            .importance(points, config.seed())
            .logWeights();
    return Arrays.stream(logWeights).average().orElseThrow();
  }

  private double rmse() {
    Tensor mean = curves(heldOut).mean(0);
    return Math.sqrt(mean.sub(heldOut.y().squeeze(-1)).square().mean().item());
  }

  /** At places between these two, and at their mirror images. */
  private double deviation(double from, double to) {
    Points places = Points.grid(from, to, GRID);
    Tensor left = curves(places).variance(0).mean();
    Tensor right = curves(places.mirrored()).variance(0).mean();
    return Math.sqrt(left.add(right).div(2).item());
  }
}
