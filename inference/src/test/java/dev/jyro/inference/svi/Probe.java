package dev.jyro.inference.svi;

import dev.jyro.inference.optim.SGD;
import dev.jyro.inference.param.ParamStore;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Reads an objective's gradient off steps of plain descent at rate 1, each from the same place.
 * Parameters are float64 and free.
 */
final class Probe<A> {
  private final Map<String, double[]> at;
  private final ParamStore params = ParamStore.create();
  private final SVI<A> svi;

  Probe(Model<A> model, Model<A> guide, ELBO elbo, Map<String, double[]> at) {
    this.at = at;
    putBack();
    this.svi =
        SVI.of(
            model,
            guide,
            SGD.withLearningRate(1),
            elbo,
            SVI.Options.defaults().params(params).seed(20));
  }

  /** What one step found. */
  static final class Reading {
    private final double loss;
    private final Map<String, double[]> gradients;

    Reading(double loss, Map<String, double[]> gradients) {
      this.loss = loss;
      this.gradients = gradients;
    }

    double loss() {
      return loss;
    }

    double[] gradient(String name) {
      return Objects.requireNonNull(gradients.get(name));
    }
  }

  /** One step, with noise of its own, after which the parameters are put back. */
  Reading step(A data) {
    double loss = svi.step(data);
    Map<String, double[]> gradients = new LinkedHashMap<>();
    at.forEach((name, before) -> gradients.put(name, minus(before, params.get(name).toDoubles())));
    putBack();
    return new Reading(loss, gradients);
  }

  /** The losses and gradients of many steps. */
  Samples steps(int count, A data) {
    Samples samples = new Samples();
    for (int i = 0; i < count; i++) {
      Reading reading = step(data);
      samples.add("loss", reading.loss());
      reading.gradients.forEach(samples::add);
    }
    return samples;
  }

  double evaluateLoss(A data) {
    return svi.evaluateLoss(data);
  }

  private void putBack() {
    at.forEach((name, numbers) -> params.put(name, Tensor.of(numbers)));
  }

  private static double[] minus(double[] left, double[] right) {
    double[] difference = new double[left.length];
    Arrays.setAll(difference, i -> left[i] - right[i]);
    return difference;
  }
}
