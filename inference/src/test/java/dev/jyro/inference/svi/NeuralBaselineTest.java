package dev.jyro.inference.svi;

import static dev.jyro.ppl.Primitives.module;
import static dev.jyro.ppl.Primitives.observe;
import static dev.jyro.ppl.Primitives.param;
import static dev.jyro.ppl.Primitives.plate;
import static dev.jyro.ppl.Primitives.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.jyro.distribution.Bernoulli;
import dev.jyro.distribution.Normal;
import dev.jyro.inference.optim.Adam;
import dev.jyro.inference.optim.Optimizer;
import dev.jyro.inference.optim.SGD;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.ppl.Model;
import dev.jyro.ppl.Net;
import dev.jyro.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A bit behind each row: the cost of its draw is some -1 for rows between 0 and 3, and -30 for the
 * one that is far from both. No one number stands for all, and a function of the row does.
 */
final class NeuralBaselineTest {
  private static final float[] ROWS = {0, 3, 1.5f, 10};
  private static final double AT = 0.4;
  private static final int STEPS = 2000;

  private static final Model<Tensor> MODEL =
      rows ->
          plate(
              "rows",
              rows.size(0),
              () -> {
                Tensor z = sample("z", Bernoulli.of(0.5));
                observe("x", Normal.of(z.mul(3), 1), rows);
              });

  private static final Model<Tensor> PLAIN =
      rows -> plate("rows", rows.size(0), () -> sample("z", Bernoulli.ofLogits(param("a", AT))));

  // region objectives-baseline
  private final Net hidden = Net.linear(1, 16);
  private final Net last = Net.linear(16, 1);

  private final Model<Tensor> guide =
      rows -> {
        Net baseline = module("baseline", hidden.then(Tensor::softplus).then(last));
        Tensor guess = baseline.forward(rows.unsqueeze(-1)).squeeze(-1);
        plate("rows", rows.size(0), () -> sample("z", Bernoulli.ofLogits(param("a", 0.4)), guess));
      };

  // endregion

  /** What is in the store, to be put back. */
  private static Map<String, Tensor> copied(ParamStore params) {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    for (String name : params.names()) {
      Tensor number = params.unconstrained(name);
      copies.put(name, Tensor.of(number.toFloats(), number.shape()));
    }
    return copies;
  }

  private static void putBack(ParamStore params, Map<String, Tensor> copies) {
    copies.forEach((name, number) -> params.find(name).get().leaf().set(number));
  }

  private static SVI<Tensor> svi(
      Model<Tensor> guide, Optimizer optimizer, ELBO objective, ParamStore params) {
    SVI.Options options = SVI.Options.defaults().params(params).seed(3);
    return SVI.of(MODEL, guide, optimizer, objective, options);
  }

  /** Gradients by the guide's logit, each at the same place. */
  private static Samples gradients(Model<Tensor> guide, ELBO objective, ParamStore params) {
    SVI<Tensor> svi = svi(guide, SGD.withLearningRate(1e-3), objective, params);
    svi.evaluateLoss(Tensor.of(ROWS));
    params.find("a").get().leaf().set(Tensor.scalar(AT));
    Map<String, Tensor> before = copied(params);
    double start = params.get("a").item();
    Samples samples = new Samples();
    for (int i = 0; i < STEPS; i++) {
      svi.step(Tensor.of(ROWS));
      samples.add("a", (start - params.get("a").item()) / 1e-3);
      putBack(params, before);
    }
    return samples;
  }

  private ParamStore trained() {
    ParamStore params = ParamStore.create();
    SVI<Tensor> svi = svi(guide, Adam.withLearningRate(0.01), TraceGraphELBO.create(), params);
    for (int i = 0; i < 2000; i++) {
      svi.step(Tensor.of(ROWS));
    }
    return params;
  }

  private static double loss(double logit) {
    double q = 1 / (1 + Math.exp(-logit));
    double loss = 0;
    for (float row : ROWS) {
      loss += q * (Math.log(q) + (row - 3) * (row - 3) / 2);
      loss += (1 - q) * (Math.log(1 - q) + row * row / 2);
    }
    return loss;
  }

  /** Parameters are float32: a difference of them, over the rate, is known to some 1e-4. */
  @Test
  void aNetworkTakesNoiseOutAndChangesNoMean() {
    ParamStore params = trained();
    double exact = (loss(AT + 1e-5) - loss(AT - 1e-5)) / 2e-5;
    Samples plain = gradients(PLAIN, TraceGraphELBO.create(), ParamStore.create());
    Samples averaged =
        gradients(PLAIN, TraceGraphELBO.create().decayingAverage(0.9), ParamStore.create());
    Samples guessed = gradients(guide, TraceGraphELBO.create(), params);
    assertThat(exact).isLessThan(-5);
    plain.assertMean("a", 3, exact);
    guessed.assertMean("a", 2, exact);
    assertThat(guessed.variance("a", 0)).isLessThan(0.5 * averaged.variance("a", 0));
    assertThat(guessed.variance("a", 0)).isLessThan(0.5 * plain.variance("a", 0));
  }

  @Test
  void itsWeightsLearnFromTheErrorOfTheGuess() {
    ParamStore params = ParamStore.create();
    SVI<Tensor> svi = svi(guide, Adam.withLearningRate(0.01), TraceGraphELBO.create(), params);
    svi.evaluateLoss(Tensor.of(ROWS));
    Map<String, Tensor> before = copied(params);
    svi.step(Tensor.of(ROWS));
    before.forEach(
        (name, number) ->
            assertThat(params.unconstrained(name).toFloats())
                .as(name)
                .isNotEqualTo(number.toFloats()));
    assertThat(before.keySet()).hasSizeGreaterThanOrEqualTo(5);
  }

  /** Other objectives take no notice. */
  @Test
  void itIsLeftAloneByOtherObjectives() {
    ParamStore params = ParamStore.create();
    SVI<Tensor> svi = svi(guide, Adam.withLearningRate(0.01), TraceELBO.create(), params);
    svi.evaluateLoss(Tensor.of(ROWS));
    Map<String, Tensor> before = copied(params);
    svi.step(Tensor.of(ROWS));
    before.forEach(
        (name, number) -> {
          if (!name.equals("a")) {
            assertThat(params.unconstrained(name).toFloats()).isEqualTo(number.toFloats());
          }
        });
  }
}
