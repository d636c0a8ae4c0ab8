package dev.jyro.examples.densities;

import ai.djl.ndarray.types.DataType;
import dev.jyro.distribution.Distribution;
import dev.jyro.examples.picture.Curve;
import dev.jyro.examples.picture.LinePlot;
import dev.jyro.examples.picture.Picture;
import dev.jyro.tensor.Tensor;
import dev.jyro.tensor.TensorScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The density of one distribution with several parameters, between two numbers.
 *
 * @param title the distribution
 * @param points where the density is drawn
 * @param top density above this is cut off
 * @param members what the legend says, and the distribution
 */
record Panel(
    String title, List<Double> points, double top, Map<String, Supplier<Distribution>> members) {
  private static final int SMOOTH = 400;

  /** A density over an interval. */
  static Panel over(String title, double from, double to, double top) {
    List<Double> points =
        IntStream.rangeClosed(0, SMOOTH).mapToObj(i -> from + (to - from) * i / SMOOTH).toList();
    return new Panel(title, points, top, Map.of());
  }

  /** Probabilities of whole numbers. */
  static Panel counts(String title, int from, int to) {
    return new Panel(
        title, IntStream.rangeClosed(from, to).mapToObj(i -> (double) i).toList(), 1, Map.of());
  }

  /** With one more distribution. */
  Panel with(String name, Supplier<Distribution> member) {
    Map<String, Supplier<Distribution>> more = new LinkedHashMap<>(members);
    more.put(name, member);
    return new Panel(title, points, top, more);
  }

  Picture draw() {
    Curve[] curves =
        members.entrySet().stream()
            .map(member -> curve(member.getKey(), member.getValue()))
            .toArray(Curve[]::new);
    return LinePlot.of(title, "value", "density", curves).draw();
  }

  private Curve curve(String name, Supplier<Distribution> member) {
    try (TensorScope scope = TensorScope.open()) {
      double[] at = points.stream().mapToDouble(x -> x).toArray();
      Tensor values = Tensor.of(at).to(DataType.FLOAT64);
      double[] density = member.get().logProb(values).exp().toDoubles();
      List<Double> x = new ArrayList<>();
      List<Double> y = new ArrayList<>();
      for (int i = 0; i < at.length; i++) {
        if (density[i] <= top) {
          x.add(at[i]);
          y.add(density[i]);
        }
      }
      return new Curve(name, x, y);
    }
  }
}
