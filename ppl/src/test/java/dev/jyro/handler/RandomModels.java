package dev.jyro.handler;

import dev.jyro.Endurance;
import dev.jyro.effect.Site;
import dev.jyro.ppl.Model;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import dev.jyro.trace.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The random models of a test, and what is asked of them. */
final class RandomModels {
  private RandomModels() {}

  /** The worst that a check finds; of a model that fails it the shortest form is told. */
  static double each(int brief, int whole, ToDoubleFunction<RandomModel> check) {
    double worst = 0;
    for (long seed = 0; seed < Endurance.of(brief, whole); seed++) {
      try (TensorScope scope = TensorScope.open()) {
        worst = Math.max(worst, Shrinking.checked(ModelWriter.write(seed), check));
      }
    }
    return worst;
  }

  /** The trace of a seed. */
  static Trace trace(RandomModel model, long seed) {
    return Trace.of(seeded(model, seed), "");
  }

  /** The model with its parameters and a seed. */
  static Model<String> seeded(RandomModel model, long seed) {
    return Handlers.seed(given(model, new ArrayList<>()), seed);
  }

  /** The model with its parameters, writing down what it gets. */
  static Model<String> given(RandomModel model, List<Double> diary) {
    return Handlers.substitute(model.program(value -> diary.addAll(numbers(value))), model.given());
  }

  /** The log densities of the sites, bit for bit. */
  static Map<String, List<Double>> densities(Trace trace) {
    Map<String, List<Double>> densities = new TreeMap<>();
    trace
        .sites()
        .filter(Site::isSample)
        .forEach(site -> densities.put(site.name(), numbers(site.logProb())));
    return densities;
  }

  private static List<Double> numbers(Tensor tensor) {
    return Arrays.stream(tensor.toDoubles()).boxed().toList();
  }
}
