package dev.jyro.examples.logistic;

import static java.util.Objects.requireNonNull;

import dev.jyro.examples.data.Mnist;
import dev.jyro.examples.stage.Stage;
import dev.jyro.inference.guide.AutoDiagonalNormal;
import dev.jyro.inference.guide.AutoGuide;
import dev.jyro.inference.guide.AutoLaplace;
import dev.jyro.inference.guide.AutoMultivariateNormal;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.inference.predictive.Predictive;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.TensorScope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Learns threes from eights in four ways, and examines what each says of digits held out. */
final class Comparison {
  private static final int PARTICLES = 8;
  private static final int AT_ONCE = 50;

  private final Config config;
  private final Stage stage;
  private final Digits train;
  private final Digits test;
  private final Model<Digits> model;

  private Comparison(Config config, Mnist digits, Stage stage) {
    this.config = config;
    this.stage = stage;
    this.train = Digits.of(digits.train(), config.digits());
    this.test = Digits.of(digits.test(), Integer.MAX_VALUE);
    this.model = new LogisticRegression(config.priorScale())::model;
  }

  static Result run(Config config, Mnist digits, Stage stage) {
    try (TensorScope scope = TensorScope.open()) {
      Comparison comparison = new Comparison(config, digits, stage);
      Map<String, Predictive<Digits>> fitted = comparison.fitted();
      Result result = stage.timed("examination", () -> comparison.examined(fitted));
      new Gallery(result, stage.report()).draw();
      return result;
    }
  }

  private Map<String, Predictive<Digits>> fitted() {
    Fitting fitting = new Fitting(model, config, stage);
    // region logistic-fits
    Digits batches = train.inBatchesOf(config.batchSize());
    TraceELBO objective = TraceELBO.vectorized(PARTICLES);

    AutoLaplace<Digits> mode = AutoLaplace.of(model);
    ParamStore atMode = fitting.fit("mode", mode, TraceELBO.create(), train).params();
    AutoMultivariateNormal<Digits> joint = AutoMultivariateNormal.of(model);
    ParamStore ofJoint = fitting.fit("joint", joint, objective, batches).params();
    AutoDiagonalNormal<Digits> apart = AutoDiagonalNormal.of(model);
    ParamStore ofApart = fitting.fit("independent", apart, objective, batches).params();
    // endregion

    Map<String, Predictive<Digits>> all = new LinkedHashMap<>();
    all.put("mode", predictive(mode, atMode).draws(1));
    all.put("Laplace", predictive(mode.approximation(atMode, train), atMode));
    all.put("joint", predictive(joint, ofJoint));
    all.put("independent", predictive(apart, ofApart));
    return all;
  }

  private Predictive<Digits> predictive(AutoGuide<Digits> guide, ParamStore params) {
    return Predictive.of(model, params, guide).draws(config.draws()).sideBySide(AT_ONCE);
  }

  private Result examined(Map<String, Predictive<Digits>> fitted) {
    Examination examination = new Examination(test, config.seed());
    Map<String, Score> scores = new LinkedHashMap<>();
    Map<String, Fit> fits = new LinkedHashMap<>();
    fitted.forEach((name, predictive) -> scores.put(name, examination.of(predictive)));
    for (String name : List.of("Laplace", "joint", "independent")) {
      fits.put(name, Fit.of(requireNonNull(fitted.get(name)), train, config.seed()));
    }
    return new Result(train.count(), test.count(), scores, fits, gain(examination, fitted));
  }

  private static Mean gain(Examination examination, Map<String, Predictive<Digits>> fitted) {
    double[] mode = examination.logLikelihoods(requireNonNull(fitted.get("mode")));
    double[] joint = examination.logLikelihoods(requireNonNull(fitted.get("joint")));
    double[] gains = new double[mode.length];
    for (int i = 0; i < gains.length; i++) {
      gains[i] = joint[i] - mode[i];
    }
    return Mean.of(gains);
  }
}
