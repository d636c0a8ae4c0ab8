package dev.jyro.examples.bench;

import ai.djl.ndarray.types.Shape;
import dev.jyro.tensor.OpListener;
import dev.jyro.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Counts tensor operations by phase and name, as means over the steps that it heard. */
final class OpCounts implements OpListener {
  private final Supplier<Phase> phase;
  private final Map<Key, Calls> calls = new LinkedHashMap<>();
  private final double steps;

  /** Calls that take the same time: alike in operation and in sizes. */
  private record Key(Phase phase, String operation, List<Shape> inputs) {}

  /** Calls alike. */
  private static final class Calls {
    private final List<Double> nanos = new ArrayList<>();
    private int tracked;

    /** By the median, for a call that the machine held up says nothing of Torch. */
    Tally tally(double steps) {
      double count = nanos.size() / steps;
      return new Tally(count, tracked / steps, Timing.median(nanos) * count);
    }
  }

  /**
   * Of operations alike, in one step.
   *
   * @param count how many
   * @param tracked how many of them the backward pass goes through
   * @param nanos the time in Torch
   */
  record Tally(double count, double tracked, double nanos) {
    private static final Tally NONE = new Tally(0, 0, 0);

    Tally plus(Tally other) {
      return new Tally(count + other.count, tracked + other.tracked, nanos + other.nanos);
    }

    double micros() {
      return nanos / 1e3;
    }
  }

  OpCounts(Supplier<Phase> phase, int steps) {
    this.phase = phase;
    this.steps = steps;
  }

  @Override
  public void ran(
      String operation, List<Tensor> inputs, List<?> attributes, List<Tensor> outputs, long nanos) {
    List<Shape> shapes = inputs.stream().map(Tensor::shape).toList();
    Calls alike = calls.computeIfAbsent(new Key(phase.get(), operation, shapes), k -> new Calls());
    alike.nanos.add((double) nanos);
    alike.tracked += outputs.stream().anyMatch(Tensor::requiresGradient) ? 1 : 0;
  }

  Tally of(Phase wanted) {
    return sum(key -> key.phase() == wanted);
  }

  Tally total() {
    return sum(key -> true);
  }

  /** By operation, the most time first. */
  List<Map.Entry<String, Tally>> byOperation() {
    Map<String, Tally> sums = new LinkedHashMap<>();
    calls.forEach((key, alike) -> sums.merge(key.operation(), alike.tally(steps), Tally::plus));
    return sums.entrySet().stream()
        .sorted(Comparator.comparingDouble(entry -> -entry.getValue().nanos()))
        .toList();
  }

  private Tally sum(Predicate<Key> wanted) {
    return calls.entrySet().stream()
        .filter(entry -> wanted.test(entry.getKey()))
        .map(entry -> entry.getValue().tally(steps))
        .reduce(Tally.NONE, Tally::plus);
  }
}
