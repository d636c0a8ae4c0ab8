package dev.jyro.inference.svi;

import dev.jyro.hostile.InFull;
import dev.jyro.inference.optim.Optimizer;
import dev.jyro.inference.optim.State;
import dev.jyro.inference.training.StopWhen;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A training, and what its optimizer remembers.
 *
 * @param svi the training
 * @param course the course of its optimizer
 */
record Trainee(SVI<List<Tensor>> svi, Optimizer.Course course) {
  /**
   * Where a training stands, bit for bit.
   *
   * @param numbers the parameters
   * @param memory what the optimizer remembers
   * @param steps how many steps there have been
   */
  record Stand(Map<String, String> numbers, Map<String, String> memory, int steps) {}

  /** Before its first step. */
  static Trainee fresh() {
    Optimizer.Course course = Regression.optimizer("Adam").start();
    SVI.Options options = SVI.Options.defaults().seed(5);
    return new Trainee(
        SVI.of(Regression.MODEL, Regression.GUIDE, () -> course, TraceELBO.create(), options),
        course);
  }

  /** After two steps. */
  static Trainee trained() {
    Trainee trainee = fresh();
    trainee.svi.run(Regression.batches(), StopWhen.steps(2));
    return trainee;
  }

  /** Where it stands; all numbers are read. */
  Stand stand() {
    try (TensorScope scope = TensorScope.open()) {
      return new Stand(
          Regression.numbers(svi), memory(course.state(Regression.leaves(svi))), svi.steps());
    }
  }

  private static Map<String, String> memory(State state) {
    Map<String, String> memory = new TreeMap<>();
    memory.put("optimizer", "%s after %d steps".formatted(state.optimizer(), state.steps()));
    state.parameters().forEach((name, each) -> memory.putAll(memory(name, each)));
    return memory;
  }

  private static Map<String, String> memory(String name, State.Remembered remembered) {
    Map<String, String> memory = new TreeMap<>();
    memory.put(name, "%s after %d steps".formatted(remembered.optimizer(), remembered.steps()));
    remembered.tensors().forEach((key, tensor) -> memory.put(name + "/" + key, bits(key, tensor)));
    return memory;
  }

  private static String bits(String name, Tensor tensor) {
    InFull.need(name, tensor);
    return Arrays.toString(
        Arrays.stream(tensor.toDoubles()).mapToLong(Double::doubleToRawLongBits).toArray());
  }
}
