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
import java.util.stream.LongStream;

/**
 * The random models of a test, and what is asked of them. The properties {@code jyro.numbers.from}
 * and {@code jyro.numbers.seeds} choose the first seed and how many there are, to run one that
 * failed again.
 */
final class RandomModels {
  private static final String FROM = "jyro.numbers.from";
  private static final String SEEDS = "jyro.numbers.seeds";

  private RandomModels() {}

  /** The worst that a check finds; of a model that fails it the shortest form is told. */
  static double each(int brief, int whole, ToDoubleFunction<RandomModel> check) {
    return seeds(brief, whole).mapToDouble(seed -> checked(seed, check)).max().orElse(0);
  }

  private static double checked(long seed, ToDoubleFunction<RandomModel> check) {
    try (TensorScope scope = TensorScope.open()) {
      return Shrinking.checked(ModelWriter.write(seed), check);
    }
  }

  /** The seeds of a test: from 0, as many as its form has, unless they are chosen. */
  static LongStream seeds(int brief, int whole) {
    long from = Long.getLong(FROM, 0);
    return LongStream.range(from, from + Integer.getInteger(SEEDS, Endurance.of(brief, whole)));
  }

  /** Whether seeds are chosen, so that counts of what the models are like are not as usual. */
  static boolean areChosen() {
    return Long.getLong(FROM) != null || Integer.getInteger(SEEDS) != null;
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
