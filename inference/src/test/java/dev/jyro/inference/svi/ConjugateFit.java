package dev.jyro.inference.svi;

import static dev.jyro.ppl.Primitives.factor;
import static dev.jyro.ppl.Primitives.plate;

import ai.djl.ndarray.types.DataType;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.optim.SGD;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Plate;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A guide of the posterior's own family, fitted to a posterior that is known in closed form.
 *
 * <p>Parameters are averaged over the last two thirds of the steps, which takes out most of the
 * noise that a constant rate leaves. At the posterior {@code log p - log q} is the log evidence for
 * each draw, so that every objective has its optimum there, and the loss no noise; its excess is
 * the KL divergence of the guide that was found from the posterior.
 */
final class ConjugateFit {
  private static final int PARTICLES = 10_000;

  private final Model<Integer> model;
  private final Model<Integer> guide;
  private final ParamStore params;

  /**
   * Fits.
   *
   * @param model makes so many copies of the problem
   * @param guide the same
   * @param logEvidence of one copy
   */
  ConjugateFit(
      Model<Integer> model, Model<Integer> guide, double logEvidence, double rate, Estimator by) {
    this.model = model;
    this.guide = guide;
    int coarse = by.steps() / 3;
    Adam adam = Adam.withLearningRate(step -> step < coarse ? rate : rate / 3).betas(0.9, 0.99);
    SVI.Options options = SVI.Options.defaults().seed(1);
    Model<Integer> fitted = by.chargesTheBound() ? levelled(model, logEvidence) : model;
    SVI<Integer> svi = SVI.of(fitted, guide, adam, by.objective(), options);
    this.params = svi.params();
    Map<String, double[]> sums = new HashMap<>();
    for (int i = 0; i < by.steps(); i++) {
      svi.step(by.copies());
      if (i >= coarse) {
        add(sums);
      }
    }
    sums.forEach((name, sum) -> put(name, sum, by.steps() - coarse));
  }

  /** With the log evidence taken off. That moves no optimum, and no mean of a gradient. */
  private static Model<Integer> levelled(Model<Integer> model, double logEvidence) {
    Model<Integer> level =
        copied(() -> factor("level", Tensor.scalar(-logEvidence, DataType.FLOAT64)));
    return copies -> {
      model.run(copies);
      level.run(copies);
    };
  }

  /** The body in a plate of copies, left of the last dimension. */
  static Model<Integer> copied(Runnable body) {
    return copies -> plate(Plate.of("copies", copies).dim(-2), indices -> body.run());
  }

  private void add(Map<String, double[]> sums) {
    for (String name : params.names()) {
      double[] free = params.unconstrained(name).toDoubles();
      double[] sum = sums.computeIfAbsent(name, n -> new double[free.length]);
      Arrays.setAll(sum, i -> sum[i] + free[i]);
    }
  }

  private void put(String name, double[] sum, int count) {
    long[] sizes = params.unconstrained(name).shape().getShape();
    params.find(name).get().leaf().set(Tensor.of(sum).div(count).reshape(sizes));
  }

  double number(String name) {
    return params.get(name).item();
  }

  double[] numbers(String name) {
    return params.get(name).toDoubles();
  }

  /** Minus the log evidence, and the guide's divergence from the posterior. */
  double loss() {
    SVI.Options options = SVI.Options.defaults().params(params).seed(2);
    return SVI.of(model, guide, SGD.withLearningRate(0), TraceELBO.vectorized(PARTICLES), options)
        .evaluateLoss(1);
  }
}
