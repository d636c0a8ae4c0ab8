package dev.jyro.inference.reparam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.jyro.handler.Handlers;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Gradients;
import dev.jyro.tensor.Tensor;
import dev.jyro.trace.Trace;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The log joint density of a model as a function of what its sites and parameters are. */
record Joint(Model<String> model) {
  /** Third derivatives here are below 1e3, roundings below 1e-14: errors some 1e-8. */
  private static final double STEP = 1e-5;

  private static final double ACCEPTED = 1e-6;

  /** A run in which these have these values. */
  Trace at(Map<String, Tensor> values) {
    return Trace.of(Handlers.substitute(model, values), "");
  }

  /** The latent values of a run with this seed. */
  Map<String, Tensor> drawn(long seed) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    Trace trace = Trace.of(Handlers.seed(model, seed), "");
    trace.latents().forEach(site -> values.put(site.name(), site.value()));
    return values;
  }

  double logDensity(Map<String, Tensor> values) {
    return at(values).logDensity().item();
  }

  /**
   * The log volume by which a computed site stretches the values of an auxiliary one, element by
   * element.
   */
  double logVolume(String auxiliary, String computed, Map<String, Tensor> values) {
    Tensor each =
        Gradients.grad(
            a -> at(with(values, auxiliary, a)).value(computed).sum(),
            values.getOrDefault(auxiliary, Tensor.scalar(0)));
    return each.abs().log().sum().item();
  }

  /** Compares the gradient by each of the values with central differences, float64. */
  void assertGradients(Map<String, Tensor> values) {
    values.forEach((name, value) -> assertGradient(name, value, values));
  }

  private void assertGradient(String name, Tensor value, Map<String, Tensor> values) {
    double[] found = Gradients.grad(x -> at(with(values, name, x)).logDensity(), value).toDoubles();
    double[] numbers = value.toDoubles();
    for (int i = 0; i < numbers.length; i++) {
      double slope = (moved(name, i, STEP, values) - moved(name, i, -STEP, values)) / (2 * STEP);
      double accepted = ACCEPTED * Math.max(1, Math.abs(slope));
      assertThat(found[i]).as("by %s[%d]", name, i).isEqualTo(slope, within(accepted));
    }
  }

  private double moved(String name, int i, double by, Map<String, Tensor> values) {
    Tensor value = values.getOrDefault(name, Tensor.scalar(0));
    double[] numbers = value.toDoubles();
    numbers[i] += by;
    return logDensity(with(values, name, Tensor.of(numbers, value.shape())));
  }

  private static Map<String, Tensor> with(Map<String, Tensor> values, String name, Tensor value) {
    Map<String, Tensor> changed = new HashMap<>(values);
    changed.put(name, value);
    return changed;
  }
}
