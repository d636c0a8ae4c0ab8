package dev.jyro.examples.bench;

import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.svi.SVI;
import dev.jyro.inference.svi.TraceELBO;
import dev.jyro.ppl.Model;
import java.util.List;
import java.util.function.Supplier;

/**
 * Something to be trained, in Jyro and by hand.
 *
 * @param name its name in results
 * @param model the model
 * @param guide its guide
 * @param data what both are given
 * @param rate the learning rate of Adam
 * @param byHand the same loss by hand, from the start
 * @param <A> the type of the data
 */
record Work<A>(
    String name,
    Model<A> model,
    Model<A> guide,
    A data,
    double rate,
    Supplier<Handwritten> byHand) {
  static final String SVI_MODE = "svi";
  static final String HAND_MODE = "by hand";
  private static final int ROWS = 200;

  static Work<EightSchools.Data> eightSchools() {
    EightSchools.Data data = EightSchools.data();
    return new Work<>(
        "eight_schools",
        EightSchools::model,
        EightSchools::guide,
        data,
        0.01,
        () -> new EightSchoolsByHand(data));
  }

  static Work<LinearRegression.Data> linearRegression() {
    return linearRegression(ROWS);
  }

  static Work<LinearRegression.Data> linearRegression(int rows) {
    LinearRegression.Data data = LinearRegression.data(rows);
    return new Work<>(
        "linear_regression",
        LinearRegression::model,
        LinearRegression::guide,
        data,
        0.01,
        () -> new LinearRegressionByHand(data));
  }

  /** A training in Jyro, at its start. */
  SVI<A> svi() {
    return SVI.of(model, guide, Adam.withLearningRate(rate), TraceELBO.create());
  }

  /** The same training by hand, at its start. */
  HandwrittenLoop loop() {
    return new HandwrittenLoop(byHand.get(), rate, 0);
  }

  Contender inJyro() {
    SVI<A> svi = svi();
    return new Contender(SVI_MODE, () -> svi.step(data));
  }

  Contender inHand() {
    HandwrittenLoop loop = loop();
    return new Contender(HAND_MODE, loop::step);
  }

  List<Contender> contenders() {
    return List.of(inJyro(), inHand());
  }
}
